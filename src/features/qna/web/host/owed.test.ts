import { expect, test } from 'vitest';
import { owedFor } from './owed.ts';

const now = new Date('2026-06-09T12:00:00Z');

test('an age is told in whole days, hours or minutes, whichever is largest', () => {
  expect(owedFor('2026-06-07T11:00:00Z', now)).toEqual({ unit: 'days', count: 2 });
  expect(owedFor('2026-06-08T12:00:00Z', now)).toEqual({ unit: 'days', count: 1 });
  expect(owedFor('2026-06-08T12:00:01Z', now)).toEqual({ unit: 'hours', count: 23 });
  expect(owedFor('2026-06-09T11:00:01Z', now)).toEqual({ unit: 'minutes', count: 59 });
});

test('a session that has just ended, or a clock that is behind, owes for a minute', () => {
  expect(owedFor('2026-06-09T12:00:00Z', now)).toEqual({ unit: 'minutes', count: 1 });
  expect(owedFor('2026-06-09T12:03:00Z', now)).toEqual({ unit: 'minutes', count: 1 });
});
