import { expect, test } from 'vitest';
import { enrolmentState, type CohortRole, type EnrolmentState } from '../contract.ts';
import { mayBecome, takesPlace } from './enrolmentStates.ts';

const all = enrolmentState.options;
const ways = (role: CohortRole, from: EnrolmentState | 'none'): EnrolmentState[] =>
  all.filter((state) => mayBecome(from === 'none' ? undefined : { role, state: from }, { role, state }));

test('CO16 the ways from one state to another', () => {
  expect(
    Object.fromEntries((['none', ...all] as const).map((from) => [from, ways('student', from)])),
  ).toEqual({
    none: ['invited', 'waiting', 'active'],
    invited: ['waiting', 'active', 'removed'],
    waiting: ['active', 'removed'],
    active: ['paused', 'finished', 'removed'],
    paused: ['active', 'finished', 'removed'],
    finished: ['active', 'removed'],
    removed: ['invited', 'waiting', 'active'],
  });
});

test('CO16 an instructor neither waits nor pauses nor finishes', () => {
  for (const from of ['none', 'invited', 'active', 'removed'] as const) {
    expect(ways('instructor', from).every((state) => ['invited', 'active', 'removed'].includes(state))).toBe(
      true,
    );
  }
  expect(mayBecome({ role: 'student', state: 'paused' }, { role: 'instructor', state: 'active' })).toBe(true);
  expect(mayBecome({ role: 'student', state: 'active' }, { role: 'instructor', state: 'paused' })).toBe(
    false,
  );
});

test('CO18 active and paused students take a place, nobody else does', () => {
  expect(all.filter((state) => takesPlace({ role: 'student', state }))).toEqual(['active', 'paused']);
  expect(all.filter((state) => takesPlace({ role: 'instructor', state }))).toEqual([]);
});
