import { Refusal } from '#kernel/refusal.ts';
import { organisationOfCourse, placeOfCohort, type SpokenTo } from '#features/cohorts/server/audience.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { invalid } from './invalid.ts';

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
