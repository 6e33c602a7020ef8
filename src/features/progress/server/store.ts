import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { figureOf, type CompletedBy, type ProgressUpdated } from '../contract.ts';

/** One lesson of one student. */
export interface Place {
  cohortId: string;
  studentId: string;
  lessonId: string;
}

export interface Completion {
  at: string;
  by: CompletedBy;
}

/** The completed lessons of one student, by lesson id; a lesson that was not is absent. */
export type Completions = Readonly<Record<string, Completion>>;

/** @returns false when it was recorded before; the moment and the cause of the first time stay */
export async function record(
  tx: Tx,
  { cohortId, studentId, lessonId }: Place,
  by: CompletedBy,
): Promise<boolean> {
  const { rows } = await sql`
    insert into completion (cohort_id, student_id, lesson_id, completed_by)
    values (${cohortId}, ${studentId}, ${lessonId}, ${by})
    on conflict do nothing
    returning lesson_id`.execute(tx);
  return rows.length > 0;
}

/** Takes a completion back, and remembers that. @returns false when there was nothing to take back */
export async function takeBack(tx: Tx, { cohortId, studentId, lessonId }: Place): Promise<boolean> {
  const { rows } = await sql`
    with taken as (
      delete from completion
      where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}
      returning *
    )
    insert into completion_undone (cohort_id, student_id, lesson_id, completed_at, completed_by, undone_at)
    select cohort_id, student_id, lesson_id, completed_at, completed_by, clock_timestamp() from taken
    on conflict (cohort_id, student_id, lesson_id) do update set
      completed_at = excluded.completed_at, completed_by = excluded.completed_by, undone_at = excluded.undone_at
    returning lesson_id`.execute(tx);
  return rows.length > 0;
}

/** Whether a lesson is complete, and whether it ever was and was taken back. */
export async function stateOf(
  tx: Tx,
  { cohortId, studentId, lessonId }: Place,
): Promise<{ isComplete: boolean; wasUndone: boolean }> {
  const { rows } = await sql<{ isComplete: boolean; wasUndone: boolean }>`
    select
      exists (select from completion
        where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}) as "isComplete",
      exists (select from completion_undone
        where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}) as "wasUndone"`.execute(
    tx,
  );
  return rows[0]!;
}

/** How one lesson stands, and the student's figure over the lessons that count. */
export async function standing(
  db: Queryable,
  { cohortId, studentId, lessonId }: Place,
  lessonIds: readonly string[],
): Promise<ProgressUpdated> {
  const { rows } = await sql<{ completed: number; at: Date | null; by: CompletedBy | null }>`
    select count(*) as completed,
      max(completed_at) filter (where lesson_id = ${lessonId}) as at,
      max(completed_by) filter (where lesson_id = ${lessonId}) as by
    from completion
    where cohort_id = ${cohortId} and student_id = ${studentId}
      and lesson_id = any (${lessonIds})`.execute(db);
  const { completed, at, by } = rows[0]!;
  return {
    cohortId,
    studentId,
    lessonId,
    completedAt: at?.toISOString() ?? null,
    completedBy: by,
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
  const { rows } = await sql<{ studentId: string; lessonId: string; at: Date; by: CompletedBy }>`
    select student_id as "studentId", lesson_id as "lessonId", completed_at as at, completed_by as by
    from completion
    where cohort_id = ${cohortId} and student_id = any (${studentIds})
      and lesson_id = any (${lessonIds})`.execute(db);
  const byStudent = new Map(studentIds.map((id): [string, Record<string, Completion>] => [id, {}]));
  for (const { studentId, lessonId, at, by } of rows) {
    byStudent.get(studentId)![lessonId] = { at: at.toISOString(), by };
  }
  return byStudent;
}

/** Every lesson that a student has completed in the cohort, of whatever version. */
export async function completedLessons(
  db: Queryable,
  cohortId: string,
  studentId: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ lessonId: string }>`
    select lesson_id as "lessonId" from completion
    where cohort_id = ${cohortId} and student_id = ${studentId}`.execute(db);
  return new Set(rows.map(({ lessonId }) => lessonId));
}

/** Who has completed which of these lessons in the cohort. */
export async function completers(
  db: Queryable,
  cohortId: string,
  lessonIds: readonly string[],
): Promise<{ lessonId: string; studentId: string }[]> {
  const { rows } = await sql<{ lessonId: string; studentId: string }>`
    select lesson_id as "lessonId", student_id as "studentId" from completion
    where cohort_id = ${cohortId} and lesson_id = any (${[...lessonIds]}::uuid[])`.execute(db);
  return rows;
}

/** Completions with the moments at which they were made, as an import or a demo brings them; nothing is told. */
export async function restore(
  tx: Tx,
  completions: readonly (Place & { completedAt: Date })[],
): Promise<void> {
  await sql`
    insert into completion (cohort_id, student_id, lesson_id, completed_at)
    select "cohortId", "studentId", "lessonId", "completedAt"
    from json_to_recordset(${JSON.stringify(completions)}::json)
      as given ("cohortId" uuid, "studentId" uuid, "lessonId" uuid, "completedAt" timestamptz)
    on conflict do nothing`.execute(tx);
}
