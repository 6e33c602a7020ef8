import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { systemClock, every, type Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Access, Sessions } from './access.ts';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import { performer, type Perform } from './commands.ts';
import type { Settings } from './config.ts';
import type { Database } from './db/database.ts';
import { Delivery } from './delivery/delivery.ts';
import { Polls } from './delivery/polls.ts';
import { httpDoor, type Router } from './doors/http/httpDoor.ts';
import { LiveDoor } from './doors/live/liveDoor.ts';
import { answerPoll } from './doors/poll/pollDoor.ts';
import { isDefect, refusalOf, writeProblem } from './doors/problems.ts';
import {
  addressOf,
  identify,
  requireOwnOrigin,
  topicsIn,
  type Identified,
  type Outside,
} from './doors/request.ts';
import { Seats } from './doors/seats.ts';
import { StreamDoor, type StreamTimes } from './doors/stream/streamDoor.ts';
import type { AnyFeature, Person } from './feature.ts';
import type { Fanout } from './fanout/fanout.ts';
import { memoryLimits } from './limits.ts';
import type { Log } from './log/log.ts';
import type { Logger } from './logging.ts';
import { openMetrics, type Metrics } from './metrics.ts';
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

const drainAtMostMs = 5_000;
const tidyEveryMs = 600_000;
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
      (await Promise.all(features.map((one) => one.topicsOf?.(db.query, userId) ?? []))).flat(),
    revokedBy: new Set(features.flatMap((one) => (one.revokedBy ?? []) as readonly string[])),
    accepted: (event) => metrics.accepted(event, clock.nowMs()),
    failed: (cause) => defect(cause, { room: 'delivery' }),
  });
  const perform = performer({ catalogue, features, log, access, limits: memoryLimits() });
  const look = viewer({ catalogue, features, db, log, access });
  const seats = new Seats({ perPerson: streamsPerPerson, perAddress: settings.STREAMS_PER_ADDRESS });
  const polls = new Polls({ delivery, log, clock });
  const streams = new StreamDoor({ delivery, clock, random, times, seats });
  const identifyHere = (
    request: IncomingMessage,
    options?: { fresh?: boolean },
  ): Promise<Identified | undefined> => identify(sessions, db.query, request, options);

  let isDraining = false;
  const readiness = async (): Promise<string[]> => {
    const causes = isDraining ? ['this node is stopping'] : [];
    try {
      await db.ping();
    } catch {
      // Why, the log has it: whoever may ask this may not know where the database lives.
      causes.push('the database does not answer');
    }
    return causes;
  };

  const app = httpDoor({
    catalogue,
    perform,
    look,
    metrics,
    identify: identifyHere,
    outside,
    defect,
    more: (express) => parts.more(express, { metrics, catalogue, outside }),
  });

  /** Addresses that are asked for too often to go through the router. @returns false: not one of them */
  async function answerDirectly(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { pathname, searchParams } = addressIn(request);
    if (pathname === '/healthz') return plain(response, 200, { status: 'alive' });
    if (pathname === '/readyz') {
      const causes = await readiness();
      return plain(response, causes.length === 0 ? 200 : 503, {
        status: causes.length === 0 ? 'ready' : 'not ready',
        causes,
      });
    }
    const beat = request.method === 'POST' ? beatShape.exec(pathname) : null;
    const isReading =
      request.method === 'GET' && (pathname === '/api/events' || pathname.startsWith('/api/stream'));
    if (!beat && !isReading) return false;

    requireOwnOrigin(request, outside);
    if (isDraining) throw new Refusal('unavailable', undefined, { retryAfterMs: 1_000 + random() * 4_000 });
    const identified = await identifyHere(request, { fresh: isReading && pathname !== '/api/events' });
    if (!identified) throw new Refusal('signed_out');
    const { person } = identified;
    if (beat) {
      if (!streams.beat(beat[1]!, person.userId)) throw new Refusal('not_found');
      response.writeHead(204).end();
      return true;
    }
    const cursor = searchParams.get('cursor') ?? undefined;
    if (pathname === '/api/events') {
      await answerPoll({ delivery, polls }, request, response, person, {
        topics: topicsIn(searchParams),
        cursor,
      });
      return true;
    }
    const address = addressOf(request, outside);
    const progress = progressShape.exec(pathname);
    if (progress) {
      const topic = await parts.progressTopic(person, progress[1]!, searchParams.get('cohort') ?? undefined);
      await streams.open(request, response, identified, { topics: [topic], cursor, address });
      return true;
    }
    if (pathname !== '/api/stream') return false;
    await streams.open(request, response, identified, { topics: topicsIn(searchParams), cursor, address });
    return true;
  }

  /** Requests for commands, views and pages that are being answered. */
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    answerDirectly(request, response).then(
      (isAnswered) => {
        if (isAnswered) return;
        const answered = new Promise<void>((resolve) => response.once('close', resolve));
        underWay.add(answered);
        void answered.then(() => underWay.delete(answered));
        app(request, response);
      },
      (cause: unknown) => {
        const refusal = refusalOf(cause);
        const requestId = newId();
        if (isDefect(refusal)) defect(cause, { requestId, path: request.url ?? '' });
        writeProblem(response, refusal, requestId);
      },
    );
  });
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
    clock,
    times,
    defect,
  });
  // Browsers open connections ahead of need; the HTTP server does not count those as idle.
  const unasked = new Set<Duplex>();
  server.on('connection', (connection) => {
    unasked.add(connection);
    connection.once('close', () => unasked.delete(connection));
  });
  // Before anybody answers: also what the router never sees says that it is data and no page.
  server.prependListener('request', (request, response) => {
    unasked.delete(request.socket);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });
  // The HTTP server forgets a connection once it is a socket's.
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (_request, connection) => {
    unasked.delete(connection);
    upgraded.add(connection);
    connection.once('close', () => upgraded.delete(connection));
  });
  const stopTidying = every(clock, tidyEveryMs, () => void tidy());
  async function tidy(): Promise<void> {
    try {
      await log.prune(new Date(clock.nowMs() - settings.RETENTION_DAYS * 86_400_000));
      for (const one of features) await one.tidy?.(db.query);
    } catch (cause) {
      defect(cause, { room: 'tidy' });
    }
  }

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
      isDraining = true;
      stopTidying();
      let giveUp = (): void => {};
      const callOff = clock.after(drainAtMostMs, () => giveUp());
      const tooLate = new Promise<void>((resolve) => (giveUp = resolve));
      delivery.drain(random);
      streams.close();
      polls.close();
      // Whoever asks meanwhile, asks a node that says that it is stopping.
      await Promise.all([live.close(tooLate), Promise.race([Promise.all(underWay), tooLate])]);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      for (const connection of unasked) connection.destroy();
      void tooLate.then(() => {
        server.closeAllConnections();
        for (const connection of upgraded) connection.destroy();
      });
      await closed;
      callOff();
      await delivery.close();
    },
  };
}

const beatShape = /^\/api\/stream\/([0-9a-f-]{36})\/beat$/;
const progressShape = /^\/api\/stream\/progress\/([0-9a-f-]{36})$/;

/** @throws Refusal `malformed` for a target that is no address, `//` */
function addressIn({ url = '/' }: IncomingMessage): URL {
  if (!URL.canParse(url, 'http://stoa')) throw new Refusal('malformed');
  return new URL(url, 'http://stoa');
}

function plain(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
  return true;
}
