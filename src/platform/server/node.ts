import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import type { Access, Sessions } from './access.ts';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import { performer, type Perform } from './commands.ts';
import type { Settings } from './config.ts';
import type { Database } from './db/database.ts';
import { Delivery } from './delivery/delivery.ts';
import type { Lines } from './delivery/lines.ts';
import { Polls } from './delivery/polls.ts';
import { Admission } from './doors/admission.ts';
import { directDoor } from './doors/direct/directDoor.ts';
import { httpDoor, type Router } from './doors/http/httpDoor.ts';
import { LiveDoor } from './doors/live/liveDoor.ts';
import { OpenConnections } from './doors/openConnections.ts';
import { isDefect, refusalOf, writeProblem } from './doors/problems.ts';
import { identify, type Identified, type Outside } from './doors/request.ts';
import { Seats } from './doors/seats.ts';
import { StreamDoor, type StreamTimes } from './doors/stream/streamDoor.ts';
import type { AnyFeature, Chore, Person } from './feature.ts';
import type { Fanout } from './fanout/fanout.ts';
import { memoryLimits } from './limits.ts';
import type { Log } from './log/log.ts';
import type { Logger } from './logging.ts';
import { measured, openMetrics, type Metrics } from './metrics.ts';
import { refusalsNoted } from './refusals.ts';
import { Upkeep } from './upkeep.ts';
import { viewer } from './views.ts';

export interface NodeParts {
  settings: Settings;
  db: Database;
  log: Log;
  fanout: Fanout;
  features: readonly AnyFeature[];
  access: Access;
  sessions: Sessions;
  logger: Logger;
  clock?: Clock;
  random?: () => number;
  /** Hears who is on the other end of this node's doors. */
  lines?: Lines;
  /** What falls due beside the rooms' own. */
  chores?: readonly Chore[];
  /** The topic that the address of one student's progress stands for. */
  progressTopic: (person: Person, studentId: string, cohortId: string | undefined) => Promise<string>;
  /** Addresses beside the contracts': pages, documents, the demo's doors. */
  more: (app: Router, node: { metrics: Metrics; catalogue: Catalogue; outside: Outside }) => void;
}

/** One process of a Stoa: all its doors over one HTTP server. */
export interface StoaNode {
  readonly server: Server;
  readonly delivery: Delivery;
  readonly catalogue: Catalogue;
  readonly perform: Perform;
  readonly metrics: Metrics;
  /** @returns the port */
  listen(port: number, host: string): Promise<number>;
  /** Not ready any more; readers are sent elsewhere; then everything of this node closes. */
  close(): Promise<void>;
}

/** Where a node listens, as an origin; who listens everywhere is reached from this machine by loopback. */
export function listeningAt(server: Server): string {
  return originAt(server.address() as AddressInfo);
}

