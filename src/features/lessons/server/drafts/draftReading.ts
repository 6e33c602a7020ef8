import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { DraftFault } from '../../contract.ts';
import type { CourseReading, FindingCode, ParsedCourse } from '../importer/course.ts';
import { readParts } from '../importer/parts.ts';
import { draftFolder, type DraftContent, type DraftFile } from './content.ts';
import { draftFiles } from './courseFiles.ts';
import type { DraftReader } from './draftReader.ts';
import * as draftStore from './draftStore.ts';
import { contentOfVersion } from './versions.ts';

/** All that a draft is made of, read from the database in one look. */
export interface LoadedDraft {
  head: draftStore.DraftCourse;
  content: DraftContent;
  lessons: readonly draftStore.DraftLessonRow[];
  modules: readonly draftStore.DraftModule[];
  /** The version that it was made from, for telling what is new. */
  base: DraftContent | undefined;
  files: readonly DraftFile[];
}

export interface ReadDraft {
  course: ParsedCourse | undefined;
  faults: DraftFault[];
}

export type PageChange = 'same' | 'changed' | 'new';

export async function loadDraft(
  db: Queryable,
  course: { id: string; key: string },
): Promise<LoadedDraft | undefined> {
  const head = await draftStore.course(db, course.id);
  if (!head) return undefined;
  const modules = await draftStore.modules(db, course.id);
  const lessons = await draftStore.lessons(db, course.id);
  const { title, summary, language, markdown, certificate } = head;
  const content: DraftContent = {
    course: { key: course.key, title, summary, language, markdown, certificate },
    modules: modules.map(({ pageId, key, title: name, summary: about, markdown: text }) => ({
      ...{ pageId, key, title: name, summary: about, markdown: text },
      lessons: lessons.filter(({ moduleId }) => moduleId === pageId),
    })),
  };
  const base = await contentOfVersion(db, { courseId: course.id, key: course.key, version: head.basedOn });
  return { head, content, modules, lessons, base, files: await draftFiles(db, course.id, content) };
}

/** Reads drafts as the importer reads folders; the same draft is read once. */
export function draftReadings(parts: {
  reader: DraftReader;
  courseParts: readonly CoursePart[];
  embedHosts: readonly string[];
}) {
  const { reader, courseParts, embedHosts } = parts;
  const fences = courseParts.map(({ fence }) => fence);

  return async function read({
    content,
    files,
    base,
  }: Pick<LoadedDraft, 'content' | 'files' | 'base'>): Promise<ReadDraft> {
    const plain: DraftContent = { ...content, modules: content.modules.map(plainModule) };
    const raw = await reader.read({ content: plain, files, fences, embedHosts });
    const reading = readParts(raw, courseParts);
    return { course: reading.course, faults: faultsOf(reading, { content, files, base }) };
  };
}

function plainModule(module: DraftContent['modules'][number]): DraftContent['modules'][number] {
  return {
    ...module,
    lessons: module.lessons.map(({ pageId, key, title, fields, markdown }) => ({
      ...{ pageId, key, title, fields, markdown },
    })),
  };
}

/** What no rewriting of the page itself brought about, so it counts also where the page is as it was published. */
const madeElsewhere: ReadonlySet<FindingCode> = new Set([
  'target-missing',
  'target-not-a-lesson',
  'duplicate-key',
  'duplicate-part',
  'bad-after',
  'bad-certificate',
  'module-empty',
  'course-empty',
  'embed-host',
]);

/** A course that was read from a folder of no format of ours is not held to it where nobody touched it. */
function faultsOf(
  { faults }: CourseReading,
  { content, files, base }: Pick<LoadedDraft, 'content' | 'files' | 'base'>,
): DraftFault[] {
  const { placeOf } = draftFolder(content, files);
  const untouched = new Set(
    content.modules.flatMap((module) => [
      ...(moduleChange(module, base) === 'same' ? [module.pageId] : []),
      ...module.lessons.filter((lesson) => lessonChange(lesson, base) === 'same').map(({ pageId }) => pageId),
    ]),
  );
  return faults.flatMap((fault) => {
    const place = placeOf(fault);
    const isOld = place.pageId !== null && untouched.has(place.pageId) && !madeElsewhere.has(fault.code);
    return isOld ? [] : [{ ...place, code: fault.code, message: fault.message }];
  });
}

export function lessonChange(
  lesson: Pick<DraftContent['modules'][number]['lessons'][number], 'key' | 'title' | 'fields' | 'markdown'>,
  base: DraftContent | undefined,
): PageChange {
  const before = base?.modules.flatMap(({ lessons }) => lessons).find(({ key }) => key === lesson.key);
  if (!before) return 'new';
  return same(lessonParts(before), lessonParts(lesson)) ? 'same' : 'changed';
}

export function moduleChange(
  module: Pick<DraftContent['modules'][number], 'key' | 'title' | 'summary' | 'markdown'>,
  base: DraftContent | undefined,
): PageChange {
  const before = base?.modules.find(({ key }) => key === module.key);
  if (!before) return 'new';
  const parts = ({ title, summary, markdown }: typeof module): unknown[] => [title, summary, markdown];
  return same(parts(before), parts(module)) ? 'same' : 'changed';
}

function lessonParts({ title, fields, markdown }: Parameters<typeof lessonChange>[0]): unknown[] {
  const { summary, kind, minutes, completes, after, media } = fields;
  const { file, url, poster, captions, chapters, transcript } = media;
  const spoken = captions.map((caption) => [caption.language, caption.file]);
  const places = chapters.map((chapter) => [chapter.atSeconds, chapter.title]);
  const rule = [
    completes.by,
    'minutes' in completes && completes.minutes,
    'percent' in completes && completes.percent,
  ];
  return [
    title,
    markdown,
    summary,
    kind,
    minutes,
    rule,
    after,
    file,
    url,
    poster,
    spoken,
    places,
    transcript,
  ];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
