import { Refusal } from '#kernel/refusal.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { identity } from '#features/identity/contract.ts';
import { cohorts, type ChangedPerson, type EnrolmentState, type PersonChange } from '../contract.ts';
import * as store from './enrolmentStore.ts';
import { noteChange } from './enrolments.ts';
import { holdAsStaff, note, type Change, type HeldCohort } from './hold.ts';
import { revokeFor } from './invitations.ts';
import { keepingTheRow, lineOf, settle, tellOpened, tellPlace } from './places.ts';

interface People {
  cohortId: string;
  userIds: readonly string[];
}

const becomes = {
  pause: 'paused',
  resume: 'active',
  finish: 'finished',
  remove: 'removed',
} as const satisfies Record<PersonChange, EnrolmentState>;

/** Changes many people, each judged alone: what is refused to one does not keep the others. */
export async function changePeople(
  context: Change,
  { cohortId, userIds, change }: People & { change: PersonChange },
): Promise<{ people: ChangedPerson[] }> {
  const cohort = await holdAsStaff(context, cohortId);
  const state = becomes[change];
  const one = async (before: store.Enrolment): Promise<store.Enrolment> => {
    // Nobody is brought in by this: who was invited, waits or has left did not pause.
    const isBack = before.state === 'paused' || before.state === 'finished' || before.state === 'active';
    if (change === 'resume' && !isBack) throw new Refusal('conflict');
    const after = await settle(context, cohort, before, { userId: before.userId, role: before.role, state });
    if (after === before) return after;
    if (before.state === 'invited')
      await revokeFor(context, cohort, (await accounts.byId(context.tx, before.userId)).email);
    await noteChange(context, `cohorts:${change}`, cohort, before, after);
    return after;
  };
  return keepingTheRow(context, cohort, () => each(context, cohort, userIds, one));
}

/** Sets or clears the last day of many places. */
export async function setExpiry(
  context: Change,
  { cohortId, userIds, expiresOn }: People & { expiresOn: string | null },
): Promise<{ people: ChangedPerson[] }> {
  const cohort = await holdAsStaff(context, cohortId);
  return each(context, cohort, userIds, async (before) => {
    if (!store.hasLastDay(before.state)) throw new Refusal('conflict');
    if (before.expiresOn === expiresOn) return before;
    const after = await store.setExpiry(context.tx, before.id, expiresOn);
    await tellPlace(context, cohortId, after);
    const details = { cohortId, from: before.expiresOn, to: expiresOn };
    await note(context, 'cohorts:set-expiry', cohort, { kind: 'person', id: before.userId }, details);
    return after;
  });
}

/**
 * Moves students to another cohort of the organisation. The old place is marked and what was done stays there;
 * rooms that keep something by cohort hear of it and bring it along.
 *
 * @throws Refusal `not_found` for a cohort that is not the actor's, `conflict` for one of another organisation
 *   or one that was put away
 */
export async function transfer(
  context: Change,
  { cohortId, userIds, toCohortId }: People & { toCohortId: string },
): Promise<{ people: ChangedPerson[] }> {
  if (cohortId === toCohortId) throw new Refusal('conflict', 'This is the cohort where they are.');
  const held = new Map<string, HeldCohort>();
  // In one order whoever asks, so that two transfers crossing each other do not wait in a circle.
  for (const id of [cohortId, toCohortId].sort()) held.set(id, await holdAsStaff(context, id));
  const [from, to] = [held.get(cohortId)!, held.get(toCohortId)!];
  if (from.organisationId !== to.organisationId)
    throw new Refusal('conflict', 'The other cohort belongs to another organisation.');
  if (to.archived) throw new Refusal('conflict', 'The other cohort was put away.');

  return keepingTheRow(context, to, () =>
    keepingTheRow(context, from, () =>
      each(context, from, userIds, (before) => transferOne(context, { from, to }, before)),
    ),
  );
}

async function transferOne(
  context: Change,
  { from, to }: { from: HeldCohort; to: HeldCohort },
  before: store.Enrolment,
): Promise<store.Enrolment> {
  const { tx, tell } = context;
  const { userId, role } = before;
  if (role !== 'student' || before.state === 'removed' || before.state === 'invited')
    throw new Refusal('conflict');
  const there = await store.enrolmentOf(tx, to.id, userId);
  if (there && there.state !== 'removed') throw new Refusal('conflict');
  // Nobody gives up a place for a row to wait in.
  const waits = before.state === 'waiting';
  const place = await settle(context, to, there, { userId, role, state: 'active', waits });
  const gone = { userId, role, state: 'removed', movedTo: place.id } as const;
  const after = await settle(context, from, before, gone);
  const topics = [
    identity.topics.person.of({ userId }),
    ...[from, to].map(({ id }) => cohorts.topics.cohortStaff.of({ cohortId: id })),
  ];
  tell(cohorts, 'enrolment:transferred', topics, {
    userId,
    fromCohortId: from.id,
    fromEnrolmentId: before.id,
    toCohortId: to.id,
    toEnrolmentId: place.id,
  });
  if (context.actor) tellOpened(context, to.id, place, { by: context.actor.userId, mailed: false });
  const details = { fromCohortId: from.id, toCohortId: to.id, to: place.state };
  await note(context, 'cohorts:transfer', from, { kind: 'person', id: userId }, details);
  return after;
}

/** Does one thing to each of the people; a `conflict` is one person's own. */
async function each(
  { tx }: Change,
  { id }: HeldCohort,
  userIds: readonly string[],
  act: (before: store.Enrolment) => Promise<store.Enrolment>,
): Promise<{ people: ChangedPerson[] }> {
  const people: ChangedPerson[] = [];
  for (const userId of new Set(userIds)) {
    const before = await store.enrolmentOf(tx, id, userId);
    if (!before) {
      people.push({ userId, outcome: 'refused', enrolment: null });
      continue;
    }
    const account = await accounts.byId(tx, userId);
    try {
      const after = await act(before);
      const outcome = after === before ? 'unchanged' : 'done';
      people.push({ userId, outcome, enrolment: lineOf(after, account) });
    } catch (reason) {
      if (!(reason instanceof Refusal) || reason.code !== 'conflict') throw reason;
      people.push({ userId, outcome: 'refused', enrolment: lineOf(before, account) });
    }
  }
  return { people };
}
