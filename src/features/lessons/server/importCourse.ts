import * as courses from '#features/cohorts/server/courses.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { Log } from '#platform/server/log/log.ts';
import type { ParsedCourse } from './importer/course.ts';
import { diffCourse, renderDiff, type PublishedOutline } from './importer/diffCourse.ts';
import { readCourse, type ReadOptions } from './importer/readCourse.ts';
import { renderReport } from './importer/report.ts';
import { publishCourse, type PublishedCourse } from './publishCourse.ts';
import * as store from './store.ts';

/** How an import ended. `report` is for a terminal and ends with a line break. */
export type Imported =
  | { outcome: 'faulty'; report: string }
  | { outcome: 'unchanged' | 'published'; report: string; published: PublishedCourse }
  | { outcome: 'declined'; report: string };

/**
 * Reads a folder and publishes what it holds as the organisation's course.
 *
 * @param confirm sees the reading and the differences before anything is written; false leaves all as it is
 * @throws Refusal `conflict` when somebody else publishes the course, or a file changes, meanwhile
 */
export async function importCourse(
  parts: { db: Database; log: Log },
  folder: string,
  {
    organisationId,
    confirm,
    ...reading
  }: { organisationId: string; confirm: (report: string) => Promise<boolean> } & ReadOptions,
): Promise<Imported> {
  const read = await readCourse(folder, reading);
  const { course, faults } = read;
  const outline = renderReport(read);
  if (!course || faults.length > 0) return { outcome: 'faulty', report: outline };

  const previous = await currentOutline(parts.db.query, organisationId, course.key);
  const diff = diffCourse(previous?.outline, course);
  const report = `${outline}\n${renderDiff(diff)}`;
  if (previous && diff.unchanged) {
    const { courseId, version } = previous;
    return { outcome: 'unchanged', report, published: { courseId, version, changed: false } };
  }
  if (!(await confirm(report))) return { outcome: 'declined', report };

  const published = await publishCourse(parts, { organisationId, course });
  const seen = (previous?.version ?? 0) + 1;
  const done = published.changed
    ? `Published as version ${published.version}.`
    : `Version ${published.version} is exactly this already.`;
  const beside = published.version > seen ? ' Somebody else published another one meanwhile.' : '';
  return {
    outcome: published.changed ? 'published' : 'unchanged',
    report: `${report}${done}${beside}\n`,
    published,
  };
}

async function currentOutline(
  db: Queryable,
  organisationId: string,
  key: ParsedCourse['key'],
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
