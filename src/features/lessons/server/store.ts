import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { LessonMedia } from '../contract.ts';
import type { ParsedCourse, ParsedLesson } from './importer/course.ts';

/** One version of one course. */
export interface Version {
  courseId: string;
  version: number;
}

/** How a version came about. */
export interface Origin {
  from: 'folder' | 'editor';
  /** The account, or null: nobody that Stoa knows. */
  by: string | null;
  /** Against the version before, one line each. */
  changes: readonly string[];
}

export async function insertTexts(
  tx: Tx,
  { courseId, version }: Version,
  { language, overview, modules }: ParsedCourse,
  { from, by, changes }: Origin,
  dictionary: string,
): Promise<void> {
  await sql`
    insert into course_text (course_id, version, language, markdown, origin, published_by, changes, dictionary)
    values (${courseId}, ${version}, ${language}, ${overview}, ${from}, ${by}, ${changes}::text[], ${dictionary})`.execute(
    tx,
  );
  const ofModules = modules.map(({ key, overview: markdown }) => ({ key, markdown }));
  await sql`
    insert into module_text (course_id, version, key, markdown)
    select ${courseId}, ${version}, key, markdown
    from json_to_recordset(${JSON.stringify(ofModules)}::json) as m (key text, markdown text)`.execute(tx);
}

/** Lessons of a version, a few at a time: a statement stays small however large the course is. */
export async function insertLessons(
  tx: Tx,
  { courseId, version }: Version,
  lessons: readonly (ParsedLesson & { id: string })[],
): Promise<void> {
  const rows = lessons.map((lesson) => ({
    id: lesson.id,
    summary: lesson.summary,
    markdown: lesson.markdown,
    digest: lesson.digest,
    media: lesson.media ?? null,
    estimated: lesson.estimated ?? false,
    maths: lesson.maths ?? false,
    quizzes: (lesson.parts ?? []).filter(({ fence }) => fence === 'quiz').map(({ key }) => key),
    source: lesson.source ?? null,
    embeds: lesson.embeds ?? [],
  }));
  await sql`
    insert into lesson_body (course_id, version, lesson_id, summary, markdown, digest,
      media, estimated, maths, quizzes, source, embeds)
    select ${courseId}, ${version}, id, summary, markdown, digest,
      nullif(media, 'null'::jsonb), estimated, maths, quizzes, source, embeds
    from json_to_recordset(${JSON.stringify(rows)}::json) as l (
      id uuid, summary text, markdown text, digest text, media jsonb, estimated boolean, maths boolean,
      quizzes text[], source text, embeds text[]
    )`.execute(tx);
}

export async function insertFiles(
  tx: Tx,
  { courseId, version }: Version,
  files: ParsedCourse['files'],
): Promise<void> {
  const rows = files.map(({ path, hash, name, type, sizeBytes }) => ({ path, hash, name, type, sizeBytes }));
  await sql`
    insert into lesson_file (course_id, version, path, hash, name, type, size_bytes)
    select ${courseId}, ${version}, path, hash, name, type, "sizeBytes"
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as f (path text, hash text, name text, type text, "sizeBytes" int)`.execute(tx);
}

/** Which text shows which file; null: a text of the course or of a module. */
export async function insertFileUses(
  tx: Tx,
  { courseId, version }: Version,
  uses: readonly { hash: string; lessonId: string | null }[],
): Promise<void> {
  await sql`
    insert into lesson_file_use (course_id, version, hash, lesson_id)
    select distinct ${courseId}::uuid, ${version}::int, hash, "lessonId"
    from json_to_recordset(${JSON.stringify(uses)}::json) as u (hash text, "lessonId" uuid)`.execute(tx);
}

export interface LessonText {
  summary: string;
  markdown: string;
  language: string;
  media: LessonMedia | null;
  maths: boolean;
  quizzes: string[];
  embeds: string[];
}

export async function lessonText(
  db: Queryable,
  { courseId, version }: Version,
  lessonId: string,
): Promise<LessonText | undefined> {
  const { rows } = await sql<LessonText>`
    select body.summary, body.markdown, course.language, body.media, body.maths, body.quizzes, body.embeds
    from lesson_body body
    join course_text course on course.course_id = body.course_id and course.version = body.version
    where body.course_id = ${courseId} and body.version = ${version}
      and body.lesson_id = ${lessonId}`.execute(db);
  return rows[0];
}

export async function courseText(
  db: Queryable,
  { courseId, version }: Version,
): Promise<{ language: string; markdown: string } | undefined> {
  const { rows } = await sql<{ language: string; markdown: string }>`
    select language, markdown from course_text
    where course_id = ${courseId} and version = ${version}`.execute(db);
  return rows[0];
}

/** By the key of the module. */
export async function moduleTexts(
  db: Queryable,
  { courseId, version }: Version,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; markdown: string }>`
    select key, markdown from module_text where course_id = ${courseId} and version = ${version}`.execute(db);
  return new Map(rows.map(({ key, markdown }) => [key, markdown]));
}

export interface KeptFile {
  type: string;
  contentId: string;
  sizeBytes: number;
}

/**
 * A file of the course under its hash and name, of whichever version: a page that was opened before the
 * newest version still shows its pictures.
 *
 * @param uploads also one that editors brought and no version shows yet
 */
export async function material(
  db: Queryable,
  courseId: string,
  { hash, name, uploads }: { hash: string; name: string; uploads: boolean },
): Promise<KeptFile | undefined> {
  const { rows } = await sql<KeptFile>`
    select file.type, material.content_id as "contentId", material.size_bytes as "sizeBytes"
    from (
      select hash, type, version from lesson_file
      where course_id = ${courseId} and hash = ${hash} and name = ${name}
      union all
      select hash, type, 0 from course_upload
      where ${uploads} and course_id = ${courseId} and hash = ${hash} and name = ${name}
    ) file join material on material.hash = file.hash
    order by file.version desc limit 1`.execute(db);
  return rows[0];
}

/** The lessons that show a file, in any version; null stands for the course's or a module's own text. */
export async function lessonsShowing(
  db: Queryable,
  courseId: string,
  hash: string,
): Promise<(string | null)[]> {
  const { rows } = await sql<{ id: string | null }>`
    select distinct lesson_id as id from lesson_file_use
    where course_id = ${courseId} and hash = ${hash}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What a version was made from, by lesson id. */
export async function lessonDigests(
  db: Queryable,
  { courseId, version }: Version,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; digest: string }>`
    select lesson_id as id, digest from lesson_body
    where course_id = ${courseId} and version = ${version}`.execute(db);
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}

export async function filesOf(
  db: Queryable,
  { courseId, version }: Version,
): Promise<{ path: string; hash: string }[]> {
  const { rows } = await sql<{ path: string; hash: string }>`
    select path, hash from lesson_file
    where course_id = ${courseId} and version = ${version} order by path`.execute(db);
  return rows;
}
