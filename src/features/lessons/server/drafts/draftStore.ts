import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { DraftLessonFields } from '../../contract.ts';
import type { ParsedCourse } from '../importer/course.ts';

export interface DraftHead {
  courseId: string;
  basedOn: number;
  draftRevision: number;
  begunAt: Date;
  begunBy: string | null;
  changedAt: Date;
  changedBy: string | null;
}

export type Certificate = NonNullable<ParsedCourse['certificate']> | null;

export interface DraftCourse extends DraftHead {
  title: string;
  summary: string;
  language: string;
  markdown: string;
  certificate: Certificate;
  revision: number;
}

export interface DraftModule {
  pageId: string;
  key: string;
  title: string;
  summary: string;
  markdown: string;
  revision: number;
}

/** What of a lesson is kept as one value. */
export type LessonFields = Omit<DraftLessonFields, 'title' | 'markdown'>;

export interface DraftLessonRow {
  pageId: string;
  moduleId: string;
  key: string;
  title: string;
  fields: LessonFields;
  markdown: string;
  revision: number;
  changedAt: Date;
  changedBy: string | null;
}

const headColumns = sql`
  course_id as "courseId", based_on as "basedOn", draft_revision as "draftRevision",
  begun_at as "begunAt", begun_by as "begunBy", changed_at as "changedAt", changed_by as "changedBy"`;

export async function head(db: Queryable, courseId: string): Promise<DraftHead | undefined> {
  const { rows } = await sql<DraftHead>`
    select ${headColumns} from course_draft where course_id = ${courseId}`.execute(db);
  return rows[0];
}

export async function course(db: Queryable, courseId: string): Promise<DraftCourse | undefined> {
  const { rows } = await sql<DraftCourse>`
    select ${headColumns}, title, summary, language, markdown, certificate, revision
    from course_draft where course_id = ${courseId}`.execute(db);
  return rows[0];
}

export async function modules(db: Queryable, courseId: string): Promise<DraftModule[]> {
  const { rows } = await sql<DraftModule>`
    select page_id as "pageId", key, title, summary, markdown, revision
    from draft_module where course_id = ${courseId} order by position, page_id`.execute(db);
  return rows;
}

const lessonColumns = sql`
  lesson.page_id as "pageId", lesson.module_id as "moduleId", lesson.key, lesson.title, lesson.fields,
  lesson.markdown, lesson.revision, lesson.changed_at as "changedAt", lesson.changed_by as "changedBy"`;

export async function lessons(db: Queryable, courseId: string): Promise<DraftLessonRow[]> {
  const { rows } = await sql<DraftLessonRow>`
    select ${lessonColumns}
    from draft_lesson lesson
    join draft_module module on module.page_id = lesson.module_id
    where lesson.course_id = ${courseId}
    order by module.position, module.page_id, lesson.position, lesson.page_id`.execute(db);
  return rows;
}

/** Holds the draft until commit: its changes come one after the other. */
export async function hold(
  tx: Tx,
  courseId: string,
): Promise<{ draftRevision: number; basedOn: number } | undefined> {
  const { rows } = await sql<{ draftRevision: number; basedOn: number }>`
    select draft_revision as "draftRevision", based_on as "basedOn"
    from course_draft where course_id = ${courseId} for update`.execute(tx);
  return rows[0];
}

export async function insertDraft(
  tx: Tx,
  {
    courseId,
    basedOn,
    by,
    ...page
  }: Pick<
    DraftCourse,
    'courseId' | 'basedOn' | 'title' | 'summary' | 'language' | 'markdown' | 'certificate'
  > & {
    by: string;
  },
): Promise<void> {
  await sql`
    insert into course_draft (course_id, based_on, title, summary, language, markdown, certificate, begun_by, changed_by)
    values (${courseId}, ${basedOn}, ${page.title}, ${page.summary}, ${page.language}, ${page.markdown},
      ${page.certificate && JSON.stringify(page.certificate)}::jsonb, ${by}, ${by})`.execute(tx);
}

export async function remove(tx: Tx, courseId: string): Promise<boolean> {
  const { rows } =
    await sql`delete from course_draft where course_id = ${courseId} returning course_id`.execute(tx);
  return rows.length > 0;
}

/** Notes a change to anything in the draft. @returns its revision */
export async function touch(tx: Tx, courseId: string, by: string): Promise<number> {
  const { rows } = await sql<{ draftRevision: number }>`
    update course_draft set draft_revision = draft_revision + 1, changed_at = now(), changed_by = ${by}
    where course_id = ${courseId} returning draft_revision as "draftRevision"`.execute(tx);
  return rows[0]!.draftRevision;
}

export async function saveCourse(
  tx: Tx,
  courseId: string,
  page: {
    title: string;
    summary: string;
    language: string;
    markdown: string;
    certificate?: Certificate | undefined;
  },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update course_draft set title = ${page.title}, summary = ${page.summary}, language = ${page.language},
      markdown = ${page.markdown}, revision = revision + 1,
      certificate = case when ${page.certificate === undefined} then certificate
        else ${page.certificate ? JSON.stringify(page.certificate) : null}::jsonb end
    where course_id = ${courseId} returning revision`.execute(tx);
  return rows[0]!.revision;
}

export async function insertModule(
  tx: Tx,
  courseId: string,
  module: Pick<DraftModule, 'key' | 'title'> & Partial<Pick<DraftModule, 'summary' | 'markdown'>>,
): Promise<string> {
  const pageId = newId();
  await sql`
    insert into draft_module (page_id, course_id, position, key, title, summary, markdown)
    select ${pageId}, ${courseId}, coalesce(max(position), 0) + 1, ${module.key}, ${module.title},
      ${module.summary ?? ''}, ${module.markdown ?? ''}
    from draft_module where course_id = ${courseId}`.execute(tx);
  return pageId;
}

export async function saveModule(
  tx: Tx,
  pageId: string,
  page: { title: string; summary: string; markdown: string },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update draft_module set title = ${page.title}, summary = ${page.summary}, markdown = ${page.markdown},
      revision = revision + 1
    where page_id = ${pageId} returning revision`.execute(tx);
  return rows[0]!.revision;
}

