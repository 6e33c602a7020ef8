import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { catalogueOf } from './catalogue.ts';

const put = command({
  summary: 'Put a book on a shelf.',
  http: ['PUT', '/api/shelves/:shelfId'],
  input: z.strictObject({ shelfId: z.uuid() }),
  output: z.object({}),
  who: ['person'],
  rate: { times: 10, perMs: 1_000 },
  tells: [],
});
const seen = view({
  summary: 'What is on a shelf.',
  http: '/api/shelves/:shelfId',
  input: z.strictObject({ shelfId: z.uuid() }),
  data: z.object({}),
  who: ['person'],
  follows: [],
});
const shelf = topicKind('shelf/:shelfId', { who: ['person'] });
const filled = event({
  summary: 'A shelf has books.',
  kind: 'fact',
  delivery: 'ambient',
  data: z.object({}),
  on: [shelf],
});

test('everything that the rooms declare is found by its name', () => {
  const books = contract('books', {
    commands: { 'books:put': put },
    events: { 'books:filled': filled },
    topics: { shelf },
  });
  const reading = contract('reading', { views: { 'reading:shelf': seen } });
  const catalogue = catalogueOf([books, reading]);
  expect(catalogue.commands.get('books:put')).toBe(put);
  expect(catalogue.views.get('reading:shelf')).toBe(seen);
  expect(catalogue.events.get('books:filled')).toBe(filled);
  expect(catalogue.commands.get('books:burn')).toBeUndefined();
  expect(catalogue.commands.get('constructor')).toBeUndefined();
  const shelfId = newId();
  expect(catalogue.topic(shelf.of({ shelfId }))).toEqual({ kind: shelf, params: { shelfId } });
  expect(catalogue.topic('shelf/of-nobody')).toBeUndefined();
});

test.each<[fault: string, rooms: () => Parameters<typeof catalogueOf>[0]]>([
  [
    'books:put is declared twice',
    () => [
      contract('books', { commands: { 'books:put': put } }),
      contract('more', { commands: { 'books:put': { ...put, http: ['PUT', '/api/more/:shelfId'] } } }),
    ],
  ],
  [
    'books:shelf is declared twice',
    () => [
      contract('books', { views: { 'books:shelf': seen } }),
      contract('more', { views: { 'books:shelf': { ...seen, http: '/api/more/:shelfId' } } }),
    ],
  ],
  [
    'books:filled is declared twice',
    () => [
      contract('books', { events: { 'books:filled': filled } }),
      contract('more', { events: { 'books:filled': filled } }),
    ],
  ],
  [
    'more:put and books:put both claim PUT /api/shelves/:shelfId',
    () => [
      contract('books', { commands: { 'books:put': put } }),
      contract('more', { commands: { 'more:put': put } }),
    ],
  ],
  [
    'more:shelf and books:shelf both claim GET /api/shelves/:id',
    () => [
      contract('books', { views: { 'books:shelf': seen } }),
      contract('more', {
        views: {
          'more:shelf': { ...seen, http: '/api/shelves/:id', input: z.strictObject({ id: z.uuid() }) },
        },
      }),
    ],
  ],
  [
    'topic and topic both claim shelf/:id',
    () => [
      contract('books', { topics: { shelf } }),
      contract('more', { topics: { shelf: topicKind('shelf/:id', { who: ['person'] }) } }),
    ],
  ],
  [
    'books:put names the event books:lost, which no contract declares',
    () => [contract('books', { commands: { 'books:put': { ...put, tells: ['books:lost'] } } })],
  ],
  [
    'books:shelf names the event books:lost, which no contract declares',
    () => [contract('books', { views: { 'books:shelf': { ...seen, follows: ['books:lost'] } } })],
  ],
])('%s', (fault, rooms) => {
  expect(() => catalogueOf(rooms())).toThrow(new Error(fault));
});

test('a room may tell and follow the events of another', () => {
  const books = contract('books', { events: { 'books:filled': filled } });
  const reading = contract('reading', {
    commands: { 'reading:put': { ...put, tells: ['books:filled'] } },
    views: { 'reading:shelf': { ...seen, follows: ['books:filled'] } },
  });
  expect(() => catalogueOf([reading, books])).not.toThrow();
});

test('one address may be looked at and acted on under different methods', () => {
  const books = contract('books', {
    commands: { 'books:put': put, 'books:clear': { ...put, http: ['DELETE', '/api/shelves/:shelfId'] } },
    views: { 'books:shelf': seen },
  });
  expect(() => catalogueOf([books])).not.toThrow();
});
