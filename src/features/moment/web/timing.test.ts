import { expect, test } from 'vitest';
import { leftMsOf, markBetween } from './timing.ts';

const now = Date.parse('2026-06-09T09:00:00.000Z');

test('NOW8 what is left is counted from the end, or kept while it is paused, and never less than nothing', () => {
  const runs = { purpose: 'break', endsAt: '2026-06-09T09:05:00.000Z', leftMs: null } as const;
  expect(leftMsOf(runs, now)).toBe(300_000);
  expect(leftMsOf(runs, now + 400_000)).toBe(0);
  expect(leftMsOf({ purpose: 'break', endsAt: null, leftMs: 90_000 }, now)).toBe(90_000);
});

test('the time is spoken as a mark is passed, once, and the nearest where several were', () => {
  expect(markBetween(601_000, 600_000)).toBe(600);
  expect(markBetween(600_000, 599_000)).toBeUndefined();
  expect(markBetween(61_000, 60_000)).toBe(60);
  expect(markBetween(400_000, 5_000)).toBe(10);
  expect(markBetween(1_000, 0)).toBe(0);
  expect(markBetween(0, 0)).toBeUndefined();
});
