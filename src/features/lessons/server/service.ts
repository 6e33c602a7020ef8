import { Refusal } from '#kernel/refusal.ts';
import type { Outline } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, ViewContext } from '#platform/server/feature.ts';
import type { CourseOverview, LessonPage } from '../contract.ts';
import * as store from './store.ts';

/** One lesson of the version that the cohort learns. */
export async function page(
  { tx }: ViewContext,
  { cohortId, lessonId }: { cohortId: string; lessonId: string },
): Promise<LessonPage> {
  const { course, modules } = await outlineOf(tx, cohortId);
  const all = modules.flatMap((module) =>
    module.lessons.map((lesson) => ({ ...lesson, module: module.title })),
  );
  const index = all.findIndex(({ id }) => id === lessonId);
  const lesson = all[index];
  if (!lesson) throw new Refusal('not_found', 'This lesson is not part of the course.');
  const text = await store.lessonText(tx, { courseId: course.id, version: course.version }, lessonId);
  if (!text)
    throw new Error(`version ${course.version} of course ${course.id} has no text for lesson ${lessonId}`);
  return {
    ...lesson,
    kind: 'text',
    ...text,
    place: index + 1,
    of: all.length,
    version: course.version,
    links: linksIn([text.markdown], modules),
    previous: neighbour(all[index - 1]),
    next: neighbour(all[index + 1]),
  };
}

/** What the course and its modules say about themselves. */
export async function overview(
  { tx }: ViewContext,
  { cohortId }: { cohortId: string },
): Promise<CourseOverview> {
  const { course, modules } = await outlineOf(tx, cohortId);
  const version = { courseId: course.id, version: course.version };
  const text = await store.courseText(tx, version);
  if (!text) throw new Error(`version ${course.version} of course ${course.id} has no text`);
  const ofModules = await store.moduleTexts(tx, version);
  return {
    title: course.title,
    summary: course.summary,
    version: course.version,
    ...text,
    modules: modules.map(({ key, title, summary }) => ({
      key,
      title,
      summary,
      markdown: ofModules.get(key) ?? '',
    })),
    links: linksIn([text.markdown, ...ofModules.values()], modules),
  };
}

// A page of pictures may stand in ours. A drawing can hold script, which the door's sandbox keeps from
// running; everything else, pages of HTML above all, is handed over as a download.
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/svg+xml']);

/** A picture or download of the cohort's course. */
export async function material(
  { tx }: ViewContext,
  { cohortId, hash, name }: { cohortId: string; hash: string; name: string },
): Promise<Bytes> {
  const head = await courses.head(tx, cohortId);
  const file = head && (await store.material(tx, head.course.id, hash, name));
  if (!file) throw new Refusal('not_found');
  return { type: file.type, bytes: file.bytes, inline: shown.has(file.type), fileName: name };
}

async function outlineOf(db: Queryable, cohortId: string): Promise<Outline> {
  const found = await courses.outline(db, cohortId);
  if (!found) throw new Refusal('not_found');
  return found;
}

function neighbour(lesson: { id: string; title: string } | undefined): LessonPage['next'] {
  return lesson ? { id: lesson.id, title: lesson.title } : null;
}

/** The lessons that the texts link to, by key; whatever merely looks like a link does no harm. */
function linksIn(texts: readonly string[], modules: Outline['modules']): Record<string, string> {
  const linked = new Set(
    texts.flatMap((text) => [...text.matchAll(/lesson:([\w.-]+)/g)].map(([, key]) => key!)),
  );
  const lessons = modules.flatMap((module) => module.lessons).filter(({ key }) => linked.has(key));
  return Object.fromEntries(lessons.map(({ key, id }) => [key, id]));
}
