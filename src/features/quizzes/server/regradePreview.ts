import type { ViewData } from '#kernel/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import { percentOf, type quizzes } from '../contract.ts';
import type { QuizKey } from './attempts.ts';
import { cohortQuiz } from './cohortQuiz.ts';
import * as gradings from './gradingStore.ts';
import { gradeAttempt } from './grading/gradeAttempt.ts';

type RegradePreview = ViewData<typeof quizzes, 'quiz:regrade-preview'>;

/** What grading anew would change, attempt by attempt. Nothing is held, so what happens meanwhile may differ. */
export async function regradePreview({ tx }: ViewContext, key: QuizKey): Promise<RegradePreview> {
  const { quiz } = await cohortQuiz(tx, key);
  const graded = await gradings.scores(tx, { ...key, onlyReleased: false });
  const changes: RegradePreview['changes'] = [];
  for (const row of graded) {
    const before = gradings.scoreFrom(row);
    const anew = gradeAttempt(
      await gradings.answeredItems(tx, row.attemptId, { quizId: quiz.id, edition: quiz.edition }),
    );
    const passed = percentOf(anew.points / 100, anew.outOf / 100) >= quiz.settings.passPercent;
    const after = gradings.scoreFrom({ ...anew, passed, number: before.grading + 1 });
    const isSame =
      before.points === after.points && before.outOf === after.outOf && before.passed === after.passed;
    if (isSame) continue;
    const { name } = await accounts.byId(tx, row.studentId);
    changes.push({
      attemptId: row.attemptId,
      number: row.attemptNumber,
      student: { id: row.studentId, name },
      before,
      after,
    });
  }
  return { attempts: graded.length, changes };
}
