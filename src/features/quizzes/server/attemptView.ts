import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { OutlineLesson } from '#features/cohorts/server/courseStore.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Attempt, ItemResult } from '../contract.ts';
import * as attempts from './attemptStore.ts';
import type { AttemptKey, AttemptRow } from './attemptStore.ts';
import { cohortQuiz, type CohortQuiz } from './cohortQuiz.ts';
import * as gradings from './gradingStore.ts';
import type { GradedItem } from './grading/gradeAttempt.ts';
import { sealOf } from './seal.ts';

export const noAttempt = (): Refusal => new Refusal('not_found', 'There is no such attempt.');

export function attemptKey({ id, cohortId, quizId }: AttemptRow): AttemptKey {
  return { attemptId: id, cohortId, quizId };
}

/** Who looks: the student whose attempt it is, or staff. */
export type Viewer = { as: 'student'; studentId?: string } | { as: 'staff' };

/** One attempt as somebody may see it. @throws Refusal `not_found` also for another student's */
export async function attemptFor(db: Queryable, key: AttemptKey, viewer: Viewer): Promise<Attempt> {
  const studentId = (viewer.as === 'student' && viewer.studentId) || null;
  const row = await attempts.attemptOf(db, key, { studentId });
  if (!row) throw noAttempt();
  const taken = await cohortQuiz(db, key);
  const { id, title, lessonId } = taken.quiz;
  const { name } = await accounts.byId(db, row.studentId);
  const isStaff = viewer.as === 'staff';
  // What a student is still writing is nobody else's.
  const answers =
    isStaff && row.state === 'open' ? { answers: [], inTime: [] } : await attempts.answersOf(db, row.id);
  return {
    ...(await attempts.line(db, row.id)),
    quiz: { id, title, lessonId },
    student: { id: row.studentId, name },
    now: (await attempts.now(db)).toISOString(),
    deadlineSeal: await sealOf(db, row.id, row.deadlineAt),
    asked: await attempts.askedItems(db, row.id),
    ...answers,
    result: await resultFor(db, row, taken, isStaff),
  };
}

async function resultFor(
  db: Queryable,
  row: AttemptRow,
  { cohort, quiz }: CohortQuiz,
  isStaff: boolean,
): Promise<Attempt['result']> {
  const { gradings: all, items } = await gradings.resultOf(db, row.id, { onlyReleased: !isStaff });
  const score = all.length > 0 && (await gradings.scoreOf(db, row.id));
  if (!score) return null;
  const outline = await courses.outline(db, cohort.id);
  const lessons = outline?.modules.flatMap((module) => module.lessons) ?? [];
  const showsKey = isStaff || quiz.settings.showsKey;
  return {
    ...score,
    items: items.map((item) => itemResultOf(item, { lessons, ownLessonId: quiz.lessonId, showsKey })),
    gradings: all.map(({ number, at, points, cause, reason }) => ({
      number,
      at: at.toISOString(),
      points: points / 100,
      cause,
      reason,
    })),
  };
}

function itemResultOf(
  { itemId, points, outOf, verdict, comment, said }: GradedItem,
  {
    lessons,
    ownLessonId,
    showsKey,
  }: { lessons: readonly OutlineLesson[]; ownLessonId: string | null; showsKey: boolean },
): ItemResult {
  const { readAgain } = said;
  const lesson = lessons.find(({ id, key }) =>
    readAgain?.lessonKey ? key === readAgain.lessonKey : id === ownLessonId,
  );
  return {
    itemId,
    points: points / 100,
    outOf: outOf / 100,
    verdict,
    feedback: said.feedback,
    key: showsKey ? said.key : null,
    // A lesson that the course has no more is not to be read again.
    readAgain:
      readAgain && lesson ? { lessonId: lesson.id, anchor: readAgain.anchor, title: lesson.title } : null,
    comment,
  };
}
