import { describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import { dayIn } from '#kernel/zonedTime.ts';
import type { Database } from '../db/database.ts';
import { things } from './jobs.samples.ts';
import type { JobSchedule } from './kinds.ts';
import { lastDue, Schedules } from './schedules.ts';

const noDatabase = undefined as unknown as Database;
const schedule: JobSchedule = { name: 'a', queue: things, at: '06:00', zone: 'UTC', data: { thing: 'a' } };
const opened = (...schedules: JobSchedule[]) =>
  new Schedules({ db: noDatabase, clock: manualClock(), schedules });

describe('when a schedule is due', () => {
  test.each([
    // Forward at 02:00: as much later as the clocks went.
    ['Europe/Berlin', '02:30', '2026-03-29T01:29:59Z', '2026-03-28', '2026-03-28T01:30:00Z'],
    ['Europe/Berlin', '02:30', '2026-03-29T01:30:00Z', '2026-03-29', '2026-03-29T01:30:00Z'],
    // Back at 03:00: the first of the two, and not the second.
    ['Europe/Berlin', '02:30', '2026-10-25T00:30:00Z', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['Europe/Berlin', '02:30', '2026-10-25T01:45:00Z', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['Asia/Kolkata', '00:00', '2026-06-30T18:30:00Z', '2026-07-01', '2026-06-30T18:30:00Z'],
  ])('JO6 in %s, %s at %s', (zone, time, now, day, dueAt) => {
    expect(lastDue({ at: time, zone }, Date.parse(now))).toEqual({ day, dueAt: new Date(dueAt) });
  });

  test.each([
    ['Europe/Berlin', '02:30'],
    ['America/New_York', '01:30'],
    // Clocks change at midnight here, and by half an hour there.
    ['Africa/Cairo', '00:00'],
    ['America/Santiago', '00:00'],
    ['America/Santiago', '23:30'],
    ['Australia/Lord_Howe', '02:15'],
    ['Pacific/Kiritimati', '23:59'],
  ])('JO6 in %s each day of a year has one time that is %s', (zone, time) => {
    const begin = Date.parse('2026-01-01T00:00:00Z');
    const due = new Map<string, number>();
    const days = new Set<string>();
    for (let nowMs = begin; nowMs < begin + 365 * 86_400_000; nowMs += 3_600_000) {
      const { day, dueAt } = lastDue({ at: time, zone }, nowMs);
      expect(due.get(day) ?? dueAt.getTime()).toBe(dueAt.getTime());
      due.set(day, dueAt.getTime());
      days.add(dayIn(zone, new Date(nowMs)));
    }
    // All but the first, which began the day before, and perhaps the last, whose time has not come.
    const missing = [...days].filter((day) => !due.has(day));
    expect(missing.length).toBeLessThanOrEqual(1);
    expect([...due.values()]).toEqual([...due.values()].sort((a, b) => a - b));
    for (const [day, dueMs] of due) expect(dayIn(zone, new Date(dueMs))).toBe(day);
  });
});

test('JO6 a schedule that cannot be kept is refused at the start', () => {
  expect(() => opened({ ...schedule, at: '24:00' })).toThrow('not 24:00');
  expect(() => opened({ ...schedule, zone: 'Mars/Olympus' })).toThrow('Mars/Olympus');
  expect(() => opened({ ...schedule, data: { thing: 7 } })).toThrow('expected string');
  expect(() => opened(schedule, schedule)).toThrow('the same name');
});
