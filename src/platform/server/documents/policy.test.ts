import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, contract, view } from '#kernel/contract.ts';
import { topicKind } from '#kernel/topics.ts';
import { catalogueOf } from '../catalogue.ts';
import { everyRelation, policyMatrix, policyTable, type PolicyRow } from './policy.ts';

const base = {
  summary: 'Something.',
  input: z.strictObject({}),
  output: z.object({}),
  rate: { times: 1, perMs: 1_000 },
  tells: [],
} as const;
const catalogue = catalogueOf([
  contract('books', {
    commands: {
      'books:knock': command({ ...base, http: ['POST', '/api/knock'], who: ['anyone'] }),
      'books:read': command({ ...base, http: ['POST', '/api/read'], who: ['person'] }),
      'books:burn': command({ ...base, http: ['POST', '/api/burn'], who: ['instructor', 'platformAdmin'] }),
    },
    views: {
      'books:mine': view({
        summary: 'Mine.',
        http: '/api/mine',
        input: z.strictObject({}),
        data: z.object({}),
        who: ['self'],
        follows: [],
      }),
    },
    topics: { shelf: topicKind('shelf/:shelfId', { who: ['student'] }) },
  }),
]);
const row = (name: string): PolicyRow => policyMatrix(catalogue).find((one) => one.name === name)!;
const allowed = (name: string): string[] => everyRelation.filter((relation) => row(name).may[relation]);

test('anyone is everybody, a person everybody with an account, and any other relation is itself', () => {
  expect(allowed('books:knock')).toEqual(everyRelation);
  expect(allowed('books:read')).toEqual(
    everyRelation.filter((relation) => !['anyone', 'guest'].includes(relation)),
  );
  expect(allowed('books:burn')).toEqual(['instructor', 'platformAdmin']);
  expect(allowed('books:mine')).toEqual(['self']);
  expect(allowed('books.shelf')).toEqual(['student']);
});

test('every command, view and topic has its row, and so has what the house itself answers', () => {
  expect(policyMatrix(catalogue).filter(({ room }) => room === 'books')).toHaveLength(5);
  expect(row('books:burn')).toMatchObject({ what: 'command', address: 'POST /api/burn' });
  expect(row('books:mine')).toMatchObject({ what: 'view', address: 'GET /api/mine' });
  expect(row('books.shelf')).toMatchObject({ what: 'topic', address: 'shelf/:shelfId' });
  expect(row('listen:stream')).toMatchObject({ what: 'address', room: undefined, who: ['person', 'guest'] });
});

test('the page shows the matrix, a table for each room', () => {
  const page = policyTable(catalogue);
  expect(page).toContain('\n## books\n');
  expect(page).toMatch(
    /\| command \| `books:burn` +\| `POST \/api\/burn` +\| {8}\| {8}\| {7}\| {6}\| {9}\| yes /,
  );
  expect(page).toContain('\n## The house itself\n');
});
