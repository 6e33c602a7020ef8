import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { Log } from '#platform/server/log/log.ts';
import type { ParsedCourse, ParsedFile } from './importer/course.ts';
import { courseDigest } from './importer/digest.ts';
import * as store from './store.ts';

export interface PublishedCourse {
  courseId: string;
  version: number;
  /** False when the organisation has exactly this course already: nothing was written or told. */
  changed: boolean;
}

/**
 * Makes a course that was read from a folder the organisation's current version of it, in one transaction,
 * and tells every cohort that learns it.
 *
 * @throws Refusal `conflict` when a file is no longer what it was when the folder was read
 */
export async function publishCourse(
  { db, log }: { db: Database; log: Log },
  { organisationId, course }: { organisationId: string; course: ParsedCourse },
): Promise<PublishedCourse> {
  const digest = courseDigest(course);
  // Before the transaction, which waits for nothing but the database. Under their hashes they harm nobody,
  // should the rest not come about.
  await keepMaterials(db.query, course.files);

  return log.write(async (write) => {
    const published = await courses.publish(write, { ...course, organisationId, digest });
    const { courseId, version, changed } = published;
    if (published.changed) {
      await store.insertTexts(write.tx, { courseId, version }, course, published.lessonIds);
      await store.insertFiles(write.tx, { courseId, version }, course.files);
    }
    return { courseId, version, changed };
  });
}

/** One file at a time: a course's pictures are never in memory together. */
async function keepMaterials(db: Queryable, files: readonly ParsedFile[]): Promise<void> {
  const missing = await store.missingMaterials(db, [...new Set(files.map(({ hash }) => hash))]);
  for (const file of files) {
    if (!missing.delete(file.hash)) continue;
    await store.keepMaterial(db, file.hash, await bytesOf(file));
  }
}

async function bytesOf({ absolutePath, hash, path }: ParsedFile): Promise<Uint8Array> {
  // Should a link or a pipe stand there by now, it is neither followed nor waited for.
  const flag = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const bytes = await readFile(absolutePath, { flag: flag as unknown as string });
  if (createHash('sha256').update(bytes).digest('hex') === hash) return bytes;
  throw new Refusal('conflict', `${path} was changed during the import. Import the folder again.`);
}