/** With its lessons; all of it can be brought back. */
export async function removeModule(tx: Tx, courseId: string, pageId: string): Promise<void> {
  await keepRemoved(tx, courseId, pageId);
  await sql`delete from draft_module where page_id = ${pageId}`.execute(tx);
}

export async function insertLesson(
  tx: Tx,
  courseId: string,
  lesson: Pick<DraftLessonRow, 'moduleId' | 'key' | 'title' | 'fields' | 'markdown'>,
  by: string | null,
): Promise<string> {
  const pageId = newId();
  await sql`
    insert into draft_lesson (page_id, course_id, module_id, position, key, title, fields, markdown, changed_by)
    select ${pageId}, ${courseId}, ${lesson.moduleId}, coalesce(max(position), 0) + 1, ${lesson.key}, ${lesson.title},
      ${JSON.stringify(lesson.fields)}::jsonb, ${lesson.markdown}, ${by}
    from draft_lesson where module_id = ${lesson.moduleId}`.execute(tx);
  return pageId;
}

export async function saveLesson(
  tx: Tx,
  pageId: string,
  { title, markdown, fields }: { title: string; markdown: string; fields: LessonFields },
  by: string,
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update draft_lesson set title = ${title}, markdown = ${markdown}, fields = ${JSON.stringify(fields)}::jsonb,
      revision = revision + 1, changed_at = now(), changed_by = ${by}
    where page_id = ${pageId} returning revision`.execute(tx);
  return rows[0]!.revision;
}

export async function removeLesson(tx: Tx, courseId: string, pageId: string): Promise<void> {
  await keepRemoved(tx, courseId, pageId);
  await sql`delete from draft_lesson where page_id = ${pageId}`.execute(tx);
}

async function keepRemoved(tx: Tx, courseId: string, pageId: string): Promise<void> {
  await sql`
    insert into draft_removed (page_id, course_id, modules, lessons)
    select ${pageId}, ${courseId},
      coalesce((select jsonb_agg(to_jsonb(module)) from draft_module module where page_id = ${pageId}), '[]'),
      coalesce((select jsonb_agg(to_jsonb(lesson)) from draft_lesson lesson
        where page_id = ${pageId} or module_id = ${pageId}), '[]')`.execute(tx);
}

/** What was taken out, by the keys and the module that it would stand under again. */
export async function removed(
  tx: Tx,
  courseId: string,
  pageId: string,
): Promise<{ modules: { key: string }[]; lessons: { key: string; moduleId: string }[] } | undefined> {
  const { rows } = await sql<{
    modules: { key: string }[];
    lessons: { key: string; module_id: string }[];
  }>`
    select modules, lessons from draft_removed
    where page_id = ${pageId} and course_id = ${courseId}`.execute(tx);
  return (
    rows[0] && {
      modules: rows[0].modules,
      lessons: rows[0].lessons.map(({ key, module_id: moduleId }) => ({ key, moduleId })),
    }
  );
}

/** Puts the rows of what was taken out back as they were. @returns the revision of the page */
export async function bringBack(tx: Tx, pageId: string): Promise<number> {
  await sql`
    insert into draft_module select module.* from draft_removed removed,
      jsonb_populate_recordset(null::draft_module, removed.modules) module
    where removed.page_id = ${pageId}`.execute(tx);
  await sql`
    insert into draft_lesson select lesson.* from draft_removed removed,
      jsonb_populate_recordset(null::draft_lesson, removed.lessons) lesson
    where removed.page_id = ${pageId}`.execute(tx);
  await sql`delete from draft_removed where page_id = ${pageId}`.execute(tx);
  const { rows } = await sql<{ revision: number }>`
    select revision from draft_module where page_id = ${pageId}
    union all select revision from draft_lesson where page_id = ${pageId}`.execute(tx);
  return rows[0]!.revision;
}

/** The revision of one page of the draft, whichever kind it is of; undefined when it is not there. */
export async function pageRevision(
  tx: Tx,
  courseId: string,
  kind: 'module' | 'lesson',
  pageId: string,
): Promise<number | undefined> {
  const table = kind === 'module' ? sql`draft_module` : sql`draft_lesson`;
  const { rows } = await sql<{ revision: number }>`
    select revision from ${table}
    where page_id = ${pageId} and course_id = ${courseId}`.execute(tx);
  return rows[0]?.revision;
}

export async function arrange(
  tx: Tx,
  order: readonly { pageId: string; lessons: readonly string[] }[],
): Promise<void> {
  const places = order.map(({ pageId }, position) => ({ page: pageId, position }));
  await sql`
    update draft_module set position = place.position
    from json_to_recordset(${JSON.stringify(places)}::json) as place (page uuid, position int)
    where draft_module.page_id = place.page`.execute(tx);
  const lessonPlaces = order.flatMap(({ pageId, lessons: pages }) =>
    pages.map((page, position) => ({ page, module: pageId, position })),
  );
  await sql`
    update draft_lesson set position = place.position, module_id = place.module
    from json_to_recordset(${JSON.stringify(lessonPlaces)}::json) as place (page uuid, module uuid, position int)
    where draft_lesson.page_id = place.page`.execute(tx);
}
