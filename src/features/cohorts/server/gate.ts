import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import * as courseStore from './courseStore.ts';
import { roleOf } from './enrolments.ts';
import { lessonPlans } from './plan.ts';

/** Whether a lesson is open to somebody; `after` names the lessons that are still to be completed first. */
export type LessonGate =
  { state: 'open' } | { state: 'not-yet'; opensAt: Date } | { state: 'after'; lessonIds: readonly string[] };

export interface Gate {
  /**
   * The gate of each lesson of the cohort's current course, by lesson id. Staff find all open, unless they look
   * as a student would who has just come.
   */
  of(
    db: Queryable,
    actor: Person,
    cohortId: string,
    as?: 'student',
  ): Promise<ReadonlyMap<string, LessonGate>>;
}

/** @param completed the lessons that a person has completed in the cohort, as the progress room keeps them */
export function gateOf({
  completed,
}: {
  completed: (db: Queryable, cohortId: string, userId: string) => Promise<ReadonlySet<string>>;
}): Gate {
  return {
    async of(db, actor, cohortId, as) {
      const before = await courseStore.prerequisitesOf(db, cohortId);
      if (as !== 'student' && (await roleOf(db, actor, cohortId)) !== 'student') {
        return new Map([...before.keys()].map((lessonId) => [lessonId, { state: 'open' }]));
      }
      const plans = await lessonPlans(db, cohortId);
      const done = await completed(db, cohortId, actor.userId);
      const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
      const now = rows[0]!.now;
      return new Map(
        [...before].map(([lessonId, needed]): [string, LessonGate] => {
          const opensAt = plans.get(lessonId)?.opensAt;
          if (opensAt && opensAt > now) return [lessonId, { state: 'not-yet', opensAt }];
          const lacking = needed.filter((other) => !done.has(other));
          return [lessonId, lacking.length > 0 ? { state: 'after', lessonIds: lacking } : { state: 'open' }];
        }),
      );
    },
  };
}
