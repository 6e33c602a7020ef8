import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { Log } from '#platform/server/log/log.ts';
import { currentOutline } from './currentOutline.ts';
import { diffCourse, renderDiff } from './importer/diffCourse.ts';
import { readCourse, type ReadOptions } from './importer/readCourse.ts';
import { renderReport, visible } from './importer/report.ts';
import { publishCourse, type PublishedCourse } from './publishCourse.ts';
import * as draftStore from './drafts/draftStore.ts';

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
  parts: { db: Database; log: Log; courseParts?: readonly CoursePart[] },
  folder: string,
  {
    organisationId,
    confirm,
    ...reading
  }: { organisationId: string; confirm: (report: string) => Promise<boolean> } & ReadOptions,
): Promise<Imported> {
  const read = await readCourse(folder, {
    ...(parts.courseParts && { parts: parts.courseParts }),
    ...reading,
  });
  const { course, faults } = read;
  const outline = renderReport(read);
  if (!course || faults.length > 0) return { outcome: 'faulty', report: outline };

  const previous = await currentOutline(parts.db.query, organisationId, course.key);
  const diff = diffCourse(previous?.outline, course);
  const draft = previous && (await draftStore.head(parts.db.query, previous.courseId));
  const report = `${outline}\n${renderDiff(diff)}${draft ? await draftNote(parts.db.query, draft, previous.version) : ''}`;
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

/** An import and an editor never undo each other in silence. */
async function draftNote(
  db: Queryable,
  { basedOn, changedAt, changedBy }: draftStore.DraftHead,
  current: number,
): Promise<string> {
  const [editor] = changedBy === null ? [] : await accounts.byIds(db, [changedBy]);
  const who = editor ? ` by ${visible(editor.name)}` : '';
  return (
    `There is a draft of this course, made from version ${basedOn} and last changed ${changedAt.toISOString()}${who}. ` +
    `It is kept as it is; whoever publishes it will hear that version ${current + 1} came meanwhile.\n`
  );
}
