import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';

/** That somebody belongs to a cohort, in whatever role, paused and finished ones too. */
export interface Belonging {
  cohortId: string;
  userId: string;
}

const belongs = sql`state in ('active', 'paused', 'finished')`;

/** Who belongs to these cohorts, by the ids of the people. */
export async function belongingTo(db: Queryable, cohortIds: readonly string[]): Promise<Belonging[]> {
  const { rows } = await sql<Belonging>`
    select cohort_id as "cohortId", user_id as "userId" from enrolment
    where cohort_id = any (${[...cohortIds]}::uuid[]) and ${belongs}
    order by user_id`.execute(db);
  return rows;
}

/** To which cohorts these people belong. */
export async function belongingOf(db: Queryable, userIds: readonly string[]): Promise<Belonging[]> {
  const { rows } = await sql<Belonging>`
    select cohort_id as "cohortId", user_id as "userId" from enrolment
    where user_id = any (${[...userIds]}::uuid[]) and ${belongs}
    order by user_id`.execute(db);
  return rows;
}

/** Those of these cohorts that were not put away. */
export async function goingOn(db: Queryable, cohortIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from cohort where id = any (${[...cohortIds]}::uuid[]) and archived_at is null`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** The active students of a cohort by name, in the order of their ids. */
export async function activeStudents(
  db: Queryable,
  cohortId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select account.id, account.name from enrolment join account on account.id = enrolment.user_id
    where enrolment.cohort_id = ${cohortId} and enrolment.role = 'student' and enrolment.state = 'active'
    order by account.id`.execute(db);
  return rows;
}

/** Somebody who may be told what happens in a cohort. */
export interface Addressee {
  userId: string;
  name: string;
  email: string;
  zone: string;
  /** A language tag. */
  language: string;
  /** Whether mail to the address reaches them: they showed that it does, and are somebody. */
  takesMail: boolean;
}

/**
 * Who, of whom something is to be told, may look at the cohort now: those who are named, in whatever role, or of those
 * who are active everybody or all staff. Guests have no account and are never among them; by their ids.
 */
export async function addressees(
  db: Queryable,
  cohortId: string,
  whom: readonly string[] | 'everybody' | 'staff',
): Promise<Addressee[]> {
  const wanted =
    whom === 'everybody'
      ? sql`person.active`
      : whom === 'staff'
        ? sql`person.active and person.staff`
        : sql`person.id = any (${[...whom]}::uuid[])`;
  const { rows } = await sql<Addressee>`
    select distinct account.id as "userId", account.name, account.email, account.zone,
      account.language, account.email_verified_at is not null and not account.simulated as "takesMail"
    from (
      select user_id as id, role = 'instructor' as staff, state = 'active' as active from enrolment
      where cohort_id = ${cohortId} and ${belongs}
      union all
      select admin.user_id, true, ${whom === 'staff'} from organisation_admin admin
      join cohort on cohort.organisation_id = admin.organisation_id where cohort.id = ${cohortId}
    ) person
    join account on account.id = person.id and account.disabled_at is null and not account.is_guest
    where ${wanted}
    order by account.id`.execute(db);
  return rows;
}

/** What cohorts and the academies that they belong to are called. */
export async function titlesOf(
  db: Queryable,
  cohortIds: readonly string[],
): Promise<ReadonlyMap<string, { title: string; academy: string }>> {
  const { rows } = await sql<{ id: string; title: string; academy: string }>`
    select cohort.id, cohort.title, organisation.title as academy
    from cohort join organisation on organisation.id = cohort.organisation_id
    where cohort.id = any (${[...cohortIds]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...titles }) => [id, titles]));
}
