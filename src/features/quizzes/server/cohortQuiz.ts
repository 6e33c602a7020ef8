import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import * as catalogue from './catalogueStore.ts';
import { noRules, rulesOf, type OwnRules } from './rulesStore.ts';

/** A quiz as one cohort takes it. */
export interface CohortQuiz {
  cohort: { id: string; title: string; zone: string };
  course: { id: string; version: number };
  /** `lessonId` null: the course has it no more. */
  quiz: NonNullable<Awaited<ReturnType<typeof catalogue.quizOf>>>;
  own: OwnRules;
}

/** @throws Refusal `not_found` for a quiz of another course, or of nobody */
export async function cohortQuiz(
  db: Queryable,
  { cohortId, quizId }: { cohortId: string; quizId: string },
): Promise<CohortQuiz> {
  const { cohort, course } = await cohortOf(db, cohortId);
  const quiz = await catalogue.quizOf(db, { courseId: course.id, version: course.version }, quizId);
  if (!quiz) throw new Refusal('not_found', 'This quiz is not part of the course.');
  return { cohort, course, quiz, own: (await rulesOf(db, cohortId)).get(quizId) ?? noRules };
}

/** A cohort and what it learns. @throws Refusal `not_found` */
export async function cohortOf(
  db: Queryable,
  cohortId: string,
): Promise<Pick<CohortQuiz, 'cohort' | 'course'>> {
  const head = await courses.head(db, cohortId);
  if (!head) throw new Refusal('not_found');
  const { id, title, zone } = head.cohort;
  return { cohort: { id, title, zone }, course: { id: head.course.id, version: head.course.version } };
}

/** The quizzes that stand in a lesson of the version that a cohort learns. */
export async function quizzesIn(
  db: Queryable,
  cohortId: string,
  lessonId: string,
): Promise<readonly string[]> {
  const { course } = await cohortOf(db, cohortId);
  const placed = await catalogue.placedQuizzes(db, { courseId: course.id, version: course.version });
  return placed.filter((quiz) => quiz.lessonId === lessonId).map(({ id }) => id);
}
