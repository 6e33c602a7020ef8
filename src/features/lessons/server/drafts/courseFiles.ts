import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CourseFile } from '../../contract.ts';
import { encodeName } from '../importer/references.ts';
import { materialText } from '../materials/materials.ts';
import type { DraftContent, DraftFile } from './content.ts';

interface FileRow {
  path: string | null;
  hash: string;
  name: string;
  type: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  contentId: string;
}

const mostFiles = 5_000;
const mostCaptionBytes = 1024 * 1024;

/** The files that a draft may show, the newest first: those of any version, and those that editors brought. */
async function rowsOf(db: Queryable, courseId: string): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select file.path, file.hash, file.name, file.type, file.size_bytes as "sizeBytes", upload.width, upload.height,
      material.content_id as "contentId"
    from (
      select distinct on (hash, name) path, hash, name, type, size_bytes, rank
      from (
        select path, hash, name, type, size_bytes, 1 as source, version::double precision as rank
        from lesson_file where course_id = ${courseId}
        union all
        select null, hash, name, type, size_bytes, 2, 1000000 + extract(epoch from uploaded_at)
        from course_upload where course_id = ${courseId}
      ) every
      order by hash, name, source, rank desc
    ) file
    join material on material.hash = file.hash
    left join course_upload upload
      on upload.course_id = ${courseId} and upload.hash = file.hash and upload.name = file.name
    order by file.rank desc, file.name, file.hash limit ${mostFiles}`.execute(db);
  return rows;
}

export async function courseFiles(db: Queryable, courseId: string): Promise<CourseFile[]> {
  return (await rowsOf(db, courseId)).map(courseFileOf);
}

export function courseFileOf(
  file: Pick<FileRow, 'hash' | 'name' | 'type' | 'sizeBytes' | 'width' | 'height'>,
): CourseFile {
  const { hash, name, type, sizeBytes, width, height } = file;
  return { address: `material:${hash}/${encodeName(name)}`, name, type, sizeBytes, width, height };
}

/** The same as the importer needs them for reading this draft: each at a path of its own, captions with their text. */
export async function draftFiles(
  db: Queryable,
  courseId: string,
  { modules }: DraftContent,
): Promise<DraftFile[]> {
  const captions = new Set(
    modules.flatMap(({ lessons }) =>
      lessons.flatMap(({ fields }) => fields.media.captions.map(({ file }) => file)),
    ),
  );
  const taken = new Set<string>();
  const files: DraftFile[] = [];
  for (const row of await rowsOf(db, courseId)) {
    const { hash, name, sizeBytes, contentId } = row;
    // A path that a newer file has taken is no longer this one's.
    const isFree = row.path !== null && !taken.has(row.path);
    const path = isFree ? row.path! : `uploads/${hash.slice(0, 16)}/${name}`;
    taken.add(path);
    const isCaption = captions.has(courseFileOf(row).address) && sizeBytes <= mostCaptionBytes;
    const text = isCaption ? await materialText(db, { contentId, sizeBytes }) : undefined;
    files.push({ path, hash, name, sizeBytes, ...(text !== undefined && { text }) });
  }
  return files;
}

export interface Upload {
  courseId: string;
  hash: string;
  name: string;
  type: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  by: string;
}

export async function insertUpload(tx: Tx, upload: Upload): Promise<void> {
  const { courseId, hash, name, type, sizeBytes, width, height, by } = upload;
  await sql`
    insert into course_upload (course_id, hash, name, type, size_bytes, width, height, uploaded_by)
    values (${courseId}, ${hash}, ${name}, ${type}, ${sizeBytes}, ${width}, ${height}, ${by})
    on conflict (course_id, hash, name) do update
      set uploaded_by = excluded.uploaded_by, uploaded_at = now()`.execute(tx);
}

/** How much was brought into a course that no version shows. */
export async function unusedBytes(db: Queryable, courseId: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(size_bytes), 0)::bigint as bytes from course_upload upload
    where course_id = ${courseId} and not exists (
      select from lesson_file file where file.course_id = upload.course_id and file.hash = upload.hash
    )`.execute(db);
  return rows[0]!.bytes;
}
