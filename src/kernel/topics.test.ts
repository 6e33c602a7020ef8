import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { newId } from './ids.ts';
import { topicKind } from './topics.ts';

const cohort = topicKind('cohort/:cohortId', { who: ['student'] });
const staff = topicKind('cohort/:cohortId/staff', { who: ['instructor'] });
const pair = topicKind('pair/:cohortId/:userId', { who: ['self'] });
const kinds = [cohort, staff, pair];
const anId = fc.uuid({ version: 7 });

test('a topic made from ids is read back to the same ids, by its own kind alone', () => {
  fc.assert(
    fc.property(anId, anId, (cohortId, userId) => {
      const made = [cohort.of({ cohortId }), staff.of({ cohortId }), pair.of({ cohortId, userId })];
      expect(made.map((topic, place) => kinds[place]!.match(topic))).toEqual([
        { cohortId },
        { cohortId },
        { cohortId, userId },
      ]);
      for (const [place, topic] of made.entries()) {
        for (const [other, kind] of kinds.entries()) {
          if (other !== place) expect(kind.match(topic)).toBeUndefined();
        }
      }
    }),
  );
});

test('no other word is taken for a topic', () => {
  fc.assert(
    fc.property(fc.string(), (word) => {
      for (const kind of kinds) expect(kind.match(word)).toBeUndefined();
      expect(cohort.match(`cohort/${word}`)).toBeUndefined();
    }),
  );
});

test.each([
  ['another head', (id: string) => `session/${id}`],
  ['nothing in the place of an id', () => 'cohort/'],
  ['a part too many', (id: string) => `cohort/${id}/staff/more`],
  ['another tail', (id: string) => `cohort/${id}/everybody`],
  ['an id in capitals', (id: string) => `cohort/${id.toUpperCase()}`],
  ['an id with a space', (id: string) => `cohort/ ${id}`],
  ['a slash at the end', (id: string) => `cohort/${id}/`],
  ['a line break at the end', (id: string) => `cohort/${id}\n`],
  ['a word in the place of an id', () => 'cohort/__proto__'],
])('a topic with %s is of no kind', (_what, made) => {
  // An id with a letter in it, so that capitals differ.
  const topic = made(newId().replace(/.$/, 'a'));
  for (const kind of kinds) expect(kind.match(topic)).toBeUndefined();
});

test('ACC1 the ids that a topic is made of are asked for by name, and who may listen must be said', () => {
  expectTypeOf(pair.of).parameter(0).toEqualTypeOf<Record<'cohortId' | 'userId', string>>();
  expectTypeOf<{ who: readonly [] }>().toExtend<Parameters<typeof topicKind>[1]>();
  expectTypeOf<Record<never, never>>().not.toExtend<Parameters<typeof topicKind>[1]>();
});
