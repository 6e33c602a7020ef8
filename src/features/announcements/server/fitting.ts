import type { CohortRole } from '#features/cohorts/contract.ts';
import { arrivedWithin, hasLesson, type SpokenTo } from '#features/cohorts/server/audience.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Audience } from '../contract.ts';
import { invalid } from './invalid.ts';

/** Who of those in a place: whoever has a role, or only students who have not done something. */
export type Fitting = Pick<Audience, 'role' | 'unlessCompletedId' | 'unlessStudiedDays'>;

/** What students did in a cohort, as the room that keeps it says. */
export interface Study {
  completers: (
    db: Queryable,
    cohortId: string,
    lessonIds: readonly string[],
  ) => Promise<readonly { studentId: string }[]>;
  /** Whoever studied in the last days. */
  studiedWithin: (db: Queryable, cohortId: string, days: number) => Promise<readonly string[]>;
}

export const asksWhatWasDone = ({ unlessCompletedId, unlessStudiedDays }: Omit<Fitting, 'role'>): boolean =>
  unlessCompletedId !== null || unlessStudiedDays !== null;

/** Only students complete lessons, or study. */
export const roleOf = (fitting: Fitting): CohortRole | null =>
  asksWhatWasDone(fitting) ? 'student' : fitting.role;

/** @throws Refusal `invalid` for a lesson of another course, or where there is no one cohort in which to do something */
export async function requireFitting(
  db: Queryable,
  { cohortId }: Pick<SpokenTo, 'cohortId'>,
  { unlessCompletedId, unlessStudiedDays }: Fitting,
): Promise<void> {
  if (cohortId === null && unlessStudiedDays !== null)
    throw invalid('unlessStudiedDays', 'is said of one cohort alone');
  if (unlessCompletedId === null) return;
  if (cohortId === null || !(await hasLesson(db, cohortId, unlessCompletedId)))
    throw invalid('unlessCompletedId', 'is no lesson of the one cohort that it is for');
}

/**
 * Those of a cohort who have done what whoever is spoken to has not; and whoever came so lately that nothing can be said
 * of them.
 */
export async function whoHaveDone(
  db: Queryable,
  cohortId: string,
  { unlessCompletedId, unlessStudiedDays }: Fitting,
  study: Study,
): Promise<ReadonlySet<string>> {
  const completed =
    unlessCompletedId === null ? [] : await study.completers(db, cohortId, [unlessCompletedId]);
  const done = new Set(completed.map(({ studentId }) => studentId));
  if (unlessStudiedDays === null) return done;
  const studied = await study.studiedWithin(db, cohortId, unlessStudiedDays);
  return new Set([...done, ...studied, ...(await arrivedWithin(db, cohortId, unlessStudiedDays))]);
}
