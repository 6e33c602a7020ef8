import type { Method } from '#kernel/contract.ts';
import type { Relation } from '#kernel/relations.ts';

/** An address that the house answers by itself, beside those that contracts declare. */
export interface HouseAddress {
  readonly http: readonly [Method, string];
  readonly summary: string;
  readonly who: readonly Relation[];
  /** What is judged beyond `who`. */
  readonly also?: string;
}

/** Listening, the signs of life and the documents: what every Stoa answers, whatever rooms it has. */
export const houseAddresses = {
  'listen:stream': {
    http: ['GET', '/api/stream'],
    summary: 'Listen: server-sent events of your topics, or of those you name.',
    who: ['person', 'guest'],
    also: 'each topic as in its own row',
  },
  'listen:student-progress': {
    http: ['GET', '/api/stream/progress/:studentId'],
    summary: "Listen to one student's progress alone.",
    who: ['person', 'guest'],
    also: 'the topic as in its own row',
  },
  'listen:beat': {
    http: ['POST', '/api/stream/:connectionId/beat'],
    summary: 'Say that the reader of a stream is still there.',
    who: ['person', 'guest'],
    also: 'a stream of your own',
  },
  'listen:poll': {
    http: ['GET', '/api/events'],
    summary: 'Ask for what happened since a cursor, where nothing can stay open.',
    who: ['person', 'guest'],
    also: 'each topic as in its own row',
  },
  'house:alive': { http: ['GET', '/healthz'], summary: 'Whether this process lives.', who: ['anyone'] },
  'house:ready': {
    http: ['GET', '/readyz'],
    summary: 'Whether this process can serve, and if not, why.',
    who: ['anyone'],
  },
  'house:openapi': { http: ['GET', '/api/openapi.json'], summary: 'This document.', who: ['anyone'] },
  'house:asyncapi': {
    http: ['GET', '/api/asyncapi.json'],
    summary: 'The same for what is heard: topics, events, roads.',
    who: ['anyone'],
  },
  'house:api-page': {
    http: ['GET', '/docs/api'],
    summary: 'The commands and views, to read.',
    who: ['anyone'],
  },
  'house:events-page': {
    http: ['GET', '/docs/events'],
    summary: 'The topics and events, to read.',
    who: ['anyone'],
  },
} as const satisfies Record<string, HouseAddress>;

export type HouseAddressName = keyof typeof houseAddresses;
