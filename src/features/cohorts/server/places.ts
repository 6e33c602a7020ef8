import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { identity, type Account } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { cohorts, type CohortRole, type EnrolmentLine, type EnrolmentState } from '../contract.ts';
import { mayBecome, takesPlace, waitsForRoom } from './enrolmentStates.ts';
import * as store from './enrolmentStore.ts';
import type { Change, HeldCohort } from './hold.ts';
import { mailRoom } from './letters.ts';
import * as counter from './placeStore.ts';

interface Wish {
  userId: string;
  role: CohortRole;
  state: Exclude<EnrolmentState, 'waiting'>;
  /** False: whoever finds no room stays where they are rather than wait. */
  waits?: boolean;
  /** True when somebody goes by their own wish. */
  withdrew?: boolean;
  /** The place in another cohort that theirs becomes. */
  movedTo?: string;
}

/**
 * The one way in which a place changes. Who finds no room waits in the row, or stays where they stand.
 *
 * @param cohort held, so that nobody else changes who belongs to it
 * @throws Refusal `conflict` where there is no way from here to there, where there is no room for somebody who
 *   does not wait, and when it would leave the cohort without an instructor
 */
export async function settle(
  change: Change,
  cohort: HeldCohort,
  before: store.Enrolment | undefined,
  wish: Wish,
): Promise<store.Enrolment> {
  const { tx } = change;
  if (before?.state === wish.state && before.role === wish.role) return before;
  if (!mayBecome(before, wish))
    throw new Refusal('conflict', 'This is not possible from where this person stands in the cohort.');
  await keepTaught(change, cohort, before, wish);

  let state: EnrolmentState = wish.state;
  let ticket: number | null = null;
  const [took, takes] = [takesPlace(before), takesPlace(wish)];
  if (takes && !took && !(await counter.take(tx, cohort.id))) {
    if (wish.waits === false || !waitsForRoom(before))
      throw new Refusal('conflict', 'All places of the cohort are taken.');
    if (before?.state === 'waiting' && before.role === wish.role) return before;
    state = 'waiting';
    ticket = await counter.ticket(tx, cohort.id);
  }
  if (took && !takes) await counter.free(tx, cohort.id);
  const after = await store.write(tx, {
    id: newId(),
    cohortId: cohort.id,
    userId: wish.userId,
    role: wish.role,
    state,
    ticket,
    withdrew: wish.withdrew ?? false,
    movedTo: wish.movedTo ?? null,
  });
  await tellPlace(change, cohort.id, after);
  return after;
}

/**
 * Whatever changes places or their number goes through here: afterwards who waits has moved up, in order, as
 * far as there is room, and who still waits knows their number.
 */
export async function keepingTheRow<T>(
  change: Change,
  cohort: HeldCohort,
  work: () => Promise<T>,
): Promise<T> {
  const { tx, tell } = change;
  const before = await store.waitingOf(tx, cohort.id);
  const result = await work();
  if (cohort.archived) return result;
  await moveUp(change, cohort);
  for (const [index, userId] of (await store.waitingOf(tx, cohort.id)).entries()) {
    const former = before.indexOf(userId);
    if (former === -1 || former === index) continue;
    const topic = identity.topics.person.of({ userId });
    tell(cohorts, 'waiting:moved', [topic], { cohortId: cohort.id, waitingPlace: index + 1 });
  }
  return result;
}

async function moveUp(change: Change, cohort: HeldCohort): Promise<void> {
  const { tx } = change;
  for (;;) {
    const first = await store.firstWaiting(tx, cohort.id);
    if (!first || !(await counter.take(tx, cohort.id))) return;
    const { userId, role } = first;
    const place = { id: first.id, cohortId: cohort.id, userId, role };
    const state = { state: 'active', ticket: null, withdrew: false, movedTo: null } as const;
    const after = await store.write(tx, { ...place, ...state });
    await tellPlace(change, cohort.id, after);
    await mailRoom(change, cohort, await accounts.byId(tx, userId), first);
    tellOpened(change, cohort.id, after, { by: null, mailed: true });
  }
}

/** Tells the person and the staff how a place stands; the cohort is held, so it stays like that. */
export async function tellPlace(
  { tx, tell }: Change,
  cohortId: string,
  place: store.Enrolment,
): Promise<EnrolmentLine> {
  const enrolment = lineOf(place, await accounts.byId(tx, place.userId));
  const person = identity.topics.person.of({ userId: place.userId });
  const staff = cohorts.topics.cohortStaff.of({ cohortId });
  tell(cohorts, 'enrolment:changed', [person, staff], { cohortId, enrolment });
  return enrolment;
}

/**
 * Tells the other rooms of this house that somebody is in who did not come by themselves. What an operator does on the
 * command line is told to nobody.
 */
export function tellOpened(
  { tell }: Pick<Change, 'tell'>,
  cohortId: string,
  { id: enrolmentId, userId, role, state, since }: store.Enrolment,
  { by, mailed }: { by: string | null; mailed: boolean },
): void {
  if (state !== 'active') return;
  const place = { enrolmentId, cohortId, userId, role, since: since.toISOString() };
  tell(cohorts, 'enrolment:opened', [], { ...place, by, mailed });
}

export function lineOf(
  { id, since, ...enrolment }: store.Enrolment,
  { name, email }: Account,
): EnrolmentLine {
  return { enrolmentId: id, ...enrolment, name, email, since: since.toISOString() };
}

async function keepTaught(
  { tx }: Change,
  { id, mayLeaveUntaught }: HeldCohort,
  before: store.Enrolment | undefined,
  wish: Wish,
): Promise<void> {
  if (mayLeaveUntaught || before?.state !== 'active' || before.role !== 'instructor') return;
  if (wish.role === 'instructor' && wish.state === 'active') return;
  if (await store.isTaughtWithout(tx, id, before.userId)) return;
  throw new Refusal(
    'conflict',
    'A cohort keeps at least one instructor. Bring in another one first, or ask an administrator of the organisation.',
  );
}
