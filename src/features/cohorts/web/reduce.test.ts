import { describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import type { Account } from '#features/identity/contract.ts';
import type {
  CohortFacts,
  cohorts,
  CohortLine,
  EnrolmentLine,
  InvitationLine,
  PendingPlace,
} from '../contract.ts';
import {
  adminChanged,
  cohortsLive,
  enrolmentChanged,
  factsChanged,
  invitationChanged,
  myCohortChanged,
  myEnrolmentChanged,
  organisationCohortChanged,
  profileChanged,
  waitingMoved,
} from './reduce.ts';

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
  organisationId: id(5),
  title: 'October',
  role: 'student',
  state: 'active',
  archived: false,
  courseTitle: 'AI',
  zone: 'Africa/Lagos',
  startsOn: '2026-01-05',
  endsOn: '2026-01-06',
};
const me: ViewData<typeof cohorts, 'cohorts:me'> = {
  user: account,
  cohorts: [october],
  pending: [],
  organisations: [],
  demo: false,
  guest: false,
};
const november: PendingPlace = {
  id: id(3),
  title: 'November',
  role: 'student',
  state: 'waiting',
  waitingPlace: 2,
  courseTitle: 'AI',
  zone: 'Africa/Lagos',
  startsOn: '2026-02-05',
  endsOn: '2026-02-06',
};
const facts: CohortFacts = {
  cohortId: october.id,
  title: 'Late October',
  zone: 'Europe/Lisbon',
  startsOn: '2026-03-05',
  endsOn: '2026-03-06',
  capacity: 9,
  archived: false,
};
const place = (more: Partial<EnrolmentLine> = {}): EnrolmentLine => ({
  enrolmentId: id(31),
  userId: account.id,
  name: account.name,
  email: account.email,
  role: 'student',
  state: 'active',
  since: '2026-01-05T09:00:00.000Z',
  ticket: null,
  expiresOn: null,
  movedTo: null,
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

  test('paused and finished it stays, in that state; an invitation and a place in the row are fetched', () => {
    const told = (data: typeof me, state: EnrolmentLine['state'], cohortId = october.id) =>
      myEnrolmentChanged(data, { cohortId, enrolment: place({ state }) });
    expect(told(me, 'paused')).toEqual({ ...me, cohorts: [{ ...october, state: 'paused' }] });
    expect(told(me, 'waiting', november.id)).toBe('refetch');
    const waits = { ...me, pending: [november] };
    expect(told(waits, 'waiting', november.id)).toBe(waits);
    expect(told(waits, 'active', november.id)).toBe('refetch');
    expect(told(waits, 'removed', november.id)).toEqual(me);
  });

  test('another number in the row is shown; where none is shown it is fetched', () => {
    const waits = { ...me, pending: [november] };
    const moved = { cohortId: november.id, waitingPlace: 1 };
    expect(waitingMoved(waits, moved)).toEqual({ ...me, pending: [{ ...november, waitingPlace: 1 }] });
    expect(waitingMoved(waits, { ...moved, waitingPlace: 2 })).toBe(waits);
    expect(waitingMoved(me, moved)).toBe('refetch');
  });

  test('a cohort that is changed shows it, in its place; put away it is nothing to wait for', () => {
    const topic = `cohort/${october.id}`;
    const { cohortId: _id, capacity: _capacity, ...shown } = facts;
    const other = { ...october, id: id(4), startsOn: '2026-02-01' };
    const data = { ...me, cohorts: [other, october] };
    expect(myCohortChanged(data, facts, { topic })).toEqual({
      ...me,
      cohorts: [{ ...october, ...shown }, other],
    });
    expect(myCohortChanged(me, { ...facts, cohortId: id(8) }, { topic: `cohort/${id(8)}` })).toBe(me);
    const waits = { ...me, pending: [november] };
    const own = { topic: `user/${account.id}` };
    const away = { ...facts, cohortId: november.id, archived: true };
    expect(myCohortChanged(waits, away, own)).toEqual(me);
    expect(myCohortChanged(me, { ...away, archived: false }, own)).toBe('refetch');
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
  const { cohortId, ...known } = facts;
  const list = {
    cohort: { id: cohortId, organisationId: id(5), ...known },
    enrolments: [first, third],
  };

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

  test('what the cohort is now is shown above the list', () => {
    const after = { ...facts, title: 'Other' };
    expect(factsChanged(list, after).cohort).toEqual({ ...list.cohort, title: 'Other' });
    expect(factsChanged(list, { ...after, cohortId: id(3) })).toBe(list);
  });
});

describe('invitations and administrators', () => {
  const invitation = (place: number): InvitationLine => ({
    id: id(place),
    kind: 'code',
    role: 'student',
    code: 'ACDEFHJK',
    email: null,
    name: null,
    uses: 0,
    usesLimit: null,
    createdAt: '2026-01-05T09:00:00.000Z',
    expiresAt: '2026-02-05T09:00:00.000Z',
    revokedAt: null,
    sentAt: null,
  });
  const list = { cohortId: october.id, invitations: [invitation(43), invitation(41)] };

  test('the newest stands first, and one that changed in its place', () => {
    const told = (one: InvitationLine, cohortId: string | null = october.id) =>
      invitationChanged(list, { cohortId, organisationId: id(5), invitation: one });
    expect(told(invitation(44)).invitations.map((one) => one.id)).toEqual([id(44), id(43), id(41)]);
    expect(told({ ...invitation(41), uses: 1 }).invitations[1]).toMatchObject({ uses: 1 });
    expect(told(invitation(44), id(3))).toBe(list);
    expect(told(invitation(44), null)).toBe(list);
  });

  test('an organisation shows its administrators by id, and its cohorts as they are', () => {
    const cohort = { id: october.id, courseTitle: 'AI', students: 3, waiting: 0 };
    const { cohortId: _id, ...known } = facts;
    const organisation = {
      id: id(5),
      title: 'Academy',
      courses: [],
      cohorts: [{ ...cohort, ...known }],
      admins: [{ userId: id(11), name: 'A', email: 'a@x.test' }],
      invitations: [],
    };
    const admin = { userId: id(10), name: 'B', email: 'b@x.test' };
    const told = (isAdmin: boolean) => adminChanged(organisation, { organisationId: id(5), admin, isAdmin });
    expect(told(true).admins.map(({ userId }) => userId)).toEqual([id(10), id(11)]);
    expect(told(false).admins).toEqual(organisation.admins);
    const after = organisationCohortChanged(organisation, { ...facts, title: 'Other' });
    expect(after.cohorts[0]).toEqual({ ...cohort, ...known, title: 'Other' });
  });
});
