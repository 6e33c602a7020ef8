import * as courses from '#features/cohorts/server/courses.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { PublishedOutline } from './importer/diffCourse.ts';
import * as store from './store.ts';

/** The published course as differences are told against it. */
export async function currentOutline(
  db: Queryable,
  organisationId: string,
  key: string,
): Promise<{ courseId: string; version: number; outline: PublishedOutline } | undefined> {
  const current = await courses.find(db, organisationId, key);
  if (!current) return undefined;
  const { id: courseId, version, title, summary, digest, modules } = current;
  const digests = await store.lessonDigests(db, { courseId, version });
  const outline: PublishedOutline = {
    title,
    summary,
    digest,
    modules: modules.map((module) => ({
      key: module.key,
      title: module.title,
      lessons: module.lessons.map((lesson) => ({
        key: lesson.key,
        title: lesson.title,
        minutes: lesson.minutes,
        digest: digests.get(lesson.id)!,
      })),
    })),
    files: await store.filesOf(db, { courseId, version }),
  };
  return { courseId, version, outline };
}
