import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueLessons, finishOf, paceOf, type PlannedLesson } from './pace.ts';

const now = new Date('2026-06-09T13:00:00Z');
const hours = (count: number): string => new Date(now.getTime() + count * 3_600_000).toISOString();

const lesson = (id: string, dueAt: string | null, completedAt: string | null = null): PlannedLesson => ({
  id,
  title: id,
  dueAt,
  completedAt,
});
const ids = (lessons: readonly PlannedLesson[]): string[] => lessons.map(({ id }) => id);

describe('PR22 pace against the plan', () => {
  test('without a plan there is none, and who is done is done', () => {
    expect(paceOf([lesson('a', null)], now)).toEqual({ state: 'unplanned' });
    expect(paceOf([], now)).toEqual({ state: 'unplanned' });
    expect(paceOf([lesson('a', hours(-5), hours(-1))], now)).toEqual({ state: 'done' });
  });

  test('behind are the lessons that were due and are open, the longest due first; done late is done', () => {
    const lessons = [
      lesson('late but done', hours(-9), hours(-1)),
      lesson('second', hours(-2)),
      lesson('first', hours(-4)),
      lesson('to come', hours(4)),
      lesson('whenever', null),
    ];
    const pace = paceOf(lessons, now);
    expect(pace.state === 'behind' && ids(pace.lessons)).toEqual(['first', 'second']);
  });

  test('a lesson is due at its moment, not a moment before', () => {
    const at = (ms: number) =>
      paceOf([lesson('a', hours(1)), lesson('b', null)], new Date(Date.parse(hours(1)) + ms)).state;
    expect(at(-1)).toBe('on-plan');
    expect(at(0)).toBe('behind');
  });

  test('ahead are lessons done before they are due, unless something is behind', () => {
    const early = lesson('early', hours(9), hours(-1));
    const next = lesson('next', hours(5));
    expect(paceOf([early, next], now)).toEqual({ state: 'ahead', lessons: [early], next });
    expect(paceOf([early, next, lesson('due', hours(-1))], now).state).toBe('behind');
    expect(paceOf([lesson('done', hours(-5), hours(-6)), next], now)).toEqual({ state: 'on-plan', next });
  });

  test('every planned lesson is behind, early, to come or done in time; never two of these', () => {
    const moment = fc.integer({ min: -100, max: 100 }).map(hours);
    const any = fc.record({
      id: fc.uuid(),
      title: fc.constant('a lesson'),
      dueAt: fc.option(moment),
      completedAt: fc.option(fc.integer({ min: -100, max: 0 }).map(hours)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 12 }), (lessons) => {
        const pace = paceOf(lessons, now);
        const open = lessons.filter(({ dueAt, completedAt }) => dueAt !== null && completedAt === null);
        const due = open.filter(({ dueAt }) => dueAt! <= now.toISOString());
        expect(pace.state === 'behind').toBe(due.length > 0);
        if (pace.state === 'behind') expect(pace.lessons).toHaveLength(due.length);
        if (pace.state === 'on-plan' || pace.state === 'ahead') {
          expect(pace.next?.dueAt ?? null).toBe(open.map(({ dueAt }) => dueAt!).sort()[0] ?? null);
        }
        expect(ids(dueLessons(lessons)).sort()).toEqual(ids(open).sort());
      }),
    );
  });
});

describe('PR23 when somebody is done', () => {
  const days = (count: number): string => hours(count * 24);
  const open = (count: number): PlannedLesson[] =>
    Array.from({ length: count }, (_, place) => lesson(`open ${place}`, null));
  const done = (...ago: number[]): PlannedLesson[] =>
    ago.map((each) => lesson(`done ${each}`, null, days(-each)));

  test('is reckoned from the last two weeks alone', () => {
    const finish = finishOf([...done(100, 90, 80, 6, 4, 2), ...open(4)], now)!;
    expect(finish).toEqual({ at: new Date(days(8)), lessons: 3, days: 6 });
  });

  test('is not said to whoever is done, did little of late, or would need longer than a year', () => {
    expect(finishOf(done(3, 2, 1), now)).toBeUndefined();
    expect(finishOf([...done(30, 2, 1), ...open(2)], now)).toBeUndefined();
    expect(finishOf([...done(14, 13, 12), ...open(500)], now)).toBeUndefined();
  });

  test('a morning of three lessons counts as a day, so that nobody is done tonight', () => {
    const morning = [1, 2, 3].map((hour) => lesson(`done ${hour}`, null, hours(-hour)));
    expect(finishOf([...morning, ...open(6)], now)!.at).toEqual(new Date(days(2)));
  });
});
