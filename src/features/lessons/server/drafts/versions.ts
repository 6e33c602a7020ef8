import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { OutlineModule } from '#features/cohorts/server/courseStore.ts';
import { versionOf } from '#features/cohorts/server/courseVersions.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { LessonKind, LessonMedia } from '../../contract.ts';
import * as store from '../store.ts';
import type { DraftContent, DraftContentLesson } from './content.ts';
import type { LessonFields } from './draftStore.ts';

interface BodyRow {
  id: string;
  summary: string;
  markdown: string;
  media: LessonMedia | null;
  estimated: boolean;
}

/** A published version as its editors would have written it. @returns undefined for one that never was */
export async function contentOfVersion(
  db: Queryable,
  { courseId, key, version }: { courseId: string; key: string; version: number },
): Promise<DraftContent | undefined> {
  const head = await versionOf(db, courseId, version);
  const text = await store.courseText(db, { courseId, version });
  if (!head || !text) return undefined;
  const moduleTexts = await store.moduleTexts(db, { courseId, version });
  const bodies = await bodiesOf(db, { courseId, version });
  const { title, summary, certificate } = head;
  return {
    course: { key, title, summary, certificate, ...text },
    modules: head.modules.map((module) => ({
      pageId: newId(),
      key: module.key,
      title: module.title,
      summary: module.summary,
      markdown: moduleTexts.get(module.key) ?? '',
      lessons: module.lessons.map((lesson) => lessonOf(lesson, bodies.get(lesson.id)!)),
    })),
  };
}

function lessonOf(
  { key, title, kind, minutes, completes, after }: OutlineModule['lessons'][number],
  { summary, markdown, media, estimated }: BodyRow,
): DraftContentLesson {
  const fields: LessonFields = {
    summary,
    kind: kind as LessonKind,
    minutes: estimated ? null : minutes,
    completes,
    after: [...after],
    media: mediaFields(media),
  };
  return { pageId: newId(), key, title, fields, markdown };
}

function mediaFields(media: LessonMedia | null): LessonFields['media'] {
  return {
    file: media && 'file' in media ? media.file.address : null,
    url: media?.kind === 'embed' ? media.url : null,
    poster: media?.kind === 'video' ? (media.poster?.address ?? null) : null,
    captions:
      media && 'captions' in media
        ? media.captions.map(({ language, file }) => ({ language, file: file.address }))
        : [],
    chapters: media && 'chapters' in media ? media.chapters : [],
    transcript: media && 'transcript' in media ? media.transcript : '',
  };
}

/** With the blocks of other rooms whole: for editors alone. */
async function bodiesOf(
  db: Queryable,
  { courseId, version }: store.Version,
): Promise<ReadonlyMap<string, BodyRow>> {
  const { rows } = await sql<BodyRow>`
    select lesson_id as id, summary, coalesce(source, markdown) as markdown, media, estimated
    from lesson_body where course_id = ${courseId} and version = ${version}`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface VersionNote {
  version: number;
  from: store.Origin['from'];
  by: string | null;
  changes: string[];
}

/** How versions came about, the newest first. */
export async function notesOf(db: Queryable, courseId: string, limit: number): Promise<VersionNote[]> {
  const { rows } = await sql<VersionNote>`
    select version, origin as "from", published_by as "by", changes
    from course_text where course_id = ${courseId} order by version desc limit ${limit}`.execute(db);
  return rows;
}
