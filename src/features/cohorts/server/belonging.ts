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
