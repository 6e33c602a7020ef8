import type { ViewData } from '#kernel/contract.ts';
import { identity, type Account } from '#features/identity/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { cohorts, type EnrolmentLine } from '../contract.ts';

type Me = ViewData<typeof cohorts, 'cohorts:me'>;
type Enrolments = ViewData<typeof cohorts, 'cohorts:enrolments'>;

interface EnrolmentChanged {
  cohortId: string;
  enrolment: EnrolmentLine;
}

export function profileChanged(data: Me, account: Account): Me {
  return account.id === data.user.id ? { ...data, user: account } : data;
}

export function myEnrolmentChanged(data: Me, { cohortId, enrolment }: EnrolmentChanged): Me | 'refetch' {
  const { userId, role, state } = enrolment;
  if (userId !== data.user.id) return data;
  const mine = data.cohorts.find(({ id }) => id === cohortId);
  // Whoever administers the organisation keeps the cohort, in another role.
  if (state === 'removed' && data.organisations.length > 0) return 'refetch';
  if (state === 'removed') {
    return mine ? { ...data, cohorts: data.cohorts.filter((one) => one !== mine) } : data;
  }
  if (!mine) return 'refetch';
  if (mine.role === role) return data;
  return { ...data, cohorts: data.cohorts.map((one) => (one === mine ? { ...one, role } : one)) };
}

/** The list keeps the order in which people first came: that of their enrolments' ids. */
export function enrolmentChanged(data: Enrolments, { cohortId, enrolment }: EnrolmentChanged): Enrolments {
  if (cohortId !== data.cohort.id) return data;
  const others = data.enrolments.filter(({ enrolmentId }) => enrolmentId !== enrolment.enrolmentId);
  const after = others.findIndex(({ enrolmentId }) => enrolmentId > enrolment.enrolmentId);
  return { ...data, enrolments: others.toSpliced(after === -1 ? others.length : after, 0, enrolment) };
}

export const cohortsLive = liveRoom(
  cohorts,
  {
    'cohorts:me': { 'identity:profile-changed': profileChanged, 'enrolment:changed': myEnrolmentChanged },
    'cohorts:enrolments': { 'enrolment:changed': enrolmentChanged },
  },
  {
    // A place in a cohort, or a new cohort to answer for, brings its topics with it.
    renews: ({ type, topic }) =>
      type === 'cohort:created' ||
      (type === 'enrolment:changed' && identity.topics.person.match(topic) !== undefined),
  },
);
