import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { cohortsOf } from '#features/cohorts/server/courseVersions.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { CommandContext, PrepareContext } from '#platform/server/feature.ts';
import { lessons, type CourseFile } from '../contract.ts';
import { courseFileOf, insertUpload, unusedBytes } from './drafts/courseFiles.ts';
import { requireCourse } from './drafts/draftViews.ts';
import { FileCheck, type CheckedFile } from './materials/fileCheck.ts';
import { keepMaterial, type Kept } from './materials/materials.ts';

/** What may wait in a course without any version showing it. */
const mostUnusedBytes = 2 * 1024 * 1024 * 1024;

export type KeptUpload = Kept & CheckedFile;

/** Files that editors bring: looked at while they come, kept under their hash, then named by the course. */
export function uploadsOf({ db }: { db: Database }) {
  async function keep(
    { body }: PrepareContext,
    { cohortId, name }: { cohortId: string; name: string },
  ): Promise<KeptUpload> {
    const check = new FileCheck(name);
    const course = await db.snapshot((tx) => requireCourse(tx, cohortId));
    if ((await unusedBytes(db.query, course.id)) > mostUnusedBytes)
      throw new Refusal('too_large', 'This course holds too many files that no lesson shows.');
    let checked: CheckedFile | undefined;
    const kept = await keepMaterial(db.query, check.watch(body), () => {
      checked = check.finish();
    });
    return { ...kept, ...checked! };
  }

  async function name(
    { actor, tx, tell }: CommandContext,
    input: { cohortId: string; name: string },
    kept: KeptUpload,
  ): Promise<CourseFile> {
    const course = await requireCourse(tx, input.cohortId);
    const file = { name: input.name, ...kept };
    await insertUpload(tx, { courseId: course.id, by: actor.userId, ...file });
    const told = courseFileOf(file);
    const topics = (await cohortsOf(tx, course.id)).map((cohortId) =>
      cohorts.topics.cohortStaff.of({ cohortId }),
    );
    tell(lessons, 'lessons:file-added', topics, { courseId: course.id, file: told });
    return told;
  }

  return { keep, name };
}
