import { expect, test } from 'vitest';
import type { Scope } from '#kernel/relations.ts';
import { climbing, type Access } from './access.ts';
import type { Queryable } from './db/database.ts';
import type { Person } from './feature.ts';

const db = {} as Queryable;
const person: Person = { kind: 'person', userId: 'u', sessionId: 's', platformAdmin: false };

let sessionsAsked = 0;

/** What the foundations are asked about after the climb; undefined when they are not asked at all. */
async function askedAbout(scope: Scope): Promise<Scope | undefined> {
  let asked: Scope | undefined;
  const access: Access = {
    async relationsOf(_db, _person, upper) {
      asked = upper;
      return new Set(['student'] as const);
    },
  };
  const leads = {
    sessionId: async (_db: Queryable, id: string) => {
      sessionsAsked += 1;
      return id.startsWith('live') ? { cohortId: 'c' } : undefined;
    },
    questionId: async (_db: Queryable, id: string) => (id === 'asked' ? { sessionId: 'live' } : undefined),
    // Its row knows both.
    pollId: async () => ({ sessionId: 'live', cohortId: 'c' }),
  };
  const held = await climbing(access, leads).relationsOf(db, person, scope, 'act');
  expect([...held]).toEqual(asked ? ['student'] : []);
  return asked;
}

test('a thing leads to what it belongs to, step by step, whichever room is asked first', async () => {
  expect(await askedAbout({ questionId: 'asked' })).toMatchObject({ cohortId: 'c' });
  expect(await askedAbout({ sessionId: 'live', userId: 'u' })).toMatchObject({ cohortId: 'c', userId: 'u' });
});

test('what no room leads on from is asked about as it is', async () => {
  expect(await askedAbout({ cohortId: 'c' })).toEqual({ cohortId: 'c' });
});

test('nobody stands to a thing that does not exist', async () => {
  expect(await askedAbout({ questionId: 'never' })).toBeUndefined();
  expect(await askedAbout({ sessionId: 'never', cohortId: 'c' })).toBeUndefined();
});

test('nobody stands to two things that do not belong together', async () => {
  expect(await askedAbout({ sessionId: 'live', cohortId: 'other' })).toBeUndefined();
  // Of the same cohort, and yet not of this session.
  expect(await askedAbout({ questionId: 'asked', sessionId: 'live too' })).toBeUndefined();
  expect(await askedAbout({ questionId: 'asked', sessionId: 'live', cohortId: 'c' })).toBeDefined();
});

test('a thing that names all it belongs to is the only one asked', async () => {
  sessionsAsked = 0;
  expect(await askedAbout({ pollId: 'open' })).toMatchObject({ cohortId: 'c' });
  expect(sessionsAsked).toBe(0);
  expect(await askedAbout({ pollId: 'open', sessionId: 'live' })).toMatchObject({ cohortId: 'c' });
  expect(await askedAbout({ pollId: 'open', sessionId: 'live too' })).toBeUndefined();
  expect(await askedAbout({ pollId: 'open', cohortId: 'other' })).toBeUndefined();
});
