import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '#kernel/refusal.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Polls } from '../../delivery/polls.ts';
import type { Person } from '../../feature.ts';
import type { Admission } from '../admission.ts';
import { answerPoll } from '../poll/pollDoor.ts';
import { addressOf, requireOwnOrigin, topicsIn, type Identified, type Outside } from '../request.ts';
import type { StreamDoor } from '../stream/streamDoor.ts';

export interface DirectDoorParts {
  delivery: Delivery;
  polls: Polls;
  streams: StreamDoor;
  admission: Admission;
  identify: (request: IncomingMessage, options?: { fresh?: boolean }) => Promise<Identified | undefined>;
  outside: Outside;
  random: () => number;
  /** Why this node cannot serve; none: it can. */
  causesAgainst: () => Promise<string[]>;
  isStopping: () => boolean;
  /** The topic that the address of one student's progress stands for. */
  progressTopic: (person: Person, studentId: string, cohortId: string | undefined) => Promise<string>;
}

/** Answers a request, or gives undefined at once when its address is none of this door's. */
export type DirectDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;

/** Addresses that are asked for too often to go through the router: streams, their beats, polls and probes. */
export function directDoor(parts: DirectDoorParts): DirectDoor {
  const { delivery, polls, streams, admission, identify, outside } = parts;

  async function answerProbe(response: ServerResponse): Promise<void> {
    const causes = await parts.causesAgainst();
    const isReady = causes.length === 0;
    sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', causes });
  }

  async function known(request: IncomingMessage, options?: { fresh?: boolean }): Promise<Identified> {
    const identified = await identify(request, options);
    if (!identified) throw new Refusal('signed_out');
    return identified;
  }

  /** @throws Refusal for another site's page, and while this node is stopping */
  function requireWelcome(request: IncomingMessage): void {
    requireOwnOrigin(request, outside);
    if (!parts.isStopping()) return;
    throw new Refusal('unavailable', undefined, { retryAfterMs: 1_000 + Math.floor(parts.random() * 4_000) });
  }

  async function answerBeat(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    requireWelcome(request);
    const { person } = await known(request);
    if (!streams.beat(id, person.userId)) throw new Refusal('not_found');
    response.writeHead(204).end();
  }

  async function poll(request: IncomingMessage, response: ServerResponse, query: URLSearchParams) {
    requireWelcome(request);
    await admission.during(async () => {
      const { person } = await known(request);
      const given = { topics: topicsIn(query), cursor: query.get('cursor') ?? undefined };
      await answerPoll({ delivery, polls }, request, response, person, given);
    });
  }

  async function stream(
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
    topicsOf: (person: Person) => Promise<string[] | undefined>,
  ): Promise<void> {
    requireWelcome(request);
    await admission.during(async () => {
      const identified = await known(request, { fresh: true });
      await streams.open(request, response, identified, {
        topics: await topicsOf(identified.person),
        cursor: query.get('cursor') ?? undefined,
        address: addressOf(request, outside),
      });
    });
  }

  return (request, response) => {
    const { method } = request;
    const { pathname, searchParams: query } = addressIn(request);
    if (pathname === '/healthz') return Promise.resolve(sendJson(response, 200, { status: 'alive' }));
    if (pathname === '/readyz') return answerProbe(response);
    if (method === 'POST') {
      const connectionId = beatShape.exec(pathname)?.[1];
      return connectionId === undefined ? undefined : answerBeat(request, response, connectionId);
    }
    if (method !== 'GET') return undefined;
    if (pathname === '/api/events') return poll(request, response, query);
    if (pathname === '/api/stream') return stream(request, response, query, async () => topicsIn(query));
    const studentId = progressShape.exec(pathname)?.[1];
    if (studentId === undefined) return undefined;
    const cohortId = query.get('cohort') ?? undefined;
    return stream(request, response, query, async (person) => [
      await parts.progressTopic(person, studentId, cohortId),
    ]);
  };
}

const beatShape = /^\/api\/stream\/([0-9a-f-]{36})\/beat$/;
const progressShape = /^\/api\/stream\/progress\/([0-9a-f-]{36})$/;

/** @throws Refusal `malformed` for a target that is no address, `//` */
function addressIn({ url = '/' }: IncomingMessage): URL {
  if (!URL.canParse(url, 'http://stoa')) throw new Refusal('malformed');
  return new URL(url, 'http://stoa');
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
