import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { percentOf, type ItemAnswer } from '../contract.ts';
import { drawn } from './attempts.ts';
import * as catalogue from './catalogueStore.ts';
import { cohortQuiz } from './cohortQuiz.ts';
import { gradeAttempt } from './grading/gradeAttempt.ts';
import type { KeptItem } from './grading/keptItem.ts';
import type { Random } from './grading/asked.ts';

export interface AttemptToRestore {
  studentId: string;
  number: number;
  startedAt: Date;
  submittedAt: Date;
  /** What was answered; null: nothing. */
  answer: (kept: KeptItem) => ItemAnswer | null;
}

/** Released attempts with the moments at which they were made, as a demo brings them; nobody is told. */
export async function restoreAttempts(
  tx: Tx,
  key: { cohortId: string; quizId: string },
  attempts: readonly AttemptToRestore[],
  random: Random,
): Promise<void> {
  const { quiz } = await cohortQuiz(tx, key);
  const items = await catalogue.itemsOf(tx, quiz.id, quiz.edition);
  const made = attempts.map(({ answer, ...attempt }) => {
    const frozen = drawn(quiz.settings, items, random);
    const answered = frozen.map(({ itemId, number }) => {
      const kept = items.find((item) => item.itemId === itemId)!;
      return { itemId, number, kept, answer: answer(kept), percentOff: 0, mark: null };
    });
    const graded = gradeAttempt(answered);
    const passed = percentOf(graded.points / 100, graded.outOf / 100) >= quiz.settings.passPercent;
    return { id: newId(attempt.startedAt.getTime()), ...attempt, frozen, answered, graded, passed };
  });
  await sql`
    insert into quiz_attempt (id, cohort_id, quiz_id, student_id, number, state, started_at, late_percent_off,
      submitted_at, ended_by, grading)
    select id, ${key.cohortId}, ${quiz.id}, "studentId", number, 'released', "startedAt", 0, "submittedAt", 'student', 1
    from json_to_recordset(${JSON.stringify(made)}::json) as made (
      id uuid, "studentId" uuid, number int, "startedAt" timestamptz, "submittedAt" timestamptz)`.execute(tx);
  const asked = made.flatMap(({ id, frozen }) =>
    frozen.map((item, position) => ({ ...item, attempt_id: id, position })),
  );
  await sql`
    insert into quiz_attempt_item (attempt_id, item_id, position, number, asked)
    select attempt_id, "itemId", position, number, asked
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as frozen (attempt_id uuid, "itemId" uuid, position int, number int, asked jsonb)`.execute(tx);
  const answers = made.flatMap(({ id, submittedAt, answered }) =>
    answered.map(({ itemId, answer }) => ({ attempt_id: id, itemId, answer, submittedAt })),
  );
  await sql`
    insert into quiz_answer (attempt_id, item_id, arrival, answer, flagged, revision, saved_at)
    select attempt_id, "itemId", 0, answer, false, 1, "submittedAt"
    from json_to_recordset(${JSON.stringify(answers)}::json)
      as given (attempt_id uuid, "itemId" uuid, answer jsonb, "submittedAt" timestamptz)`.execute(tx);
  const scores = made.map(({ id, submittedAt, graded: { points, outOf }, passed }) => ({
    id,
    submittedAt,
    points,
    outOf,
    passed,
  }));
  await sql`
    insert into quiz_grading (attempt_id, number, at, cause, reason, points, out_of, passed)
    select id, 1, "submittedAt", 'handed-in', '', points, "outOf", passed
    from json_to_recordset(${JSON.stringify(scores)}::json)
      as score (id uuid, "submittedAt" timestamptz, points int, "outOf" int, passed boolean)`.execute(tx);
  const grades = made.flatMap(({ id, graded }) => graded.items.map((item) => ({ ...item, attempt_id: id })));
  await sql`
    insert into quiz_item_grade (attempt_id, grading, item_id, number, points, out_of, verdict, comment, said)
    select attempt_id, 1, "itemId", number, points, "outOf", verdict, comment, said
    from json_to_recordset(${JSON.stringify(grades)}::json) as graded (
      attempt_id uuid, "itemId" uuid, number int, points int, "outOf" int, verdict text, comment text,
      said jsonb)`.execute(tx);
}
