import type { ViewData } from '#kernel/contract.ts';
import { identity, type Account } from '#features/identity/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  belongs,
  cohorts,
  type CohortFacts,
  type CohortPlan,
  type EnrolmentLine,
  type InvitationLine,
} from '../contract.ts';

type Me = ViewData<typeof cohorts, 'cohorts:me'>;
type Enrolments = ViewData<typeof cohorts, 'cohorts:enrolments'>;
type Invitations = ViewData<typeof cohorts, 'cohorts:invitations'>;
type Organisation = ViewData<typeof cohorts, 'cohorts:organisation'>;

interface EnrolmentChanged {
  cohortId: string;
  enrolment: EnrolmentLine;
}

interface InvitationChanged {
  cohortId: string | null;
  organisationId: string;
  invitation: InvitationLine;
}

interface AdminChanged {
  organisationId: string;
  admin: Organisation['admins'][number];
  isAdmin: boolean;
}

export function profileChanged(data: Me, account: Account): Me {
  return account.id === data.user.id ? { ...data, user: account } : data;
}

export function myEnrolmentChanged(data: Me, { cohortId, enrolment }: EnrolmentChanged): Me | 'refetch' {
  const { userId, role, state } = enrolment;
  if (userId !== data.user.id) return data;
  const mine = data.cohorts.find(({ id }) => id === cohortId);
  const pending = data.pending.find(({ id }) => id === cohortId);
  if (state === 'invited' || state === 'waiting') {
    const isShown = !mine && pending?.state === state && pending.role === role;
    return isShown ? data : 'refetch';
  }
  if (belongs(state)) {
    if (!mine || pending) return 'refetch';
    if (mine.role === role && mine.state === state) return data;
    const after = { ...mine, role, state: state as typeof mine.state };
    return { ...data, cohorts: data.cohorts.map((one) => (one === mine ? after : one)) };
  }
  // Whoever administers the organisation keeps the cohort, in another role.
  if (mine && data.organisations.length > 0) return 'refetch';
  if (!mine && !pending) return data;
  return {
    ...data,
    cohorts: data.cohorts.filter((one) => one !== mine),
    pending: data.pending.filter((one) => one !== pending),
  };
}

/** A cohort that is put away is nothing to wait for; one that is taken back out may be. */
export function myCohortChanged(
  data: Me,
  { cohortId, capacity: _capacity, ...facts }: CohortFacts,
  { topic }: Pick<About, 'topic'>,
): Me | 'refetch' {
  const isMine = data.cohorts.some(({ id }) => id === cohortId);
  const isPending = data.pending.some(({ id }) => id === cohortId);
  // On a person's own topic it comes to those who were invited or wait, whether or not that is shown.
  if (!isPending && !facts.archived && identity.topics.person.match(topic)) return 'refetch';
  if (!isMine && !isPending) return data;
  const { archived, ...shown } = facts;
  const pending = archived ? data.pending.filter(({ id }) => id !== cohortId) : data.pending;
  return {
    ...data,
    cohorts: newestFirst(data.cohorts.map((one) => (one.id === cohortId ? { ...one, ...facts } : one))),
    pending: newestFirst(pending.map((one) => (one.id === cohortId ? { ...one, ...shown } : one))),
  };
}

export function waitingMoved(
  data: Me,
  { cohortId, waitingPlace }: { cohortId: string; waitingPlace: number },
): Me | 'refetch' {
  const mine = data.pending.find(({ id }) => id === cohortId);
  if (mine?.state !== 'waiting') return 'refetch';
  if (mine.waitingPlace === waitingPlace) return data;
  return { ...data, pending: data.pending.map((one) => (one === mine ? { ...one, waitingPlace } : one)) };
}

/** The list keeps the order in which people first came: that of their enrolments' ids. */
export function enrolmentChanged(data: Enrolments, { cohortId, enrolment }: EnrolmentChanged): Enrolments {
  if (cohortId !== data.cohort.id) return data;
  const others = data.enrolments.filter(({ enrolmentId }) => enrolmentId !== enrolment.enrolmentId);
  const after = others.findIndex(({ enrolmentId }) => enrolmentId > enrolment.enrolmentId);
  return { ...data, enrolments: others.toSpliced(after === -1 ? others.length : after, 0, enrolment) };
}

export function factsChanged(data: Enrolments, { cohortId, ...facts }: CohortFacts): Enrolments {
  return cohortId === data.cohort.id ? { ...data, cohort: { ...data.cohort, ...facts } } : data;
}

export function planFactsChanged(data: CohortPlan, facts: CohortFacts): CohortPlan {
  return facts.cohortId === data.cohort.cohortId ? { ...data, cohort: facts } : data;
}

/** The newest invitation stands first. */
export function invitationChanged(
  data: Invitations,
  { cohortId, invitation }: InvitationChanged,
): Invitations {
  if (cohortId !== data.cohortId) return data;
  return { ...data, invitations: withInvitation(data.invitations, invitation) };
}

export function adminInvitationChanged(
  data: Organisation,
  { cohortId, organisationId, invitation }: InvitationChanged,
): Organisation {
  if (cohortId !== null || organisationId !== data.id) return data;
  return { ...data, invitations: withInvitation(data.invitations, invitation) };
}

export function adminChanged(
  data: Organisation,
  { organisationId, admin, isAdmin }: AdminChanged,
): Organisation {
  if (organisationId !== data.id) return data;
  const others = data.admins.filter(({ userId }) => userId !== admin.userId);
  if (!isAdmin) return { ...data, admins: others };
  const after = others.findIndex(({ userId }) => userId > admin.userId);
  return { ...data, admins: others.toSpliced(after === -1 ? others.length : after, 0, admin) };
}

export function organisationCohortChanged(
  data: Organisation,
  { cohortId, ...facts }: CohortFacts,
): Organisation {
  const cohorts = data.cohorts.map((one) => (one.id === cohortId ? { ...one, ...facts } : one));
  return { ...data, cohorts: newestFirst(cohorts) };
}

function withInvitation(
  invitations: readonly InvitationLine[],
  invitation: InvitationLine,
): InvitationLine[] {
  const others = invitations.filter(({ id }) => id !== invitation.id);
  const after = others.findIndex(({ id }) => id < invitation.id);
  return others.toSpliced(after === -1 ? others.length : after, 0, invitation);
}

/** As the server orders cohorts: by their first day, the latest first. */
function newestFirst<Line extends { id: string; startsOn: string }>(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => compare(b.startsOn, a.startsOn) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export const cohortsLive = liveRoom(
  cohorts,
  {
    'cohorts:me': {
      'identity:profile-changed': profileChanged,
      'enrolment:changed': myEnrolmentChanged,
      'cohort:changed': myCohortChanged,
      'waiting:moved': waitingMoved,
    },
    'cohorts:enrolments': { 'enrolment:changed': enrolmentChanged, 'cohort:changed': factsChanged },
    'cohorts:invitations': { 'invitation:changed': invitationChanged },
    'cohorts:plan': { 'cohort:changed': planFactsChanged },
    'cohorts:organisation': {
      'cohort:changed': organisationCohortChanged,
      'invitation:changed': adminInvitationChanged,
      'organisation:admin-changed': adminChanged,
    },
  },
  {
    // A place in a cohort, a new cohort to answer for, or an organisation to run brings its topics with it.
    renews: ({ type, topic }) =>
      type === 'cohort:created' ||
      ((type === 'enrolment:changed' || type === 'organisation:admin-changed') &&
        identity.topics.person.match(topic) !== undefined),
  },
);
