import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import { cohortQuiz } from './cohortQuiz.ts';

/** A quiz that closes in a cohort. */
export interface Closing {
  cohortId: string;
  quizId: string;
  title: string;
  closesAt: Date;
}

/** Open quizzes that close after `from` and not after `until`, of courses that still have them; the earliest first. */
export async function closingWithin(db: Queryable, from: Date, until: Date): Promise<Closing[]> {
  const { rows } = await sql<Omit<Closing, 'title'>>`
    select cohort_id as "cohortId", quiz_id as "quizId", closes_at as "closesAt" from quiz_rules
    where closes_at > ${from} and closes_at <= ${until} and (opens_at is null or opens_at <= ${from})
    order by closes_at, cohort_id, quiz_id`.execute(db);
  const closing: Closing[] = [];
  for (const row of rows) {
    const { quiz } = await cohortQuiz(db, row);
    if (quiz.lessonId !== null) closing.push({ ...row, title: quiz.title });
  }
  return closing;
}

/** Who has handed in which of these quizzes in a cohort, at least once. */
export async function handedIn(
  db: Queryable,
  cohortId: string,
  quizIds: readonly string[],
): Promise<{ quizId: string; studentId: string }[]> {
  const { rows } = await sql<{ quizId: string; studentId: string }>`
    select distinct quiz_id as "quizId", student_id as "studentId" from quiz_attempt
    where cohort_id = ${cohortId} and quiz_id = any (${[...quizIds]}::uuid[]) and state <> 'open'`.execute(
    db,
  );
  return rows;
}
