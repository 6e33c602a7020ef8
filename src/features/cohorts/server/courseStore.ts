import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

/** What a version of a course is made of; the text of its lessons is the lessons room's. */
export interface CourseToPublish {
  organisationId: string;
  /** Unique in the organisation: under the same key it is the same course. */
  key: string;
  title: string;
  summary: string;
  /** The same digest means that nothing has changed. */
  digest: string;
  modules: readonly {
    key: string;
    title: string;
    summary: string;
    lessons: readonly {
      key: string;
      title: string;
      kind: string;
      minutes: number;
      /** Keys of the lessons that are to be completed first; one that the course lacks asks for nothing. */
      after?: readonly string[];
      /** The button when left out. */
      completes?: CompletionRule;
    }[];
  }[];
  /** Null: this course gives none. Left out: for all of its lessons. */
  certificate?: CertificateRule | null;
}

/** What completes a lesson: its student's word, or what they did in it. */
export type CompletionRule =
  { by: 'button' } | { by: 'dwell'; minutes: number } | { by: 'video'; percent: number } | { by: 'quiz' };

/** What a certificate is given for. */
export interface CertificateRule {
  /** So many of a hundred lessons completed; 0: lessons are not asked for. */
  lessonsPercent: number;
  /** Keys of quizzes that are to be passed as well. */
  quizKeys: readonly string[];
}

export const everyLesson: CertificateRule = { lessonsPercent: 100, quizKeys: [] };

/** A cohort and what it learns: the current version of its course, in order. */
export interface Outline {
  cohort: { id: string; title: string; zone: string; startsOn: string; endsOn: string };
  course: { id: string; title: string; summary: string; version: number };
  modules: OutlineModule[];
}

export interface OutlineModule {
  key: string;
  title: string;
  summary: string;
  lessons: OutlineLesson[];
}

export interface OutlineLesson {
  id: string;
  key: string;
  title: string;
  kind: string;
  minutes: number;
  completes: CompletionRule;
  /** Keys of the lessons that come before it, as the course says; one that it lacks asks for nothing. */
  after: readonly string[];
}

export interface CurrentCourse {
  id: string;
  title: string;
  summary: string;
  version: number;
  digest: string;
  modules: OutlineModule[];
}

export interface HeldCourse {
  id: string;
  /** 0 for a course that was never published. */
  version: number;
  /** What the current version was made from; null for a course that was never published. */
  digest: string | null;
}

/** Holds the course until commit, and makes it where it is missing; its first version must follow. */
export async function holdCourse(tx: Tx, organisationId: string, key: string): Promise<HeldCourse> {
  await sql`
    insert into course (id, organisation_id, key, version) values (${newId()}, ${organisationId}, ${key}, 0)
    on conflict (organisation_id, key) do nothing`.execute(tx);
  // A statement of its own: it waits for another publication to end, and then sees what that one wrote.
  await sql`
    select from course where organisation_id = ${organisationId} and key = ${key} for update`.execute(tx);
  const { rows } = await sql<HeldCourse>`
    select course.id, course.version, current.digest
    from course left join course_version current on current.course_id = course.id and current.number = course.version
    where course.organisation_id = ${organisationId} and course.key = ${key}`.execute(tx);
  return rows[0]!;
}

export async function insertVersion(
  tx: Tx,
  courseId: string,
  number: number,
  course: CourseToPublish,
): Promise<void> {
  const { certificate = everyLesson } = course;
  await sql`
    insert into course_version (course_id, number, title, summary, digest, certificate)
    values (${courseId}, ${number}, ${course.title}, ${course.summary}, ${course.digest},
      ${certificate && JSON.stringify(certificate)}::jsonb)`.execute(tx);
  const modules = course.modules.map(({ key, title, summary }, position) => ({
    position,
    key,
    title,
    summary,
  }));
  await sql`
    insert into module (course_id, version, position, key, title, summary)
    select ${courseId}, ${number}, position, key, title, summary
    from json_to_recordset(${JSON.stringify(modules)}::json)
      as m (position int, key text, title text, summary text)`.execute(tx);
}

/** @returns the id of every key, whether the lesson is new or was there before */
export async function lessonIdsByKey(
  tx: Tx,
  courseId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await sql`
    insert into lesson (id, course_id, key)
    select id, ${courseId}, key from unnest(${keys.map(() => newId())}::uuid[], ${keys}::text[]) as fresh (id, key)
    on conflict (course_id, key) do nothing`.execute(tx);
  const { rows } = await sql<{ id: string; key: string }>`
    select id, key from lesson where course_id = ${courseId} and key = any(${keys})`.execute(tx);
  return new Map(rows.map(({ id, key }) => [key, id]));
}

const byButton: CompletionRule = { by: 'button' };

