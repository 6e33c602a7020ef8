import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, view } from '#kernel/contract.ts';
import { catalogueOf } from './catalogue.ts';
import type { Database } from './db/database.ts';
import { feature, Later, type Person } from './feature.ts';
import type { Log } from './log/log.ts';
import { viewer } from './views.ts';

const shelves = contract('shelves', {
  views: {
    'shelves:label': view({
      summary: 'What stands on the label.',
      http: '/api/label',
      input: z.strictObject({ side: z.string().optional() }),
      data: z.object({ text: z.string() }),
      who: ['person'],
      follows: [],
      caching: 'metadata',
    }),
    'shelves:content': view({
      summary: 'What stands on the shelf.',
      http: '/api/content',
      input: z.strictObject({}),
      data: z.object({ text: z.string() }),
      who: ['person'],
      follows: [],
      caching: 'enrolment',
    }),
    'shelves:dust': view({
      summary: 'What lies on the shelf.',
      http: '/api/dust',
      input: z.strictObject({}),
      data: z.object({ text: z.string() }),
      who: ['person'],
      follows: [],
    }),
  },
});

function aViewer() {
  const state = { version: 'one', text: 'books', built: 0, inTransaction: false };
  const build = async (): Promise<{ text: string }> => {
    state.built += 1;
    return { text: state.text };
  };
  const room = feature<typeof shelves>({
    contract: shelves,
    migrations: [],
    commands: {},
    views: {
      'shelves:label': build,
      'shelves:content': build,
      'shelves:dust': async () => {
        const { text } = await build();
        return new Later(async () => ({ text: `${text}, ${state.inTransaction ? 'held' : 'let go'}` }));
      },
    },
    versions: { 'shelves:label': async () => state.version },
    follow: { 'shelves:label': () => [], 'shelves:content': () => [], 'shelves:dust': () => [] },
  });
  const db = {
    async snapshot(work: (tx: never) => Promise<unknown>) {
      state.inTransaction = true;
      try {
        return await work(undefined as never);
      } finally {
        state.inTransaction = false;
      }
    },
  } as unknown as Database;
  const look = viewer({
    catalogue: catalogueOf([shelves]),
    features: [room],
    db,
    log: { heads: async () => [] } as unknown as Log,
    access: { relationsOf: async () => new Set() },
    limits: { take: async () => {} },
  });
  return { state, look };
}

const person = (userId: string): Person => ({ kind: 'person', userId, sessionId: 's', platformAdmin: false });
const [ann, ben] = [person('ann'), person('ben')];

test('CACHE2 where a version says that nothing changed, the answer is not made', async () => {
  const { state, look } = aViewer();
  const first = await look('shelves:label', ann, {}, 'here');
  expect(first).toMatchObject({ data: { text: 'books' }, tag: expect.any(String) });
  const again = await look('shelves:label', ann, {}, 'here', [first.tag!]);
  expect(again).toMatchObject({ data: undefined, tag: first.tag });
  expect(state.built).toBe(1);
  state.version = 'two';
  const changed = await look('shelves:label', ann, {}, 'here', [first.tag!]);
  expect(changed.data).toEqual({ text: 'books' });
  expect(changed.tag).not.toBe(first.tag);
});

test('CACHE2 without a version, answers are compared themselves', async () => {
  const { state, look } = aViewer();
  const { tag } = await look('shelves:content', ann, {}, 'here');
  expect((await look('shelves:content', ann, {}, 'here', ['x', tag!])).data).toBeUndefined();
  state.text = 'jars';
  expect((await look('shelves:content', ann, {}, 'here', [tag!])).data).toEqual({ text: 'jars' });
});

test('CACHE1 a tag is one person’s, for one question', async () => {
  const { look } = aViewer();
  for (const name of ['shelves:label', 'shelves:content']) {
    const { tag } = await look(name, ann, {}, 'here');
    expect((await look(name, ben, {}, 'here', [tag!])).data).toEqual({ text: 'books' });
  }
  const { tag } = await look('shelves:label', ann, {}, 'here');
  expect((await look('shelves:label', ann, { side: 'left' }, 'here', [tag!])).data).toBeDefined();
});

test('what takes long is worked out once the look at the database is over; what may not be kept has no tag', async () => {
  const { look } = aViewer();
  expect(await look('shelves:dust', ann, {}, 'here')).toMatchObject({
    data: { text: 'books, let go' },
    tag: undefined,
  });
});
