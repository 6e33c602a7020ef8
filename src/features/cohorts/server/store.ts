import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CohortFacts, CohortLine, PendingPlace } from '../contract.ts';

/** A cohort as its own row says, without its people. */
export interface CohortRow {
  id: string;
  organisationId: string;
  courseId: string;
  title: string;
  zone: string;
  startsOn: string;
  endsOn: string;
  archived: boolean;
  /** null: it takes as many as come. */
  capacity: number | null;
}

const cohortColumns = sql`
  cohort.id, cohort.organisation_id as "organisationId", cohort.course_id as "courseId", cohort.title,
  cohort.zone, cohort.starts_on as "startsOn", cohort.ends_on as "endsOn",
  cohort.archived_at is not null as archived, places.capacity`;

/** Holds the cohort until commit, against other changes of it and of who belongs to it. */
export async function holdCohort(tx: Tx, cohortId: string): Promise<CohortRow | undefined> {
  const { rows } = await sql<CohortRow>`
    select ${cohortColumns} from cohort join cohort_places places on places.cohort_id = cohort.id
    where cohort.id = ${cohortId} for no key update of cohort, places`.execute(tx);
  return rows[0];
}

export async function cohort(db: Queryable, cohortId: string): Promise<CohortRow | undefined> {
  const { rows } = await sql<CohortRow>`
    select ${cohortColumns} from cohort join cohort_places places on places.cohort_id = cohort.id
    where cohort.id = ${cohortId}`.execute(db);
  return rows[0];
}

export function factsOf({ id, title, zone, startsOn, endsOn, capacity, archived }: CohortRow): CohortFacts {
  return { cohortId: id, title, zone, startsOn, endsOn, capacity, archived };
}

export interface CohortToOpen {
  id: string;
  organisationId: string;
  courseId: string;
  title: string;
  zone: string;
  startsOn: string;
  endsOn: string;
  capacity: number | null;
  clonedFrom: string | null;
}

/** @returns undefined when the course is not one of the organisation's */
export async function insertCohort(
  tx: Tx,
  cohort: CohortToOpen,
): Promise<{ courseTitle: string } | undefined> {
  const { rows } = await sql<{ courseTitle: string }>`
    with opened as (
      insert into cohort (id, organisation_id, course_id, title, zone, starts_on, ends_on, cloned_from)
      select ${cohort.id}, organisation_id, id, ${cohort.title}, ${cohort.zone}, ${cohort.startsOn},
        ${cohort.endsOn}, ${cohort.clonedFrom}
      from course where id = ${cohort.courseId} and organisation_id = ${cohort.organisationId}
      returning id, course_id
    ), counted as (
      insert into cohort_places (cohort_id, capacity) select id, ${cohort.capacity}::int from opened
    )
    select current.title as "courseTitle"
    from opened
    join course on course.id = opened.course_id
    join course_version current
      on current.course_id = course.id and current.number = course.version`.execute(tx);
  return rows[0];
}

export async function updateCohort(tx: Tx, { id, title, zone, startsOn, endsOn }: CohortRow): Promise<void> {
  await sql`
    update cohort set title = ${title}, zone = ${zone}, starts_on = ${startsOn}, ends_on = ${endsOn}
    where id = ${id}`.execute(tx);
}

export async function archive(tx: Tx, cohortId: string, archived: boolean): Promise<void> {
  await sql`
    update cohort set archived_at = case when ${archived} then coalesce(archived_at, now()) end
    where id = ${cohortId}`.execute(tx);
}

/** What strangers with an invitation see of a cohort. */
export async function shownCohort(
  db: Queryable,
  cohortId: string,
): Promise<
  | { title: string; zone: string; startsOn: string; endsOn: string; archived: boolean; course: string }
  | undefined
> {
  const { rows } = await sql<{
    title: string;
    zone: string;
    startsOn: string;
    endsOn: string;
    archived: boolean;
    course: string;
  }>`
    select cohort.title, cohort.zone, cohort.starts_on as "startsOn", cohort.ends_on as "endsOn",
      cohort.archived_at is not null as archived, current.title as course
    from cohort
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    where cohort.id = ${cohortId}`.execute(db);
  return rows[0];
}

/** The cohorts a person belongs to or administers, newest first. */
export async function cohortsOf(db: Queryable, userId: string): Promise<CohortLine[]> {
  const { rows } = await sql<CohortLine>`
    select cohort.id, cohort.organisation_id as "organisationId", cohort.title,
      coalesce(mine.role, 'organisationAdmin') as role,
      coalesce(mine.state, 'active') as state, current.title as "courseTitle", cohort.zone,
      cohort.starts_on as "startsOn", cohort.ends_on as "endsOn", cohort.archived_at is not null as archived
    from (
      select cohort_id as id from enrolment
      where user_id = ${userId} and state in ('active', 'paused', 'finished')
      union
      select cohort.id from cohort join organisation_admin admin using (organisation_id) where admin.user_id = ${userId}
    ) as theirs
    join cohort on cohort.id = theirs.id
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    left join enrolment mine
      on mine.cohort_id = cohort.id and mine.user_id = ${userId} and mine.state in ('active', 'paused', 'finished')
    order by cohort.starts_on desc, cohort.id`.execute(db);
  return rows;
}

