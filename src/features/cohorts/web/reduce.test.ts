import { describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import type { Account } from '#features/identity/contract.ts';
import type { cohorts, CohortLine, EnrolmentLine } from '../contract.ts';
import { cohortsLive, enrolmentChanged, myEnrolmentChanged, profileChanged } from './reduce.ts';

const id = (place: number): string => `01920000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const account: Account = {
  id: id(1),
  name: 'Amara',
  email: 'amara@demo.test',
  zone: 'Africa/Lagos',
  look: 'system',
  language: 'en',
  platformAdmin: false,
  simulated: false,
};
const october: CohortLine = {
  id: id(2),
  title: 'October',
  role: 'student',
  courseTitle: 'AI',
  zone: 'Africa/Lagos',
  startsOn: '2026-01-05',
  endsOn: '2026-01-06',
};
const me: ViewData<typeof cohorts, 'cohorts:me'> = {
  user: account,
  cohorts: [october],
  organisations: [],
  demo: false,
};
const place = (more: Partial<EnrolmentLine> = {}): EnrolmentLine => ({
  enrolmentId: id(31),
  userId: account.id,
  name: account.name,
  email: account.email,
  role: 'student',
  state: 'active',
  since: '2026-01-05T09:00:00.000Z',
  ...more,
});

describe('me', () => {
  test('a changed profile is shown, another person’s is not', () => {
    const renamed = { ...account, name: 'Amara O.' };
    expect(profileChanged(me, renamed)).toEqual({ ...me, user: renamed });
    expect(profileChanged(me, { ...renamed, id: id(9) })).toBe(me);
  });

  test('a cohort that was left is gone, one with another role shows it, one that is new is fetched', () => {
    const told = (enrolment: EnrolmentLine, cohortId = october.id) =>
      myEnrolmentChanged(me, { cohortId, enrolment });
    expect(told(place({ state: 'removed' }))).toEqual({ ...me, cohorts: [] });
    expect(told(place({ role: 'instructor' }))).toEqual({
      ...me,
      cohorts: [{ ...october, role: 'instructor' }],
    });
    expect(told(place(), id(3))).toBe('refetch');
    expect(told(place())).toBe(me);
    expect(told(place({ state: 'removed' }), id(3))).toBe(me);
    expect(told(place({ userId: id(9), state: 'removed' }))).toBe(me);
  });

  test('whoever administers the organisation may keep the cohort in another role: it is fetched', () => {
    const admin = { ...me, organisations: [{ id: id(5), title: 'Academy' }] };
    const event = { cohortId: october.id, enrolment: place({ state: 'removed' }) };
    expect(myEnrolmentChanged(admin, event)).toBe('refetch');
  });

  test('only what is about the person, or a new cohort, brings other topics', () => {
    const envelope = { at: '2026-01-05T09:00:00.000Z', data: {}, seq: 1 };
    const renews = (type: string, topic: string) => cohortsLive.renews({ ...envelope, type, topic });
    expect(renews('enrolment:changed', `user/${account.id}`)).toBe(true);
    expect(renews('enrolment:changed', `cohort/${october.id}/staff`)).toBe(false);
    expect(renews('cohort:created', `org/${id(5)}`)).toBe(true);
  });
});

describe('who belongs to a cohort', () => {
  const first = place({ enrolmentId: id(31) });
  const third = place({ enrolmentId: id(33), userId: id(13) });
  const list = { cohort: { id: october.id, title: 'October' }, enrolments: [first, third] };

  test('a change replaces the line in its place, a newcomer stands where a fresh list has them', () => {
    const removed = { ...first, state: 'removed' as const };
    const told = (enrolment: EnrolmentLine) =>
      enrolmentChanged(list, { cohortId: october.id, enrolment }).enrolments;
    expect(told(removed)).toEqual([removed, third]);
    const second = place({ enrolmentId: id(32), userId: id(12) });
    expect(told(second)).toEqual([first, second, third]);
    const fourth = place({ enrolmentId: id(34), userId: id(14) });
    expect(told(fourth)).toEqual([first, third, fourth]);
  });

  test('another cohort’s change leaves it alone', () => {
    expect(enrolmentChanged(list, { cohortId: id(3), enrolment: place() })).toBe(list);
  });
});