export async function insertPlaces(
  tx: Tx,
  courseId: string,
  version: number,
  modules: CourseToPublish['modules'],
  idByKey: ReadonlyMap<string, string>,
): Promise<void> {
  const places = modules.flatMap((module, modulePosition) =>
    module.lessons.map(({ key, title, kind, minutes, after = [], completes = byButton }, position) => ({
      lesson_id: idByKey.get(key)!,
      module_position: modulePosition,
      position,
      title,
      kind,
      minutes,
      after,
      completes,
    })),
  );
  await sql`
    insert into lesson_place
      (course_id, version, lesson_id, module_position, position, title, kind, minutes, after, completes)
    select ${courseId}, ${version}, lesson_id, module_position, position, title, kind, minutes, after, completes
    from json_to_recordset(${JSON.stringify(places)}::json)
      as p (
        lesson_id uuid, module_position int, position int, title text, kind text, minutes int,
        after text[], completes jsonb
      )`.execute(tx);
}

export async function makeCurrent(tx: Tx, courseId: string, version: number): Promise<void> {
  await sql`update course set version = ${version} where id = ${courseId}`.execute(tx);
}

export async function cohortIdsOf(db: Queryable, courseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cohort where course_id = ${courseId}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function findCourse(
  db: Queryable,
  organisationId: string,
  key: string,
): Promise<Omit<CurrentCourse, 'modules'> | undefined> {
  const { rows } = await sql<Omit<CurrentCourse, 'modules'>>`
    select course.id, current.title, current.summary, course.version, current.digest
    from course join course_version current on current.course_id = course.id and current.number = course.version
    where course.organisation_id = ${organisationId} and course.key = ${key}`.execute(db);
  return rows[0];
}

/** The lessons that count in the cohort: those of the current version. */
export async function lessonIdsOf(db: Queryable, cohortId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select place.lesson_id as id
    from cohort
    join course on course.id = cohort.course_id
    join lesson_place place on place.course_id = course.id and place.version = course.version
    where cohort.id = ${cohortId}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What completes each lesson that counts in the cohort, by lesson id. */
export async function completionRulesOf(
  db: Queryable,
  cohortId: string,
): Promise<ReadonlyMap<string, CompletionRule>> {
  const { rows } = await sql<{ id: string; completes: CompletionRule }>`
    select place.lesson_id as id, place.completes
    from cohort
    join course on course.id = cohort.course_id
    join lesson_place place on place.course_id = course.id and place.version = course.version
    where cohort.id = ${cohortId}`.execute(db);
  return new Map(rows.map(({ id, completes }) => [id, completes]));
}

/** The lessons of the current version in order, each with those that come before it. */
export async function prerequisitesOf(
  db: Queryable,
  cohortId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; key: string; after: string[] }>`
    select lesson.id, lesson.key, place.after
    from cohort
    join course on course.id = cohort.course_id
    join lesson_place place on place.course_id = course.id and place.version = course.version
    join lesson on lesson.id = place.lesson_id
    where cohort.id = ${cohortId}
    order by place.module_position, place.position`.execute(db);
  const byKey = new Map(rows.map(({ id, key }) => [key, id]));
  return new Map(rows.map(({ id, after }) => [id, after.flatMap((key) => byKey.get(key) ?? [])]));
}

export async function outlineHead(
  db: Queryable,
  cohortId: string,
): Promise<Omit<Outline, 'modules'> | undefined> {
  const { rows } = await sql<{
    id: string;
    title: string;
    zone: string;
    startsOn: string;
    endsOn: string;
    courseId: string;
    courseTitle: string;
    courseSummary: string;
    version: number;
  }>`
    select cohort.id, cohort.title, cohort.zone,
      cohort.starts_on as "startsOn", cohort.ends_on as "endsOn",
      course.id as "courseId", current.title as "courseTitle", current.summary as "courseSummary", course.version
    from cohort
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    where cohort.id = ${cohortId}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { courseId, courseTitle, courseSummary, version, ...cohort } = row;
  return { cohort, course: { id: courseId, title: courseTitle, summary: courseSummary, version } };
}

/** What the cohort's course gives a certificate for; null: it gives none. */
export async function certificateRuleOf(db: Queryable, cohortId: string): Promise<CertificateRule | null> {
  const { rows } = await sql<{ certificate: CertificateRule | null }>`
    select current.certificate
    from cohort
    join course on course.id = cohort.course_id
    join course_version current on current.course_id = course.id and current.number = course.version
    where cohort.id = ${cohortId}`.execute(db);
  return rows[0]?.certificate ?? null;
}

export async function modulesOf(db: Queryable, courseId: string, version: number): Promise<OutlineModule[]> {
  const { rows } = await sql<
    OutlineLesson & { moduleKey: string; moduleTitle: string; moduleSummary: string }
  >`
    select module.key as "moduleKey", module.title as "moduleTitle", module.summary as "moduleSummary",
      lesson.id, lesson.key, place.title, place.kind, place.minutes, place.completes, place.after
    from lesson_place place
    join module on module.course_id = place.course_id and module.version = place.version
      and module.position = place.module_position
    join lesson on lesson.id = place.lesson_id
    where place.course_id = ${courseId} and place.version = ${version}
    order by place.module_position, place.position`.execute(db);
  const modules: OutlineModule[] = [];
  for (const { moduleKey, moduleTitle, moduleSummary, ...lesson } of rows) {
    if (modules.at(-1)?.key !== moduleKey) {
      modules.push({ key: moduleKey, title: moduleTitle, summary: moduleSummary, lessons: [] });
    }
    modules.at(-1)!.lessons.push(lesson);
  }
  return modules;
}