/** Where a person was invited to or waits, newest first. */
export async function pendingOf(db: Queryable, userId: string): Promise<PendingPlace[]> {
  const { rows } = await sql<PendingPlace>`
    select cohort.id, cohort.title, mine.role, mine.state, current.title as "courseTitle", cohort.zone,
      cohort.starts_on as "startsOn", cohort.ends_on as "endsOn",
      case when mine.state = 'waiting' then (
        select count(*) from enrolment other
        where other.cohort_id = cohort.id and other.state = 'waiting' and other.ticket <= mine.ticket
      ) end as "waitingPlace"
    from enrolment mine
    join cohort on cohort.id = mine.cohort_id
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    where mine.user_id = ${userId} and mine.state in ('invited', 'waiting') and cohort.archived_at is null
    order by cohort.starts_on desc, cohort.id`.execute(db);
  return rows;
}

/** Who was invited to a cohort or waits for it: they hear of its changes on their own topic. */
export async function pendingIn(db: Queryable, cohortId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from enrolment
    where cohort_id = ${cohortId} and state in ('invited', 'waiting')`.execute(db);
  return rows.map(({ userId }) => userId);
}

export interface Organisation {
  id: string;
  title: string;
}

export async function insertOrganisation(tx: Tx, { id, title }: Organisation): Promise<void> {
  await sql`insert into organisation (id, title) values (${id}, ${title})`.execute(tx);
}

export async function allOrganisations(db: Queryable): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`select id, title from organisation order by id`.execute(db);
  return rows;
}

export async function organisation(db: Queryable, organisationId: string): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select id, title from organisation where id = ${organisationId}`.execute(db);
  return rows[0];
}

export async function organisationsAdministeredBy(db: Queryable, userId: string): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select organisation.id, organisation.title
    from organisation join organisation_admin admin on admin.organisation_id = organisation.id
    where admin.user_id = ${userId}
    order by organisation.id`.execute(db);
  return rows;
}

export async function coursesOf(
  db: Queryable,
  organisationId: string,
): Promise<{ id: string; title: string; version: number; lessons: number }[]> {
  const { rows } = await sql<{ id: string; title: string; version: number; lessons: number }>`
    select course.id, current.title, course.version,
      (select count(*) from lesson_place place
       where place.course_id = course.id and place.version = course.version) as lessons
    from course join course_version current on current.course_id = course.id and current.number = course.version
    where course.organisation_id = ${organisationId}
    order by course.id`.execute(db);
  return rows;
}

export interface OrganisationCohort extends Omit<CohortLine, 'organisationId' | 'role' | 'state'> {
  students: number;
  waiting: number;
  capacity: number | null;
}

export async function cohortsOfOrganisation(
  db: Queryable,
  organisationId: string,
): Promise<OrganisationCohort[]> {
  const { rows } = await sql<OrganisationCohort>`
    select cohort.id, cohort.title, current.title as "courseTitle", cohort.zone,
      cohort.starts_on as "startsOn", cohort.ends_on as "endsOn", cohort.archived_at is not null as archived,
      coalesce(counted.students, 0) as students, coalesce(counted.waiting, 0) as waiting, places.capacity
    from cohort
    join cohort_places places on places.cohort_id = cohort.id
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    left join lateral (
      select count(*) filter (where state in ('active', 'paused', 'finished')) as students,
        count(*) filter (where state = 'waiting') as waiting
      from enrolment where enrolment.cohort_id = cohort.id and role = 'student'
    ) as counted on true
    where cohort.organisation_id = ${organisationId}
    order by cohort.starts_on desc, cohort.id`.execute(db);
  return rows;
}

export interface Admin {
  userId: string;
  name: string;
  email: string;
}

/** Holds who administers the organisation until commit. @returns its administrators' ids */
export async function holdAdmins(tx: Tx, organisationId: string): Promise<string[]> {
  await sql`select from organisation where id = ${organisationId} for no key update`.execute(tx);
  return adminIds(tx, organisationId);
}

export async function adminIds(db: Queryable, organisationId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from organisation_admin
    where organisation_id = ${organisationId} order by user_id`.execute(db);
  return rows.map(({ userId }) => userId);
}

/** @returns whether they were none before */
export async function appoint(tx: Tx, organisationId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into organisation_admin (organisation_id, user_id) values (${organisationId}, ${userId})
    on conflict do nothing returning user_id`.execute(tx);
  return rows.length > 0;
}

/** @returns whether they were one */
export async function dismiss(tx: Tx, organisationId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from organisation_admin
    where organisation_id = ${organisationId} and user_id = ${userId} returning user_id`.execute(tx);
  return rows.length > 0;
}
