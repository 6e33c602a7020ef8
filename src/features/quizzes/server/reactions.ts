import { cohorts } from '#features/cohorts/contract.ts';
import { reaction, type Reaction } from '#platform/server/log/events.ts';
import * as attempts from './attemptStore.ts';
import { cohortOf } from './cohortQuiz.ts';
import { tellAttempt } from './grade.ts';

/** What quizzes do about other rooms' events. */
export const quizzesReactions: readonly Reaction[] = [
  // Whoever moves to another cohort of the course takes their attempts along, open ones as well.
  reaction(cohorts, 'enrolment:transferred', async ({ tx, tell }, { userId, fromCohortId, toCohortId }) => {
    const { course } = await cohortOf(tx, toCohortId);
    const ids = await attempts.move(tx, { studentId: userId, fromCohortId, toCohortId, courseId: course.id });
    for (const id of ids) tellAttempt({ tx, tell }, { id, studentId: userId, cohortId: toCohortId });
  }),
];
