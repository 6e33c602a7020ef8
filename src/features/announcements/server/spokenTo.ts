import { Refusal } from '#kernel/refusal.ts';
import {
  hasLesson,
  organisationOfCourse,
  placeOfCohort,
  type SpokenTo,
} from '#features/cohorts/server/audience.ts';
import type { Queryable } from '#platform/server/db/database.ts';

/** One of its fields is not what it can be. */
export const invalid = (field: string, message: string): Refusal =>
  new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });

/** To whom it speaks, by the one place that is named. @throws Refusal `invalid` where none or more are */
export async function spokenTo(
  db: Queryable,
  given: {
    organisationId?: string | undefined;
    courseId?: string | undefined;
    cohortId?: string | undefined;
  },
): Promise<SpokenTo> {
  const { organisationId, courseId, cohortId } = given;
  if ([organisationId, courseId, cohortId].filter((one) => one !== undefined).length !== 1)
    throw invalid('organisationId', 'or a course or a cohort is to be named, and one of them alone');
  if (organisationId !== undefined) return { organisationId, courseId: null, cohortId: null };
  if (courseId !== undefined) {
    const of = await organisationOfCourse(db, courseId);
    if (of === undefined) throw new Refusal('not_found');
    return { organisationId: of, courseId, cohortId: null };
  }
  const place = await placeOfCohort(db, cohortId!);
  if (!place) throw new Refusal('not_found');
  return { organisationId: place.organisationId, courseId: null, cohortId: place.cohortId };
}

/** @throws Refusal `invalid` for a lesson of another course, or where there is no one cohort that learns it */
export async function requireLesson(
  db: Queryable,
  { cohortId }: Pick<SpokenTo, 'cohortId'>,
  lessonId: string | null,
): Promise<void> {
  if (lessonId === null) return;
  if (cohortId === null || !(await hasLesson(db, cohortId, lessonId)))
    throw invalid('unlessCompletedId', 'is no lesson of the one cohort that it is for');
}
