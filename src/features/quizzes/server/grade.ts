import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { percentOf, quizzes, type Score } from '../contract.ts';
import * as attempts from './attemptStore.ts';
import type { AttemptRow } from './attemptStore.ts';
import type { CohortQuiz } from './cohortQuiz.ts';
import * as gradings from './gradingStore.ts';
import { gradeAttempt } from './grading/gradeAttempt.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

export interface GradingCause {
  cause: gradings.Cause;
  reason: string;
  byId: string | null;
}

/**
 * Grades an attempt by the present key and keeps the grading as a new one. The attempt is held by the caller,
 * and the number is its newest.
 */
export async function grade(
  tx: Tx,
  { quiz }: Pick<CohortQuiz, 'quiz'>,
  attemptId: string,
  { number, ...cause }: GradingCause & { number: number },
): Promise<Score> {
  const answered = await gradings.answeredItems(tx, attemptId, { quizId: quiz.id, edition: quiz.edition });
  const graded = gradeAttempt(answered);
  const passed = percentOf(graded.points / 100, graded.outOf / 100) >= quiz.settings.passPercent;
  await gradings.keepGrading(tx, { attemptId, number, ...cause, passed, graded });
  return gradings.scoreFrom({ number, points: graded.points, outOf: graded.outOf, passed });
}

/** The student's own windows, and the staff's lists. */
export function topicsOf({ studentId, cohortId }: Pick<AttemptRow, 'studentId' | 'cohortId'>): string[] {
  return [identity.topics.person.of({ userId: studentId }), cohorts.topics.cohortStaff.of({ cohortId })];
}

/** Tells how an attempt stands, as it is when the log holds the topics. */
export function tellAttempt(
  { tell }: Write,
  attempt: Pick<AttemptRow, 'id' | 'studentId' | 'cohortId'>,
): void {
  tell(quizzes, 'quiz:attempt-changed', topicsOf(attempt), (held) => attempts.line(held, attempt.id));
}

/** Tells a score to the staff, and to the student once it is released. */
export function tellGraded(
  { tell }: Write,
  { quiz }: Pick<CohortQuiz, 'quiz'>,
  attempt: Pick<AttemptRow, 'id' | 'studentId' | 'cohortId' | 'quizId'> & { isReleased: boolean },
  { score, regraded, reason }: { score: Score; regraded: boolean; reason: string },
): void {
  const [own, staff] = topicsOf(attempt) as [string, string];
  tell(quizzes, 'quiz:graded', attempt.isReleased ? [own, staff] : [staff], {
    cohortId: attempt.cohortId,
    quizId: attempt.quizId,
    attemptId: attempt.id,
    studentId: attempt.studentId,
    title: quiz.title,
    released: attempt.isReleased,
    regraded,
    reason,
    score,
    lessonId: quiz.lessonId,
  });
}
