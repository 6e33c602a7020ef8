import { cohorts } from '#features/cohorts/contract.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { reaction, type Reaction } from '#platform/server/log/events.ts';
import { isMet, type QuizzesIn } from './rules.ts';
import { completeBy, heldLesson } from './service.ts';
import * as stayStore from './stayStore.ts';
import * as store from './store.ts';

/** What this room does about other rooms' events. */
export function progressReactions({ quizzesIn }: { quizzesIn: QuizzesIn }): readonly Reaction[] {
  return [
    // A pass counts once the student may know of it; a regrading takes away nothing that was earned.
    reaction(quizzes, 'quiz:graded', async ({ tx, tell }, graded) => {
      const { cohortId, studentId, lessonId, quizId } = graded;
      if (!graded.released || !graded.score.passed || lessonId === null) return;
      const place = { cohortId, studentId, lessonId };
      const isNew = await stayStore.pass(tx, place, quizId);
      const enrolment = await enrolments.holdIfStudent(tx, cohortId, studentId);
      const lesson = enrolment && (await heldLesson(tx, place, enrolment.enrolmentId));
      if (lesson?.completes.by !== 'quiz' || !(await isMet(tx, place, lesson.completes, quizzesIn))) return;
      const { isComplete, wasUndone } = await store.stateOf(tx, place);
      // Who took it back has said so; only what they pass anew speaks against that.
      if (isComplete || (wasUndone && (graded.regraded || !isNew))) return;
      await completeBy({ tx, tell }, lesson, 'quiz');
    }),
    reaction(cohorts, 'enrolment:transferred', ({ tx }, { userId, ...way }) =>
      stayStore.bringAlong(tx, userId, way),
    ),
  ];
}
