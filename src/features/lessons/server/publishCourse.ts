import { constants, createReadStream } from 'node:fs';
import { Refusal } from '#kernel/refusal.ts';
import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { Log, Write } from '#platform/server/log/log.ts';
import { currentOutline } from './currentOutline.ts';
import type { ParsedCourse, ParsedFile, ParsedLesson } from './importer/course.ts';
import { courseDigest } from './importer/digest.ts';
import { diffCourse, diffLines } from './importer/diffCourse.ts';
import * as materialStore from './materials/materialStore.ts';
import { keepMaterial } from './materials/materials.ts';
import { dictionaryFor, insertWords } from './searchWords.ts';
import * as store from './store.ts';

export interface PublishedCourse {
  courseId: string;
  version: number;
  /** False when the organisation has exactly this course already: nothing was written or told. */
  changed: boolean;
}

export interface CourseToPublish {
  organisationId: string;
  course: ParsedCourse;
  /** The account that publishes it; null: whoever runs this Stoa. */
  by?: string | null;
  from?: store.Origin['from'];
}

const lessonsAtOnce = 20;
const mostChanges = 100;

/**
 * Makes a course that was read from a folder the organisation's current version of it, in one transaction,
 * and tells every cohort that learns it.
 *
 * @param courseParts the rooms whose blocks stand in lessons; each keeps its own
 * @throws Refusal `conflict` when a file is no longer what it was when the folder was read
 */
export async function publishCourse(
  { db, log, courseParts = [] }: { db: Database; log: Log; courseParts?: readonly CoursePart[] },
  publication: CourseToPublish,
): Promise<PublishedCourse> {
  // Before the transaction, which waits for nothing but the database. Under their hashes they harm nobody,
  // should the rest not come about.
  await keepFiles(db.query, publication.course.files);
  return log.write((write) => writeVersion(write, publication, courseParts));
}

/** The part of a publication that commits or does not; its files are kept already. */
export async function writeVersion(
  write: Pick<Write, 'tx' | 'tell'>,
  { organisationId, course, by = null, from = 'folder' }: CourseToPublish,
  courseParts: readonly CoursePart[],
): Promise<PublishedCourse> {
  const { tx } = write;
  const digest = courseDigest(course);
  const previous = await currentOutline(tx, organisationId, course.key);
  const published = await courses.publish(write, { ...course, organisationId, digest });
  const { courseId, version, changed } = published;
  if (!published.changed) return { courseId, version, changed };

  const { lessonIds } = published;
  const lessons = course.modules.flatMap((module) =>
    module.lessons.map((lesson) => ({ ...lesson, id: lessonIds.get(lesson.key)! })),
  );
  const place = { courseId, version };
  const changes = diffLines(diffCourse(previous?.outline, course)).map((line) => line.slice(0, 300));
  const origin = { from, by, changes: changes.slice(0, mostChanges) };
  const dictionary = await dictionaryFor(tx, course.language);
  await store.insertTexts(tx, place, course, origin, dictionary);
  for (let at = 0; at < lessons.length; at += lessonsAtOnce) {
    const few = lessons.slice(at, at + lessonsAtOnce);
    await store.insertLessons(tx, place, few);
    await insertWords(tx, place, few, dictionary);
  }
  await store.insertFiles(tx, place, course.files);
  await store.insertFileUses(tx, place, usesOf(course, lessons));
  for (const part of courseParts) {
    const placed = lessons.flatMap(({ id: lessonId, parts = [] }) =>
      parts
        .filter(({ fence }) => fence === part.fence)
        .map(({ key, content }) => ({ key, lessonId, content })),
    );
    await part.publish(write, place, placed);
  }
  return { courseId, version, changed };
}

/** Which texts show which of the course's files. */
function usesOf(
  course: ParsedCourse,
  lessons: readonly (ParsedLesson & { id: string })[],
): { hash: string; lessonId: string | null }[] {
  const hashes = new Set(course.files.map(({ hash }) => hash));
  const texts: { lessonId: string | null; text: string }[] = [
    { lessonId: null, text: course.overview },
    ...course.modules.map(({ overview }) => ({ lessonId: null, text: overview })),
    // A picture of a quiz stands in its block alone.
    ...lessons.map(({ id, markdown, source, media }) => ({
      lessonId: id,
      text: `${source ?? markdown}\n${media ? JSON.stringify(media) : ''}`,
    })),
  ];
  return texts.flatMap(({ lessonId, text }) =>
    [...new Set([...text.matchAll(/material:([0-9a-f]{64})/g)].map(([, hash]) => hash!))]
      .filter((hash) => hashes.has(hash))
      .map((hash) => ({ hash, lessonId })),
  );
}

/** One piece at a time: a course's films are never in memory. */
async function keepFiles(db: Queryable, files: readonly ParsedFile[]): Promise<void> {
  const missing = await materialStore.missing(db, [...new Set(files.map(({ hash }) => hash))]);
  for (const { hash, path, absolutePath } of files) {
    if (!missing.delete(hash)) continue;
    const changed = new Refusal(
      'conflict',
      `${path} was changed during the import. Import the folder again.`,
    );
    if (absolutePath === undefined) throw changed;
    await keepMaterial(db, bytesIn(absolutePath), (kept) => {
      if (kept.hash !== hash) throw changed;
    });
  }
}

async function* bytesIn(absolutePath: string): AsyncGenerator<Uint8Array> {
  // Should a link or a pipe stand there by now, it is neither followed nor waited for.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  yield* createReadStream(absolutePath, { flags: flags as unknown as string, highWaterMark: 256 * 1024 });
}
