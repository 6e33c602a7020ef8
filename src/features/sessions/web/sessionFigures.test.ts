import { expect, test } from 'vitest';
import { sessionFigures } from './sessionFigures.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 5, 9, 9) + 1_000 * seconds).toISOString();
const session = {
  id: 'session',
  title: 'First steps',
  state: 'ended',
  startsAt: at(0),
  minutes: 60,
  startedAt: at(130),
  endedAt: at(130 + 3_599),
} as const;

test('what was held is told beside what was planned, in whole minutes', () => {
  expect(sessionFigures(session, Date.now())).toEqual({
    plannedMinutes: 60,
    heldMinutes: 59,
    lateMinutes: 2,
  });
});

test('one that began early says so, and less than a minute is on time', () => {
  const began = (seconds: number) => sessionFigures({ ...session, startedAt: at(seconds) }, Date.now());
  expect(began(-125)?.lateMinutes).toBe(-2);
  expect(Object.is(began(-59)?.lateMinutes, 0)).toBe(true);
});

test('one on air has been held until now, and one that did not begin not at all', () => {
  const live = { ...session, state: 'live', endedAt: null } as const;
  expect(sessionFigures(live, Date.parse(at(130 + 120)))?.heldMinutes).toBe(2);
  // The clock of a browser may be a little behind.
  expect(sessionFigures(live, Date.parse(at(100)))?.heldMinutes).toBe(0);
  expect(sessionFigures({ ...session, state: 'scheduled', startedAt: null, endedAt: null }, 0)).toBeNull();
});
