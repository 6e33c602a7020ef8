import type { Queryable } from '#platform/server/db/database.ts';
import * as catalogue from './catalogueStore.ts';
import { cohortOf } from './cohortQuiz.ts';
import { scores } from './gradingStore.ts';

/** The quizzes of the version that a cohort learns, each with whether a student passed it and knows so. */
export async function quizzesOf(
  db: Queryable,
  cohortId: string,
  studentId: string,
): Promise<{ key: string; title: string; passed: boolean }[]> {
  const { course } = await cohortOf(db, cohortId);
  const placed = await catalogue.placedQuizzes(db, { courseId: course.id, version: course.version });
  const seen = await scores(db, { cohortId, studentId, onlyReleased: true });
  return placed.map(({ id, key, title }) => ({
    key,
    title,
    passed: seen.some(({ quizId, passed }) => quizId === id && passed),
  }));
}
