import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CohortLine, CohortRole } from '../contract.ts';

/** How somebody belongs, or belonged, to a cohort. */
export interface Enrolment {
  id: string;
  userId: string;
  role: CohortRole;
  state: 'active' | 'removed';
  since: Date;
}

/** Holds the cohort until commit, against other changes of who belongs to it. */
export async function holdCohort(tx: Tx, cohortId: string): Promise<void> {
  await sql`select from cohort where id = ${cohortId} for no key update`.execute(tx);
}

/**
 * Holds an active student's enrolment, and the course at its version, until commit.
 *
 * @returns undefined for whoever is not an active student of the cohort
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
      and enrolment.role = 'student' and enrolment.state = 'active'
    for share of enrolment, course`.execute(tx);
  return rows[0];
}

export async function enrolmentOf(
  db: Queryable,
  cohortId: string,
  userId: string,
): Promise<Enrolment | undefined> {
  const { rows } = await sql<Enrolment>`
    select id, user_id as "userId", role, state, since
    from enrolment where cohort_id = ${cohortId} and user_id = ${userId}`.execute(db);
  return rows[0];
}

/** In the order in which people first came. */
export async function enrolmentsOf(db: Queryable, cohortId: string): Promise<Enrolment[]> {
  const { rows } = await sql<Enrolment>`
    select id, user_id as "userId", role, state, since
    from enrolment where cohort_id = ${cohortId} order by id`.execute(db);
  return rows;
}

/** The cohorts to which a person belongs or ever belonged. */
export async function cohortIdsOfPerson(db: Queryable, userId: string): Promise<string[]> {
  const { rows } = await sql<{ cohortId: string }>`
    select cohort_id as "cohortId" from enrolment where user_id = ${userId} order by id`.execute(db);
  return rows.map(({ cohortId }) => cohortId);
}

/** Brings a person in, back in, or into another role. `since` moves only when they come back. */
export async function enrol(
  tx: Tx,
  { id, cohortId, userId, role }: { id: string; cohortId: string; userId: string; role: CohortRole },
): Promise<Enrolment> {
  const { rows } = await sql<Enrolment>`
    insert into enrolment as e (id, cohort_id, user_id, role) values (${id}, ${cohortId}, ${userId}, ${role})
    on conflict (cohort_id, user_id) do update set
      role = excluded.role,
      since = case when e.state = 'removed' then now() else e.since end,
      state = 'active',
      removed_at = null
    returning id, user_id as "userId", role, state, since`.execute(tx);
  return rows[0]!;
}

export async function remove(tx: Tx, enrolmentId: string): Promise<Enrolment> {
  const { rows } = await sql<Enrolment>`
    update enrolment set state = 'removed', removed_at = now() where id = ${enrolmentId}
    returning id, user_id as "userId", role, state, since`.execute(tx);
  return rows[0]!;
}

export async function isTaughtWithout(tx: Tx, cohortId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from enrolment
    where cohort_id = ${cohortId} and role = 'instructor' and state = 'active' and user_id <> ${userId}
    limit 1`.execute(tx);
  return rows.length > 0;
}

/** @returns undefined when the course is not one of the organisation's */
export async function insertCohort(
  tx: Tx,
  cohort: {
    id: string;
    organisationId: string;
    courseId: string;
    title: string;
    zone: string;
    startsOn: string;
    endsOn: string;
  },
): Promise<{ courseTitle: string } | undefined> {
  const { rows } = await sql<{ courseTitle: string }>`
    with opened as (
      insert into cohort (id, organisation_id, course_id, title, zone, starts_on, ends_on)
      select ${cohort.id}, organisation_id, id, ${cohort.title}, ${cohort.zone}, ${cohort.startsOn}, ${cohort.endsOn}
      from course where id = ${cohort.courseId} and organisation_id = ${cohort.organisationId}
      returning course_id
    )
    select current.title as "courseTitle"
    from opened
    join course on course.id = opened.course_id
    join course_version current
      on current.course_id = course.id and current.number = course.version`.execute(tx);
  return rows[0];
}

export async function cohortTitle(db: Queryable, cohortId: string): Promise<string | undefined> {
  const { rows } = await sql<{ title: string }>`select title from cohort where id = ${cohortId}`.execute(db);
  return rows[0]?.title;
}

/** The cohorts a person belongs to or administers, newest first. */
export async function cohortsOf(db: Queryable, userId: string): Promise<CohortLine[]> {
  const { rows } = await sql<CohortLine>`
    select cohort.id, cohort.title, coalesce(mine.role, 'organisationAdmin') as role,
      current.title as "courseTitle", cohort.zone, cohort.starts_on as "startsOn", cohort.ends_on as "endsOn"
    from (
      select cohort_id as id from enrolment where user_id = ${userId} and state = 'active'
      union
      select cohort.id from cohort join organisation_admin admin using (organisation_id) where admin.user_id = ${userId}
    ) as theirs
    join cohort on cohort.id = theirs.id
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    left join enrolment mine
      on mine.cohort_id = cohort.id and mine.user_id = ${userId} and mine.state = 'active'
    order by cohort.starts_on desc, cohort.id`.execute(db);
  return rows;
}

export interface Organisation {
  id: string;
  title: string;
}

export async function insertOrganisation(tx: Tx, { id, title }: Organisation): Promise<void> {
  await sql`insert into organisation (id, title) values (${id}, ${title})`.execute(tx);
}

export async function appoint(tx: Tx, organisationId: string, userId: string): Promise<void> {
  await sql`
    insert into organisation_admin (organisation_id, user_id) values (${organisationId}, ${userId})
    on conflict do nothing`.execute(tx);
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

export async function cohortsOfOrganisation(
  db: Queryable,
  organisationId: string,
): Promise<(Omit<CohortLine, 'role'> & { students: number })[]> {
  const { rows } = await sql<Omit<CohortLine, 'role'> & { students: number }>`
    select cohort.id, cohort.title, current.title as "courseTitle", cohort.zone,
      cohort.starts_on as "startsOn", cohort.ends_on as "endsOn",
      (select count(*) from enrolment
       where enrolment.cohort_id = cohort.id and role = 'student' and state = 'active') as students
    from cohort
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    where cohort.organisation_id = ${organisationId}
    order by cohort.starts_on desc, cohort.id`.execute(db);
  return rows;
}
