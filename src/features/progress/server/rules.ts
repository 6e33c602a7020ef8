import type { CompletionRule } from '#features/cohorts/server/courseStore.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import * as stayStore from './stayStore.ts';
import type { Place } from './store.ts';

/** The quizzes that stand in a lesson of the version that a cohort learns. */
export type QuizzesIn = (db: Queryable, cohortId: string, lessonId: string) => Promise<readonly string[]>;

/** Whether what completes a lesson has happened. A word of the student is one that can always be given. */
export async function isMet(
  db: Queryable,
  place: Place,
  rule: CompletionRule,
  quizzesIn: QuizzesIn,
): Promise<boolean> {
  switch (rule.by) {
    case 'button':
      return true;
    case 'dwell':
      return (await stayStore.secondsIn(db, place)) >= rule.minutes * 60;
    case 'video': {
      const [newest] = await stayStore.mediaIn(db, place);
      return newest !== undefined && newest.watchedPercent >= rule.percent;
    }
    case 'quiz': {
      const passed = await stayStore.passedIn(db, place);
      const asked = await quizzesIn(db, place.cohortId, place.lessonId);
      // A lesson that has lost its quizzes is completed by a word of the student.
      return asked.every((quizId) => passed.has(quizId));
    }
  }
}
