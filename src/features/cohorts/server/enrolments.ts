import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { identity, type Account } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { cohorts, type CohortRole, type EnrolmentLine } from '../contract.ts';
import { access } from './access.ts';
import * as store from './store.ts';

/** A change of who belongs to a cohort. Without an actor it is the operator's, on the command line. */
export interface Change {
  tx: Tx;
  tell: Tell;
  actor?: Person;
}

interface Place {
  cohortId: string;
  userId: string;
}

/**
 * Brings a person in, back in, or into another role; asking for what already stands changes and tells nothing.
 *
 * @throws Refusal `not_found` for nobody, `forbidden` when the actor's own right has just ended, `conflict`
 *   when it would leave the cohort without an instructor
 */
export async function enrol(
  change: Change,
  { cohortId, userId, role }: Place & { role: CohortRole },
): Promise<EnrolmentLine> {
  const { tx } = change;
  const mayLeaveUntaught = await holdAsStaff(change, cohortId);
  const account = await accounts.byId(tx, userId);
  const before = await store.enrolmentOf(tx, cohortId, userId);
  if (before?.state === 'active' && before.role === role) return lineOf(before, account);
  if (role === 'student' && !mayLeaveUntaught) await keepTaught(tx, cohortId, before);

  const after = lineOf(await store.enrol(tx, { id: newId(), cohortId, userId, role }), account);
  tellChanged(change, cohortId, after);
  return after;
}

/**
 * Takes a person out; what was learned is kept, and so is the row that says that they were there.
 *
 * @throws Refusal as `enrol` does, `not_found` also for somebody who never belonged
 */
export async function remove(change: Change, { cohortId, userId }: Place): Promise<EnrolmentLine> {
  const { tx } = change;
  const mayLeaveUntaught = await holdAsStaff(change, cohortId);
  const before = await store.enrolmentOf(tx, cohortId, userId);
  if (!before) throw new Refusal('not_found', 'This person never belonged to the cohort.');
  const account = await accounts.byId(tx, userId);
  if (before.state === 'removed') return lineOf(before, account);
  if (!mayLeaveUntaught) await keepTaught(tx, cohortId, before);

  const after = lineOf(await store.remove(tx, before.id), account);
  tellChanged(change, cohortId, after);
  return after;
}

/** Tells the staff of a person's cohorts, who see that person by name, that the name is another. */
export async function tellRenamed({ tx, tell }: Change, userId: string): Promise<void> {
  for (const cohortId of await store.cohortIdsOfPerson(tx, userId)) {
    const topic = cohorts.topics.cohortStaff.of({ cohortId });
    // Read while the log holds the topic: a removal at the same moment must not be untold by this.
    tell(cohorts, 'enrolment:changed', [topic], async (held) => {
      const enrolment = await store.enrolmentOf(held, cohortId, userId);
      return { cohortId, enrolment: lineOf(enrolment!, await accounts.byId(held, userId)) };
    });
  }
}

/** Everybody who belongs or ever belonged to the cohort, in the order in which they first came. */
export async function linesOf(db: Queryable, cohortId: string): Promise<EnrolmentLine[]> {
  const enrolments = await store.enrolmentsOf(db, cohortId);
  const people = await accounts.byIds(
    db,
    enrolments.map(({ userId }) => userId),
  );
  const byId = new Map(people.map((account) => [account.id, account]));
  return enrolments.map((enrolment) => lineOf(enrolment, byId.get(enrolment.userId)!));
}

export interface Student {
  id: string;
  name: string;
}

/** The active students of a cohort, in the order in which they first came. */
export async function students(db: Queryable, cohortId: string): Promise<Student[]> {
  const lines = await linesOf(db, cohortId);
  return lines
    .filter(({ role, state }) => role === 'student' && state === 'active')
    .map(({ userId, name }) => ({ id: userId, name }));
}

/** One student of the cohort, also one who has left it; undefined for anybody else. */
export async function student(db: Queryable, cohortId: string, userId: string): Promise<Student | undefined> {
  const enrolment = await store.enrolmentOf(db, cohortId, userId);
  if (enrolment?.role !== 'student') return undefined;
  const { id, name } = await accounts.byId(db, userId);
  return { id, name };
}

/** What the person is in the cohort: enrolled before administering; undefined for a stranger. */
export async function roleOf(
  db: Queryable,
  person: Person,
  cohortId: string,
): Promise<'student' | 'instructor' | 'organisationAdmin' | undefined> {
  const standing = await access.relationsOf(db, person, { cohortId });
  return (['student', 'instructor', 'organisationAdmin'] as const).find((role) => standing.has(role));
}

/**
 * Holds a student's place until commit: meanwhile nobody can take it away, and the course stays at its version.
 *
 * @throws Refusal `forbidden` for whoever is not an active student of the cohort
 */
export async function holdStudent(
  tx: Tx,
  cohortId: string,
  userId: string,
): Promise<{ enrolmentId: string }> {
  const place = await store.holdStudent(tx, cohortId, userId);
  if (!place) throw new Refusal('forbidden', 'You are not a student of this cohort.');
  return place;
}

/**
 * Holds the cohort until commit, then asks again how the actor stands to it: of two instructors who take
 * each other out in the same moment, one comes second and is no longer one.
 *
 * @returns whether the actor may leave the cohort without an instructor
 */
async function holdAsStaff({ tx, actor }: Change, cohortId: string): Promise<boolean> {
  await store.holdCohort(tx, cohortId);
  if (!actor) return true;
  const standing = await access.relationsOf(tx, actor, { cohortId });
  if (standing.has('organisationAdmin')) return true;
  if (!standing.has('instructor')) throw new Refusal('forbidden');
  return false;
}

async function keepTaught(tx: Tx, cohortId: string, leaving: store.Enrolment | undefined): Promise<void> {
  if (leaving?.state !== 'active' || leaving.role !== 'instructor') return;
  if (await store.isTaughtWithout(tx, cohortId, leaving.userId)) return;
  throw new Refusal(
    'conflict',
    'A cohort keeps at least one instructor. Bring in another one first, or ask an administrator of the organisation.',
  );
}

function tellChanged({ tell }: Change, cohortId: string, enrolment: EnrolmentLine): void {
  const person = identity.topics.person.of({ userId: enrolment.userId });
  const staff = cohorts.topics.cohortStaff.of({ cohortId });
  tell(cohorts, 'enrolment:changed', [person, staff], { cohortId, enrolment });
}

function lineOf({ id, since, ...enrolment }: store.Enrolment, { name, email }: Account): EnrolmentLine {
  return { enrolmentId: id, ...enrolment, name, email, since: since.toISOString() };
}
