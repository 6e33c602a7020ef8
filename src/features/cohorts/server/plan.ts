import { dayAfter, instantOf } from '#kernel/zonedTime.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { PlanMoment } from '../contract.ts';
import * as store from './planStore.ts';

/** When a lesson opens and is due in one cohort; null: open from the start, never due. */
export interface LessonPlan {
  opensAt: Date | null;
  dueAt: Date | null;
}

/** When each lesson of the cohort's current course opens and is due, by lesson id. */
export async function lessonPlans(db: Queryable, cohortId: string): Promise<ReadonlyMap<string, LessonPlan>> {
  const lines = await store.plannedLessons(db, cohortId);
  return new Map(
    lines.map(({ lessonId, zone, startsOn, opens, due }) => [
      lessonId,
      {
        opensAt: opens && momentOf(opens, { startsOn, zone }),
        dueAt: due && momentOf(due, { startsOn, zone }),
      },
    ]),
  );
}

/** A day counted from the cohort's first, and a time on the clocks of its zone, as an instant. */
export function momentOf(
  { day, minute }: PlanMoment,
  { startsOn, zone }: { startsOn: string; zone: string },
): Date {
  return instantOf(dayAfter(startsOn, day), minute, zone);
}
