import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { figureOf, type ProgressUpdated } from '../contract.ts';

export interface Completion {
  cohortId: string;
  studentId: string;
  lessonId: string;
}

/** When each lesson was completed, by lesson id; a lesson that was not is absent. */
export type Completions = Record<string, string>;

/** @returns false when it was recorded before; the moment of the first time stays */
export async function record(tx: Tx, { cohortId, studentId, lessonId }: Completion): Promise<boolean> {
  const { rows } = await sql`
    insert into completion (cohort_id, student_id, lesson_id) values (${cohortId}, ${studentId}, ${lessonId})
    on conflict do nothing
    returning lesson_id`.execute(tx);
  return rows.length > 0;
}

/** @returns false when there was nothing to erase */
export async function erase(tx: Tx, { cohortId, studentId, lessonId }: Completion): Promise<boolean> {
  const { rows } = await sql`
    delete from completion
    where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}
    returning lesson_id`.execute(tx);
  return rows.length > 0;
}

/** How one lesson stands, and the student's figure over the lessons that count. */
export async function standing(
  db: Queryable,
  { cohortId, studentId, lessonId }: Completion,
  lessonIds: readonly string[],
): Promise<ProgressUpdated> {
  const { rows } = await sql<{ completed: number; completedAt: Date | null }>`
    select count(*) as completed, max(completed_at) filter (where lesson_id = ${lessonId}) as "completedAt"
    from completion
    where cohort_id = ${cohortId} and student_id = ${studentId}
      and lesson_id = any (${lessonIds})`.execute(db);
  const { completed, completedAt } = rows[0]!;
  return {
    cohortId,
    studentId,
    lessonId,
    completedAt: completedAt?.toISOString() ?? null,
    ...figureOf(completed, lessonIds.length),
  };
}

/** What each student of the cohort has completed of the lessons that count, by student id. */
export async function completionsOf(
  db: Queryable,
  cohortId: string,
  studentIds: readonly string[],
  lessonIds: readonly string[],
): Promise<Map<string, Completions>> {
  const { rows } = await sql<{ studentId: string; lessonId: string; completedAt: Date }>`
    select student_id as "studentId", lesson_id as "lessonId", completed_at as "completedAt"
    from completion
    where cohort_id = ${cohortId} and student_id = any (${studentIds})
      and lesson_id = any (${lessonIds})`.execute(db);
  const byStudent = new Map(studentIds.map((id): [string, Completions] => [id, {}]));
  for (const row of rows) byStudent.get(row.studentId)![row.lessonId] = row.completedAt.toISOString();
  return byStudent;
}

/** Completions with the moments at which they were made, as an import or a demo brings them; nothing is told. */
export async function restore(
  tx: Tx,
  completions: readonly (Completion & { completedAt: Date })[],
): Promise<void> {
  await sql`
    insert into completion (cohort_id, student_id, lesson_id, completed_at)
    select "cohortId", "studentId", "lessonId", "completedAt"
    from json_to_recordset(${JSON.stringify(completions)}::json)
      as given ("cohortId" uuid, "studentId" uuid, "lessonId" uuid, "completedAt" timestamptz)
    on conflict do nothing`.execute(tx);
}