export function originAt({ address, port }: Pick<AddressInfo, 'address' | 'port'>): string {
  const host = ['0.0.0.0', '::'].includes(address) ? '127.0.0.1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const drainAtMostMs = 5_000;
const streamsPerPerson = 20;

export function openNode(parts: NodeParts): StoaNode {
  const { settings, db, log, fanout, features, access, sessions, logger } = parts;
  const clock = parts.clock ?? systemClock;
  const random = parts.random ?? Math.random;
  const catalogue = catalogueOf(features.map(({ contract }) => contract));
  const outside: Outside = {
    origin: settings.PUBLIC_URL === undefined ? undefined : new URL(settings.PUBLIC_URL).origin,
    proxies: settings.TRUST_PROXY,
  };
  const times: StreamTimes = {
    heartbeatMs: settings.SSE_HEARTBEAT_MS,
    silenceMs: settings.SSE_SILENCE_MS,
    beatMs: settings.BEAT_MS,
    readerSilentMs: settings.READER_SILENT_MS,
  };
  const defect = (cause: unknown, about: Record<string, string>): void =>
    logger.error({ err: cause, ...about }, 'defect');
  const metrics = openMetrics(catalogue, {
    streams: () => streams.count,
    sockets: () => live.count,
    topics: () => delivery.hub.followed,
  });

  const delivery = new Delivery({
    db,
    log,
    fanout,
    clock,
    catalogue,
    access,
    sessions,
    topicsOf: async (userId) =>
      (await Promise.all(features.map(async (one) => (await one.topicsOf?.(db.query, userId)) ?? []))).flat(),
    lines: parts.lines,
    revokedBy: new Set(features.flatMap((one) => (one.revokedBy ?? []) as readonly string[])),
    delivered: (events) => metrics.delivered(events, clock.nowMs()),
    ended: (reason) => metrics.ended(reason),
    slow: () => metrics.slowReader(),
    failed: (cause) => defect(cause, { room: 'delivery' }),
  });
  const limits = memoryLimits();
  const { perform: carryOut, look } = refusalsNoted(
    {
      perform: performer({ catalogue, features, db, log, access, limits }),
      look: viewer({ catalogue, features, db, log, access, limits }),
    },
    { logger, isKnown: (name) => catalogue.commands.has(name) || catalogue.views.has(name) },
  );
  const perform = measured(carryOut, { metrics, catalogue });
  const seats = new Seats({ perPerson: streamsPerPerson, perAddress: settings.STREAMS_PER_ADDRESS });
  const admission = new Admission({ most: settings.ARRIVALS_AT_ONCE, random });
  const polls = new Polls({ delivery, log, clock, lines: parts.lines });
  const streams = new StreamDoor({ delivery, clock, random, times, seats });
  const upkeep = new Upkeep({
    db,
    log,
    features,
    chores: parts.chores,
    clock,
    retentionDays: settings.RETENTION_DAYS,
    defect,
  });
  const identifyHere = (
    request: IncomingMessage,
    options?: { fresh?: boolean },
  ): Promise<Identified | undefined> => identify(sessions, db.query, request, outside, options);

  const direct = directDoor({
    delivery,
    polls,
    streams,
    admission,
    identify: identifyHere,
    outside,
    random,
    causesAgainst: () => upkeep.causesAgainst(),
    isStopping: () => upkeep.isStopping,
    progressTopic: parts.progressTopic,
  });
  const app = httpDoor({
    catalogue,
    perform,
    look,
    metrics,
    identify: identifyHere,
    outside,
    frameHosts: settings.EMBED_HOSTS,
    defect,
    more: (express) => parts.more(express, { metrics, catalogue, outside }),
  });

  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answered = direct(request, response);
      if (answered) return await answered;
      open.answering(response);
      app(request, response);
    } catch (cause) {
      const refusal = refusalOf(cause);
      const requestId = newId();
      if (isDefect(refusal)) defect(cause, { requestId, path: request.url ?? '' });
      writeProblem(response, refusal, requestId);
    }
  }
  server.keepAliveTimeout = 65_000;
  server.on('clientError', (_fault, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    else socket.destroy();
  });
  const live = new LiveDoor({
    server,
    delivery,
    perform,
    identify: identifyHere,
    outside,
    seats,
    admission,
    clock,
    times,
    defect,
  });
  const open = new OpenConnections(server);
  // Before anybody answers: also what the router never sees says that it is data and no page.
  server.prependListener('request', (_request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });

  return {
    server,
    delivery,
    catalogue,
    perform,
    metrics,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        // The default backlog of 511 makes a class that comes back at once wait for its own retries.
        server.listen({ port, host, backlog: 4_096 }, () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    async close() {
      upkeep.stop();
      let giveUp = (): void => {};
      const callOff = clock.after(drainAtMostMs, () => giveUp());
      const tooLate = new Promise<void>((resolve) => (giveUp = resolve));
      delivery.drain(random);
      streams.close();
      polls.close();
      // Whoever asks meanwhile, asks a node that says that it is stopping.
      await Promise.all([live.close(tooLate), Promise.race([open.answered(), tooLate])]);
      await open.close(tooLate);
      callOff();
      await delivery.close();
    },
  };
}
