import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import { cohortIdsOf, modulesOf, type CertificateRule, type OutlineModule } from './courseStore.ts';

/** A course as whoever edits it needs to know it. */
export interface EditedCourse {
  id: string;
  organisationId: string;
  key: string;
  title: string;
  /** The current one. */
  version: number;
}

export interface VersionHead {
  number: number;
  title: string;
  publishedAt: Date;
  lessons: number;
}

/** The course that a cohort learns. What is edited is the course, for all its cohorts. */
export async function courseOf(db: Queryable, cohortId: string): Promise<EditedCourse | undefined> {
  const { rows } = await sql<EditedCourse>`
    select course.id, course.organisation_id as "organisationId", course.key, current.title, course.version
    from cohort
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    where cohort.id = ${cohortId}`.execute(db);
  return rows[0];
}

/** The versions of a course, the newest first, at most so many. */
export async function versionsOf(db: Queryable, courseId: string, limit: number): Promise<VersionHead[]> {
  const { rows } = await sql<VersionHead>`
    select version.number, version.title, version.published_at as "publishedAt",
      (select count(*) from lesson_place place
        where place.course_id = version.course_id and place.version = version.number) as lessons
    from course_version version
    where version.course_id = ${courseId} order by version.number desc limit ${limit}`.execute(db);
  return rows;
}

/** One version, current or not, as it was published. */
export async function versionOf(
  db: Queryable,
  courseId: string,
  number: number,
): Promise<
  | { title: string; summary: string; certificate: CertificateRule | null; modules: OutlineModule[] }
  | undefined
> {
  const { rows } = await sql<{ title: string; summary: string; certificate: CertificateRule | null }>`
    select title, summary, certificate from course_version
    where course_id = ${courseId} and number = ${number}`.execute(db);
  return rows[0] && { ...rows[0], modules: await modulesOf(db, courseId, number) };
}

/** Every cohort that learns a course. */
export const cohortsOf = cohortIdsOf;
