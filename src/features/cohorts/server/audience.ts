import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CohortRole } from '../contract.ts';

/** The cohorts that are spoken to: one, or those of a course, or all of the organisation. */
export interface SpokenTo {
  organisationId: string;
  courseId: string | null;
  cohortId: string | null;
}

/** A cohort to which somebody belongs, and what that belongs to. */
export interface OwnPlace extends SpokenTo {
  courseId: string;
  cohortId: string;
}

/** Somebody, and the newest of these cohorts in which they are. */
export interface Spoken {
  userId: string;
  cohortId: string;
}

const among = ({ organisationId, courseId, cohortId }: SpokenTo): RawBuilder<SqlBool> => sql`
  cohort.organisation_id = ${organisationId}
  and cohort.course_id = coalesce(${courseId}::uuid, cohort.course_id)
  and cohort.id = coalesce(${cohortId}::uuid, cohort.id)`;

const somebody = sql`account.disabled_at is null and not account.is_guest`;

/**
 * Who is active in cohorts that were not put away, or has one role there; each once, by the ids of the people. Guests
 * have no account and are never among them.
 */
export async function activeIn(
  db: Queryable,
  spokenTo: SpokenTo,
  role: CohortRole | null = null,
): Promise<Spoken[]> {
  const { rows } = await sql<Spoken>`
    select distinct on (place.user_id) place.user_id as "userId", cohort.id as "cohortId"
    from enrolment place
    join cohort on cohort.id = place.cohort_id
    join account on account.id = place.user_id and ${somebody}
    where ${among(spokenTo)} and cohort.archived_at is null and place.state = 'active'
      and place.role = coalesce(${role}::text, place.role)
    order by place.user_id, cohort.starts_on desc, cohort.id desc`.execute(db);
  return rows;
}

/** Whoever came to a cohort, or back to it, in the last days, each of 24 hours. */
export async function arrivedWithin(db: Queryable, cohortId: string, days: number): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from enrolment
    where cohort_id = ${cohortId} and since > clock_timestamp() - ${days} * interval '24 hours'`.execute(db);
  return rows.map(({ userId }) => userId);
}

/** Which of these people belong to one of the cohorts, paused and finished ones too. */
export async function whoBelong(
  db: Queryable,
  spokenTo: SpokenTo,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ userId: string }>`
    select distinct place.user_id as "userId"
    from enrolment place
    join cohort on cohort.id = place.cohort_id
    join account on account.id = place.user_id and ${somebody}
    where ${among(spokenTo)} and place.user_id = any (${[...userIds]}::uuid[])
      and place.state in ('active', 'paused', 'finished')`.execute(db);
  return new Set(rows.map(({ userId }) => userId));
}

/** Where somebody belongs, paused and finished there too. */
export async function placesOf(db: Queryable, userId: string): Promise<OwnPlace[]> {
  const { rows } = await sql<OwnPlace>`
    select cohort.organisation_id as "organisationId", cohort.course_id as "courseId", cohort.id as "cohortId"
    from enrolment place join cohort on cohort.id = place.cohort_id
    where place.user_id = ${userId} and place.state in ('active', 'paused', 'finished')
    order by cohort.id`.execute(db);
  return rows;
}

/** To what a cohort belongs; undefined: there is none. */
export async function placeOfCohort(db: Queryable, cohortId: string): Promise<OwnPlace | undefined> {
  const { rows } = await sql<OwnPlace>`
    select organisation_id as "organisationId", course_id as "courseId", id as "cohortId"
    from cohort where id = ${cohortId}`.execute(db);
  return rows[0];
}

/** The organisation whose course it is; undefined: there is none. */
export async function organisationOfCourse(db: Queryable, courseId: string): Promise<string | undefined> {
  const { rows } = await sql<{ organisationId: string }>`
    select organisation_id as "organisationId" from course where id = ${courseId}`.execute(db);
  return rows[0]?.organisationId;
}

/** Whether the course that a cohort learns has this lesson. */
export async function hasLesson(db: Queryable, cohortId: string, lessonId: string): Promise<boolean> {
  const { rows } = await sql`
    select from lesson join cohort on cohort.course_id = lesson.course_id
    where cohort.id = ${cohortId} and lesson.id = ${lessonId}`.execute(db);
  return rows.length > 0;
}
