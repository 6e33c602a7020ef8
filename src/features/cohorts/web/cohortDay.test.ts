import { expect, test } from 'vitest';
import { cohortDay } from './cohortDay.ts';

const intensive = { startsOn: '2026-06-09', endsOn: '2026-06-10', zone: 'Africa/Lagos' };

test('a cohort counts its days by its own clock', () => {
  expect(cohortDay(intensive, new Date('2026-06-08T22:59:00Z'))).toEqual({ state: 'before', daysLeft: 1 });
  expect(cohortDay(intensive, new Date('2026-06-08T23:00:00Z'))).toEqual({ state: 'during', day: 1, of: 2 });
  expect(cohortDay(intensive, new Date('2026-06-10T22:59:00Z'))).toEqual({ state: 'during', day: 2, of: 2 });
  expect(cohortDay(intensive, new Date('2026-06-10T23:00:00Z'))).toEqual({ state: 'after' });
});

test('the change to summer time neither loses nor adds a day', () => {
  const spring = { startsOn: '2026-03-28', endsOn: '2026-04-02', zone: 'Europe/Lisbon' };
  expect(cohortDay(spring, new Date('2026-03-30T12:00:00Z'))).toEqual({ state: 'during', day: 3, of: 6 });
});
