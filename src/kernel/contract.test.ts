import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  command,
  contract,
  event,
  pathParameters,
  view,
  type CommandInput,
  type CommandOutput,
  type CommandSpec,
  type EventData,
  type ViewData,
  type ViewSpec,
} from './contract.ts';
import { topicKind } from './topics.ts';

const shelf = topicKind('shelf/:shelfId', { who: ['person'] });

const put = command({
  summary: 'Put a book on a shelf.',
  http: ['PUT', '/api/shelves/:shelfId/books/:bookId'],
  input: z.strictObject({ shelfId: z.uuid(), bookId: z.uuid(), copies: z.number().int().default(1) }),
  output: z.object({ copies: z.number() }),
  who: ['instructor'],
  rate: { times: 10, perMs: 1_000 },
  tells: ['shelf:filled'],
});
const seen = view({
  summary: 'What is on a shelf.',
  http: '/api/shelves/:shelfId',
  input: z.strictObject({ shelfId: z.uuid() }),
  data: z.object({ books: z.array(z.string()) }),
  who: ['person'],
  follows: ['shelf:filled'],
});
const filled = event({
  summary: 'A shelf has this many books.',
  kind: 'state',
  delivery: 'ambient',
  data: z.object({ shelfId: z.uuid(), books: z.number() }),
  key: (data) => data.shelfId,
  on: [shelf],
});

test('a contract is what was declared, with empty parts where nothing was', () => {
  const books = contract('books', {
    commands: { 'books:put': put },
    views: { 'books:shelf': seen },
    events: { 'shelf:filled': filled },
    topics: { shelf },
  });
  expect(books).toEqual({
    name: 'books',
    commands: { 'books:put': put },
    views: { 'books:shelf': seen },
    events: { 'shelf:filled': filled },
    topics: { shelf },
  });
  expect(contract('empty', {})).toEqual({ name: 'empty', commands: {}, views: {}, events: {}, topics: {} });
});

test('what goes in and comes out is inferred from the schemas', () => {
  const books = contract('books', {
    commands: { 'books:put': put },
    views: { 'books:shelf': seen },
    events: { 'shelf:filled': filled },
  });
  type Books = typeof books;
  expectTypeOf<CommandInput<Books, 'books:put'>>().toEqualTypeOf<{
    shelfId: string;
    bookId: string;
    copies: number;
  }>();
  expectTypeOf<CommandOutput<Books, 'books:put'>>().toEqualTypeOf<{ copies: number }>();
  expectTypeOf<ViewData<Books, 'books:shelf'>>().toEqualTypeOf<{ books: string[] }>();
  expectTypeOf<EventData<Books, 'shelf:filled'>>().toEqualTypeOf<{ shelfId: string; books: number }>();
  expectTypeOf(books.name).toEqualTypeOf<'books'>();
});

test('ACC1 a command or view that does not say who may is no command or view, not even for the compiler', () => {
  expectTypeOf<Omit<CommandSpec, 'who'>>().not.toExtend<CommandSpec>();
  expectTypeOf<Omit<ViewSpec, 'who'>>().not.toExtend<ViewSpec>();
  expectTypeOf<Omit<CommandSpec, 'who'> & { who: readonly ['teacher'] }>().not.toExtend<CommandSpec>();
});

test.each<[fault: string, declare: () => unknown]>([
  [
    'contract books: books:put does not say who may',
    () => contract('books', { commands: { 'books:put': { ...put, who: [] } } }),
  ],
  [
    'contract books: books:shelf does not say who may',
    () => contract('books', { views: { 'books:shelf': { ...seen, who: [] } } }),
  ],
  [
    'contract books: topic shelf does not say who may listen',
    () => contract('books', { topics: { shelf: topicKind('shelf/:shelfId', { who: [] }) } }),
  ],
])('ACC1 %s', (fault, declare) => {
  expect(declare).toThrow(new Error(fault));
});

test.each<[fault: string, declare: () => unknown]>([
  ['contract books: put is not named room:word', () => contract('books', { commands: { put } })],
  [
    'contract books: books:Put is not named room:word',
    () => contract('books', { commands: { 'books:Put': put } }),
  ],
  ['contract books: a:b:c is not named room:word', () => contract('books', { views: { 'a:b:c': seen } })],
  [
    'contract books: shelf filled is not named room:word',
    () => contract('books', { events: { 'shelf filled': filled } }),
  ],
  [
    'contract books: books:put has no input field for :bookId',
    () =>
      contract('books', {
        commands: { 'books:put': { ...put, input: z.strictObject({ shelfId: z.uuid() }) } },
      }),
  ],
  [
    'contract books: books:shelf has no input field for :shelfId',
    () => contract('books', { views: { 'books:shelf': { ...seen, input: z.strictObject({}) } } }),
  ],
  [
    'contract books: shelf:filled needs a key exactly when it is a state',
    () => {
      const { key: _, ...keyless } = filled;
      return contract('books', { events: { 'shelf:filled': keyless } });
    },
  ],
  [
    'contract books: shelf:filled needs a key exactly when it is a state',
    () => contract('books', { events: { 'shelf:filled': { ...filled, kind: 'fact' } } }),
  ],
  [
    'contract books: shelf:filled needs a key exactly when it is a state',
    () => contract('books', { events: { 'shelf:filled': { ...filled, kind: 'signal' } } }),
  ],
  [
    'contract books: shelf:filled travels on no topic',
    () => contract('books', { events: { 'shelf:filled': { ...filled, on: [] } } }),
  ],
])('%s', (fault, declare) => {
  expect(declare).toThrow(new Error(fault));
});

test('a fact may travel on no topic: then rooms of the house react to it, and nobody hears it', () => {
  const { key: _, ...fact } = { ...filled, kind: 'fact' as const, on: [] };
  expect(() => contract('books', { events: { 'shelf:filled': fact } })).not.toThrow();
});

test('the parameters of a path are found by their colons', () => {
  expect(pathParameters('/api/cohorts/:cohortId/lessons/:lessonId/completion')).toEqual([
    'cohortId',
    'lessonId',
  ]);
  expect(pathParameters('/api/me')).toEqual([]);
});
