import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { ParsedCourse } from './importer/course.ts';

/** One version of one course. */
export interface Version {
  courseId: string;
  version: number;
}

/** @returns those of the hashes whose bytes are not kept yet */
export async function missingMaterials(db: Queryable, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    select hash from material where hash = any (${hashes}::text[])`.execute(db);
  const kept = new Set(rows.map(({ hash }) => hash));
  return new Set(hashes.filter((hash) => !kept.has(hash)));
}

export async function keepMaterial(db: Queryable, hash: string, bytes: Uint8Array): Promise<void> {
  await sql`insert into material (hash, bytes) values (${hash}, ${bytes}) on conflict do nothing`.execute(db);
}

export async function insertTexts(
  tx: Tx,
  { courseId, version }: Version,
  { language, overview, modules }: ParsedCourse,
  lessonIds: ReadonlyMap<string, string>,
): Promise<void> {
  await sql`
    insert into course_text (course_id, version, language, markdown)
    values (${courseId}, ${version}, ${language}, ${overview})`.execute(tx);
  const ofModules = modules.map(({ key, overview: markdown }) => ({ key, markdown }));
  await sql`
    insert into module_text (course_id, version, key, markdown)
    select ${courseId}, ${version}, key, markdown
    from json_to_recordset(${JSON.stringify(ofModules)}::json) as m (key text, markdown text)`.execute(tx);
  const ofLessons = modules.flatMap(({ lessons }) =>
    lessons.map(({ key, summary, markdown, digest }) => ({
      id: lessonIds.get(key)!,
      summary,
      markdown,
      digest,
    })),
  );
  await sql`
    insert into lesson_body (course_id, version, lesson_id, summary, markdown, digest)
    select ${courseId}, ${version}, id, summary, markdown, digest
    from json_to_recordset(${JSON.stringify(ofLessons)}::json)
      as l (id uuid, summary text, markdown text, digest text)`.execute(tx);
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

export async function lessonText(
  db: Queryable,
  { courseId, version }: Version,
  lessonId: string,
): Promise<{ summary: string; markdown: string; language: string } | undefined> {
  const { rows } = await sql<{ summary: string; markdown: string; language: string }>`
    select body.summary, body.markdown, course.language
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

/**
 * A file of the course under its hash and name, of whichever version: a page that was opened before the
 * newest version still shows its pictures.
 */
export async function material(
  db: Queryable,
  courseId: string,
  hash: string,
  name: string,
): Promise<{ type: string; bytes: Uint8Array } | undefined> {
  const { rows } = await sql<{ type: string; bytes: Uint8Array }>`
    select file.type, material.bytes
    from lesson_file file join material on material.hash = file.hash
    where file.course_id = ${courseId} and file.hash = ${hash} and file.name = ${name}
    order by file.version desc limit 1`.execute(db);
  return rows[0];
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
