import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CohortRole, EnrolmentState } from '../contract.ts';

/** How somebody belongs, or belonged, to a cohort. */
export interface Enrolment {
  id: string;
  userId: string;
  role: CohortRole;
  state: EnrolmentState;
  since: Date;
  ticket: number | null;
  expiresOn: string | null;
  /** The cohort that the place was moved to. */
  movedTo: string | null;
}

const columns = sql`
  enrolment.id, enrolment.user_id as "userId", enrolment.role, enrolment.state, enrolment.since,
  enrolment.ticket, enrolment.expires_on as "expiresOn",
  (select moved.cohort_id from enrolment moved where moved.id = enrolment.moved_to) as "movedTo"`;

/**
 * Holds an active student's enrolment, and the course at its version, until commit.
 *
 * @returns undefined for whoever is not an active student of the cohort, or when it was put away
 */
export async function holdStudent(
  tx: Tx,
  cohortId: string,
  userId: string,
): Promise<{ enrolmentId: string } | undefined> {
  const { rows } = await sql<{ enrolmentId: string }>`
    select enrolment.id as "enrolmentId"
    from enrolment
    join cohort on cohort.id = enrolment.cohort_id
    join course on course.id = cohort.course_id
    where enrolment.cohort_id = ${cohortId} and enrolment.user_id = ${userId}
      and enrolment.role = 'student' and enrolment.state = 'active' and cohort.archived_at is null
    for share of enrolment, course`.execute(tx);
  return rows[0];
}

export async function enrolmentOf(
  db: Queryable,
  cohortId: string,
  userId: string,
): Promise<Enrolment | undefined> {
  const { rows } = await sql<Enrolment>`
    select ${columns} from enrolment where cohort_id = ${cohortId} and user_id = ${userId}`.execute(db);
  return rows[0];
}

/** Whether somebody who is out went by their own wish. */
export async function hasWithdrawn(db: Queryable, enrolmentId: string): Promise<boolean> {
  const { rows } = await sql<{ withdrew: boolean }>`
    select withdrew from enrolment where id = ${enrolmentId}`.execute(db);
  return rows[0]?.withdrew === true;
}

/** In the order in which people first came. */
export async function enrolmentsOf(db: Queryable, cohortId: string): Promise<Enrolment[]> {
  const { rows } = await sql<Enrolment>`
    select ${columns} from enrolment where cohort_id = ${cohortId} order by id`.execute(db);
  return rows;
}

/** The cohorts that a person has, or ever had, anything to do with. */
export async function cohortIdsOfPerson(db: Queryable, userId: string): Promise<string[]> {
  const { rows } = await sql<{ cohortId: string }>`
    select cohort_id as "cohortId" from enrolment where user_id = ${userId} order by id`.execute(db);
  return rows.map(({ cohortId }) => cohortId);
}

export interface Written {
  id: string;
  cohortId: string;
  userId: string;
  role: CohortRole;
  state: EnrolmentState;
  ticket: number | null;
  /** Whether somebody goes by their own wish. */
  withdrew: boolean;
  /** The place in another cohort that this one becomes. */
  movedTo: string | null;
}

/**
 * Writes how a place stands, whether or not it is there. `since` is when somebody came, or came back; then
 * neither a last day nor a move is left over.
 */
export async function write(
  tx: Tx,
  { id, cohortId, userId, role, state, ticket, withdrew, movedTo }: Written,
): Promise<Enrolment> {
  const { rows } = await sql<Enrolment>`
    insert into enrolment (id, cohort_id, user_id, role, state, ticket, withdrew, moved_to, removed_at)
    values (${id}, ${cohortId}, ${userId}, ${role}, ${state}, ${ticket}, ${withdrew}, ${movedTo},
      case when ${state}::text = 'removed' then now() end)
    on conflict (cohort_id, user_id) do update set
      role = excluded.role,
      state = excluded.state,
      ticket = excluded.ticket,
      removed_at = excluded.removed_at,
      withdrew = excluded.withdrew,
      since = case
        when enrolment.state in ('invited', 'waiting', 'removed') and excluded.state <> 'removed' then now()
        else enrolment.since
      end,
      expires_on = case
        when enrolment.state in ('finished', 'removed') and excluded.state <> 'removed' then null
        else enrolment.expires_on
      end,
      moved_to = excluded.moved_to
    returning ${columns}`.execute(tx);
  return rows[0]!;
}

export async function setExpiry(tx: Tx, enrolmentId: string, expiresOn: string | null): Promise<Enrolment> {
  const { rows } = await sql<Enrolment>`
    update enrolment set expires_on = ${expiresOn} where id = ${enrolmentId} returning ${columns}`.execute(
    tx,
  );
  return rows[0]!;
}

/** Whether a last day still means something for a place in this state. */
export function hasLastDay(state: EnrolmentState): boolean {
  return state !== 'finished' && state !== 'removed';
}

/** Moves the last day of every place by so many days. @returns the places that have one */
export async function moveExpiry(tx: Tx, cohortId: string, days: number): Promise<Enrolment[]> {
  const { rows } = await sql<Enrolment>`
    update enrolment set expires_on = expires_on + ${days}::int
    where cohort_id = ${cohortId} and expires_on is not null and state not in ('finished', 'removed')
    returning ${columns}`.execute(tx);
  return rows;
}

export async function isTaughtWithout(tx: Tx, cohortId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from enrolment
    where cohort_id = ${cohortId} and role = 'instructor' and state = 'active' and user_id <> ${userId}
    limit 1`.execute(tx);
  return rows.length > 0;
}

/** Those who wait, in order. */
export async function waitingOf(db: Queryable, cohortId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from enrolment
    where cohort_id = ${cohortId} and state = 'waiting' order by ticket`.execute(db);
  return rows.map(({ userId }) => userId);
}

export async function firstWaiting(tx: Tx, cohortId: string): Promise<Enrolment | undefined> {
  const { rows } = await sql<Enrolment>`
    select ${columns} from enrolment
    where cohort_id = ${cohortId} and state = 'waiting' order by ticket limit 1`.execute(tx);
  return rows[0];
}

/**
 * Places whose last day may be over, those first whose day was first: by the clocks of some zone it is. Whether
 * it is by the cohort's own is for the caller to say.
 */
export async function expiring(
  db: Queryable,
  atMost: number,
): Promise<{ cohortId: string; userId: string; expiresOn: string; zone: string; now: Date }[]> {
  const { rows } = await sql<{
    cohortId: string;
    userId: string;
    expiresOn: string;
    zone: string;
    now: Date;
  }>`
    select enrolment.cohort_id as "cohortId", enrolment.user_id as "userId",
      enrolment.expires_on as "expiresOn", cohort.zone, now() as now
    from enrolment join cohort on cohort.id = enrolment.cohort_id
    where enrolment.expires_on is not null and enrolment.state in ('waiting', 'active', 'paused')
      and enrolment.expires_on < (now() at time zone 'UTC' + interval '14 hours')::date
    order by enrolment.expires_on, enrolment.id limit ${atMost}`.execute(db);
  return rows;
}
