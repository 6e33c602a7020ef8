import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, contract, event, view, type ContractParts } from '#kernel/contract.ts';
import { topicKind } from '#kernel/topics.ts';
import { catalogueOf } from '../catalogue.ts';
import {
  canonical,
  objectionTo,
  wireChange,
  wireFingerprint,
  wireRecord,
  type WireRecord,
} from './fingerprint.ts';

const shelf = topicKind('shelf/:shelfId', { who: ['person'] });
const book = z.object({ title: z.string().max(80), description: z.string() }).meta({ id: 'Book' });

const put = command({
  summary: 'Put a book on a shelf.',
  http: ['PUT', '/api/shelves/:shelfId'],
  input: z.strictObject({ shelfId: z.uuid(), book }),
  output: z.object({ copies: z.number() }),
  who: ['instructor'],
  rate: { times: 10, perMs: 1_000 },
  refusals: ['conflict'],
  tells: ['books:filled'],
});
const seen = view({
  summary: 'What is on a shelf.',
  http: '/api/shelves/:shelfId',
  input: z.strictObject({ shelfId: z.uuid() }),
  data: z.object({ books: z.array(book) }),
  who: ['person'],
  follows: [],
});
const filled = event({
  summary: 'A shelf has this many books.',
  kind: 'state',
  delivery: 'ambient',
  data: z.object({ shelfId: z.uuid(), books: z.number() }),
  key: (data) => data.shelfId,
  on: [shelf],
});

const parts: ContractParts = {
  commands: { 'books:put': put },
  views: { 'books:shelf': seen },
  events: { 'books:filled': filled },
  topics: { shelf },
};
const catalogue = (changed: Partial<ContractParts> = {}) =>
  catalogueOf([contract('books', { ...parts, ...changed })]);
const before = wireRecord(catalogue());

function changedBy(changed: Partial<ContractParts>): string[] {
  const now = wireRecord(catalogue(changed));
  const { added, changed: altered, removed } = wireChange(before, now);
  const names = [...added, ...altered, ...removed];
  expect(now.fingerprint === before.fingerprint).toBe(names.length === 0);
  return names;
}

test('the same wire has the same fingerprint, in whatever order it was declared', () => {
  expect(before.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  const { topics, events, views, commands } = parts;
  expect(wireFingerprint(catalogueOf([contract('books', { topics, events, views, commands })]))).toBe(
    before.fingerprint,
  );
  const reordered = z.object({ books: z.number(), shelfId: z.uuid() });
  expect(changedBy({ events: { 'books:filled': { ...filled, data: reordered } } })).toEqual([]);
});

test.each<[what: string, changed: Partial<ContractParts>]>([
  ['a summary', { commands: { 'books:put': { ...put, summary: 'Shelve it.' } } }],
  ['who may', { commands: { 'books:put': { ...put, who: ['platformAdmin'] } } }],
  ['a rate', { commands: { 'books:put': { ...put, rate: { times: 1, perMs: 1 } } } }],
  [
    'the description and example of a field',
    {
      commands: {
        'books:put': {
          ...put,
          output: z.object({ copies: z.number().meta({ description: 'all of them', example: 3 }) }),
        },
      },
    },
  ],
  [
    'the name of a shape in the documents',
    { views: { 'books:shelf': { ...seen, data: z.object({ books: z.array(book.meta({ id: 'Tome' })) }) } } },
  ],
])('%s is not the wire: the fingerprint stays', (_what, changed) => {
  expect(changedBy(changed)).toEqual([]);
});

test.each<[what: string, part: string, changed: Partial<ContractParts>]>([
  [
    'an address',
    'command books:put',
    { commands: { 'books:put': { ...put, http: ['PUT', '/api/racks/:shelfId'] } } },
  ],
  ['a method', 'command books:put', { commands: { 'books:put': { ...put, http: ['POST', put.http[1]] } } }],
  ['a door', 'command books:put', { commands: { 'books:put': { ...put, doors: 'http' } } }],
  ['a refusal', 'command books:put', { commands: { 'books:put': { ...put, refusals: [] } } }],
  [
    'a field more in what is sent',
    'command books:put',
    { commands: { 'books:put': { ...put, input: put.input.extend({ loud: z.boolean().optional() }) } } },
  ],
  [
    'a field gone from the answer',
    'command books:put',
    { commands: { 'books:put': { ...put, output: z.object({}) } } },
  ],
  [
    'a field that is called like a word for people',
    'view books:shelf',
    {
      views: {
        'books:shelf': { ...seen, data: z.object({ books: z.array(book.omit({ description: true })) }) },
      },
    },
  ],
  [
    'a longest text, deep in a named shape',
    'view books:shelf',
    {
      views: {
        'books:shelf': {
          ...seen,
          data: z.object({ books: z.array(book.extend({ title: z.string().max(90) }).meta({ id: 'Book' })) }),
        },
      },
    },
  ],
  [
    'a field that may now be absent',
    'event books:filled',
    {
      events: {
        'books:filled': { ...filled, data: filled.data.partial({ books: true }) } as never,
      },
    },
  ],
  [
    'the type of a field',
    'event books:filled',
    {
      events: {
        'books:filled': { ...filled, data: z.object({ shelfId: z.uuid(), books: z.string() }) } as never,
      },
    },
  ],
  [
    'a kind, and with it the key',
    'event books:filled',
    { events: { 'books:filled': { ...omitKey(filled), kind: 'fact' } } },
  ],
  ['a delivery class', 'event books:filled', { events: { 'books:filled': { ...filled, delivery: 'live' } } }],
  [
    'a topic that an event travels on',
    'event books:filled',
    {
      events: { 'books:filled': { ...filled, on: [shelf, topicKind('hall/:hallId', { who: ['person'] })] } },
    },
  ],
])('%s is the wire: the fingerprint changes and names the part', (_what, part, changed) => {
  expect(changedBy(changed)).toEqual([part]);
});

test('another topic is one part gone and one added', () => {
  const rack = topicKind('rack/:shelfId', { who: ['person'] });
  expect(changedBy({ topics: { rack } })).toEqual(['topic rack/:shelfId', 'topic shelf/:shelfId']);
});

test('the version of the wire is in the fingerprint', () => {
  expect(wireRecord(catalogue(), 1).fingerprint).not.toBe(wireRecord(catalogue(), 2).fingerprint);
});

const was: WireRecord = { version: 3, fingerprint: 'a', parts: { 'event a': '1', 'event b': '2' } };

test('what is new may be written down at any time', () => {
  expect(objectionTo(was, { ...was, parts: { ...was.parts, 'event c': '3' } })).toBeUndefined();
});

test('what clients know is changed or taken away only under a higher version', () => {
  const now = { ...was, parts: { 'event a': '9' } };
  expect(objectionTo(was, now)).toBe(
    [
      'The wire is no longer the one that clients of version 3 were written for:',
      '  changed: event a',
      '  gone: event b',
      'Raise WIRE_VERSION in src/kernel/contract.ts, then run: npm run documents',
    ].join('\n'),
  );
  expect(objectionTo(was, { ...now, version: 4 })).toBeUndefined();
});

test('a version never goes down', () => {
  expect(objectionTo(was, { ...was, version: 2 })).toBe(
    'WIRE_VERSION is 2, and 3 is written down already: a version never goes down.',
  );
});

test('canonical JSON is the same text for the same value', () => {
  expect(canonical({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

function omitKey({ key: _, ...keyless }: typeof filled): Omit<typeof filled, 'key'> {
  return keyless;
}
