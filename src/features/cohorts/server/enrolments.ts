import { Refusal } from '#kernel/refusal.ts';
import { dayIn } from '#kernel/zonedTime.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { belongs, cohorts, type CohortRole, type EnrolmentLine, type EnrolmentState } from '../contract.ts';
import { access } from './access.ts';
import * as store from './enrolmentStore.ts';
import { hold, holdAsStaff, note, type Change } from './hold.ts';
import { revokeFor } from './invitations.ts';
import { keepingTheRow, lineOf, settle, tellOpened } from './places.ts';
import * as organisationStore from './store.ts';

export type { Change } from './hold.ts';

interface Place {
  cohortId: string;
  userId: string;
}

/**
 * Brings a person in, back in, or into another role; where there is no room, into the row of those who wait.
 * Asking for what already stands changes and tells nothing.
 *
 * @throws Refusal `not_found` for nobody, `forbidden` when the actor's own right has just ended, `conflict`
 *   when it would leave the cohort without an instructor, or when there is no room for an instructor to learn
 */
export async function enrol(
  change: Change,
  { cohortId, userId, role }: Place & { role: CohortRole },
): Promise<EnrolmentLine> {
  const cohort = await holdAsStaff(change, cohortId);
  return keepingTheRow(change, cohort, async () => {
    const account = await accounts.byId(change.tx, userId);
    const before = await store.enrolmentOf(change.tx, cohortId, userId);
    const after = await settle(change, cohort, before, { userId, role, state: 'active' });
    if (after !== before) {
      await revokeFor(change, cohort, account.email);
      await noteChange(change, 'cohorts:enrol', cohort, before, after);
      const isIn = before !== undefined && belongs(before.state);
      if (change.actor && !isIn)
        tellOpened(change, cohortId, after, { by: change.actor.userId, mailed: false });
    }
    return lineOf(after, account);
  });
}

/**
 * Takes a person out; what was learned is kept, and so is the row that says that they were there.
 *
 * @throws Refusal as `enrol` does, `not_found` also for somebody who never belonged
 */
export async function remove(change: Change, { cohortId, userId }: Place): Promise<EnrolmentLine> {
  const cohort = await holdAsStaff(change, cohortId);
  return keepingTheRow(change, cohort, async () => {
    const before = await store.enrolmentOf(change.tx, cohortId, userId);
    if (!before) throw new Refusal('not_found', 'This person never belonged to the cohort.');
    const account = await accounts.byId(change.tx, userId);
    const after = await settle(change, cohort, before, { userId, role: before.role, state: 'removed' });
    if (after !== before) {
      if (before.state === 'invited') await revokeFor(change, cohort, account.email);
      await noteChange(change, 'cohorts:remove', cohort, before, after);
    }
    return lineOf(after, account);
  });
}

/** Notes how a place was changed. */
export function noteChange(
  change: Change,
  act: string,
  cohort: { id: string; organisationId: string },
  before: store.Enrolment | undefined,
  after: store.Enrolment,
): Promise<void> {
  const from = before ? `${before.role}, ${before.state}` : null;
  const details = { cohortId: cohort.id, from, to: `${after.role}, ${after.state}` };
  return note(change, act, cohort, { kind: 'person', id: after.userId }, details);
}

const mostExpiringAtOnce = 100;

/** Ends the places whose last day is over in their cohort's zone. Any node may do it, and again. */
export async function endExpired(
  db: Queryable,
  log: Pick<Log, 'write'>,
  more: Pick<Change, 'url'>,
): Promise<void> {
  const over = (await store.expiring(db, mostExpiringAtOnce)).filter(
    ({ expiresOn, zone, now }) => expiresOn < dayIn(zone, now),
  );
  for (const { cohortId, userId, now } of over) {
    await log.write(async (write) => {
      const change = { ...write, ...more };
      // It is the calendar that ends a place, and the last instructor's like anybody's.
      const cohort = { ...(await hold(write.tx, cohortId)), mayLeaveUntaught: true };
      const before = await store.enrolmentOf(write.tx, cohortId, userId);
      // Ended meanwhile by another node, or given another last day.
      if (!before?.expiresOn || before.expiresOn >= dayIn(cohort.zone, now)) return;
      if (!store.hasLastDay(before.state)) return;
      await keepingTheRow(change, cohort, async () => {
        const state = before.role === 'student' && belongs(before.state) ? 'finished' : 'removed';
        const after = await settle(change, cohort, before, { userId, role: before.role, state });
        await noteChange(change, 'cohorts:expire', cohort, before, after);
      });
    });
  }
}

/** Tells whoever sees a person by name that the name is another: staff of their cohorts, other administrators. */
export async function tellRenamed({ tx, tell }: Change, userId: string): Promise<void> {
  for (const { id: organisationId } of await organisationStore.organisationsAdministeredBy(tx, userId)) {
    const topic = cohorts.topics.organisation.of({ organisationId });
    tell(cohorts, 'organisation:admin-changed', [topic], async (held) => {
      const { name, email } = await accounts.byId(held, userId);
      const isAdmin = (await organisationStore.adminIds(held, organisationId)).includes(userId);
      return { organisationId, admin: { userId, name, email }, isAdmin };
    });
  }
  const account = await accounts.byId(tx, userId);
  for (const cohortId of (await store.cohortIdsOfPerson(tx, userId)).sort()) {
    const topic = cohorts.topics.cohortStaff.of({ cohortId });
    // Held, since a removal at the same moment must not be untold by this, and other rooms react to what is told.
    await hold(tx, cohortId);
    const enrolment = await store.enrolmentOf(tx, cohortId, userId);
    tell(cohorts, 'enrolment:changed', [topic], { cohortId, enrolment: lineOf(enrolment!, account) });
  }
}

/** Everybody who has, or ever had, anything to do with the cohort, in the order in which they first came. */
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

/** Who belongs to a cohort as a student, paused and finished ones too, in the order in which they first came. */
export async function students(db: Queryable, cohortId: string): Promise<Student[]> {
  const lines = await linesOf(db, cohortId);
  return lines
    .filter(({ role, state }) => role === 'student' && belongs(state))
    .map(({ userId, name }) => ({ id: userId, name }));
}

const neverIn: readonly EnrolmentState[] = ['invited', 'waiting'];

/** One student of the cohort, also one who has left it; undefined for anybody else. */
export async function student(
  db: Queryable,
  cohortId: string,
  userId: string,
): Promise<(Student & { enrolmentId: string }) | undefined> {
  const enrolment = await store.enrolmentOf(db, cohortId, userId);
  if (enrolment?.role !== 'student' || neverIn.includes(enrolment.state)) return undefined;
  const { id, name } = await accounts.byId(db, userId);
  return { id, name, enrolmentId: enrolment.id };
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

/** Whether somebody who is named may do what is the staff's of this cohort. */
export async function isStaff(db: Queryable, userId: string, cohortId: string): Promise<boolean> {
  if (!(await accounts.hasOpenAccount(db, userId))) return false;
  const named: Person = { kind: 'person', userId, sessionId: '', platformAdmin: false };
  const standing = await access.relationsOf(db, named, { cohortId }, 'act');
  return standing.has('instructor') || standing.has('organisationAdmin');
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
  if (!place) throw new Refusal('forbidden', 'You are not an active student of this cohort.');
  return place;
}

/** As `holdStudent`; undefined for whoever is not an active student. */
export const holdIfStudent = store.holdStudent;
