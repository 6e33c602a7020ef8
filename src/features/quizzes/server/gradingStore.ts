import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { percentOf, type ItemAnswer, type ItemResult, type Score } from '../contract.ts';
import { countedAnswer } from './attemptStore.ts';
import type { Item } from './format/quiz.ts';
import type { AnsweredItem, GradedAttempt, GradedItem } from './grading/gradeAttempt.ts';

export type Cause = 'handed-in' | 'regraded' | 'marked' | 'late-accepted';

/**
 * The items of an attempt with all that decides about their points. Each has the key of the edition that is
 * named, as long as that still asks it in the same kind; else the one by which it was asked.
 */
export async function answeredItems(
  db: Queryable,
  attemptId: string,
  { quizId, edition }: { quizId: string; edition: number },
): Promise<AnsweredItem[]> {
  const { rows } = await sql<{
    itemId: string;
    number: number;
    content: Item;
    ids: string[];
    answer: ItemAnswer | null;
    percentOff: number;
    markPoints: number | null;
    comment: string | null;
  }>`
    select asked.item_id as "itemId",
      coalesce(present.number, own.number) as number,
      coalesce(present.content, own.content) as content,
      coalesce(present.ids, own.ids) as ids,
      counted.answer,
      case when counted.arrival = 1 and attempt.late_accepted_at is null
          and counted.answer is distinct from in_time.answer
        then attempt.late_percent_off else 0 end as "percentOff",
      mark.points as "markPoints", mark.comment
    from quiz_attempt attempt
    join quiz_attempt_item asked on asked.attempt_id = attempt.id
    join quiz_item_key own on own.item_id = asked.item_id and own.number = asked.number
    left join quiz_edition_item member
      on member.quiz_id = ${quizId} and member.edition = ${edition} and member.item_id = asked.item_id
    left join quiz_item_key present on present.item_id = member.item_id and present.number = member.number
      and present.content ->> 'kind' = own.content ->> 'kind'
    left join lateral (${countedAnswer(sql`asked.item_id`)}) counted on true
    left join quiz_answer in_time
      on in_time.attempt_id = attempt.id and in_time.item_id = asked.item_id and in_time.arrival = 0
    left join quiz_mark mark on mark.attempt_id = attempt.id and mark.item_id = asked.item_id
    where attempt.id = ${attemptId}
    order by asked.position`.execute(db);
  return rows.map(({ content, ids, markPoints, comment, ...row }) => ({
    ...row,
    kept: { item: content, ids },
    mark: markPoints === null ? null : { points: markPoints, comment: comment ?? '' },
  }));
}

export interface Grading {
  attemptId: string;
  number: number;
  cause: Cause;
  reason: string;
  byId: string | null;
  passed: boolean;
  graded: GradedAttempt;
}

/** Adds a grading; one of the same number is never written over. */
export async function keepGrading(tx: Tx, grading: Grading): Promise<void> {
  const { attemptId, number, cause, reason, byId, passed, graded } = grading;
  await sql`
    insert into quiz_grading (attempt_id, number, cause, reason, by_id, points, out_of, passed)
    values (${attemptId}, ${number}, ${cause}, ${reason}, ${byId}, ${graded.points}, ${graded.outOf}, ${passed})`.execute(
    tx,
  );
  const rows = graded.items.map(({ itemId, outOf, ...item }) => ({
    item_id: itemId,
    out_of: outOf,
    ...item,
  }));
  await sql`
    insert into quiz_item_grade (attempt_id, grading, item_id, number, points, out_of, verdict, comment, said)
    select ${attemptId}, ${number}, item_id, number, points, out_of, verdict, comment, said
    from json_to_recordset(${JSON.stringify(rows)}::json) as graded (
      item_id uuid, number int, points int, out_of int, verdict text, comment text, said jsonb)`.execute(tx);
}

export interface ScoreRow {
  attemptId: string;
  cohortId: string;
  quizId: string;
  studentId: string;
  attemptNumber: number;
  isReleased: boolean;
  number: number;
  points: number;
  outOf: number;
  passed: boolean;
}

/** The newest score of each attempt: by student, then by number. */
export async function scores(
  db: Queryable,
  {
    cohortId,
    quizId,
    studentId,
    onlyReleased,
  }: { cohortId: string; quizId?: string; studentId?: string; onlyReleased: boolean },
): Promise<ScoreRow[]> {
  const { rows } = await sql<ScoreRow>`
    select attempt.id as "attemptId", attempt.cohort_id as "cohortId", attempt.quiz_id as "quizId",
      attempt.student_id as "studentId", attempt.number as "attemptNumber",
      attempt.state = 'released' as "isReleased",
      grading.number, grading.points, grading.out_of as "outOf", grading.passed
    from quiz_attempt attempt
    join quiz_grading grading on grading.attempt_id = attempt.id and grading.number = attempt.grading
    where attempt.cohort_id = ${cohortId}
      and attempt.quiz_id = coalesce(${quizId ?? null}::uuid, attempt.quiz_id)
      and attempt.student_id = coalesce(${studentId ?? null}::uuid, attempt.student_id)
      and (attempt.state = 'released' or not ${onlyReleased})
    order by attempt.student_id, attempt.quiz_id, attempt.number`.execute(db);
  return rows;
}

/** The newest score of one attempt; undefined while there is none. */
export async function scoreOf(db: Queryable, attemptId: string): Promise<Score | undefined> {
  const { rows } = await sql<Pick<ScoreRow, 'number' | 'points' | 'outOf' | 'passed'>>`
    select grading.number, grading.points, grading.out_of as "outOf", grading.passed
    from quiz_attempt attempt
    join quiz_grading grading on grading.attempt_id = attempt.id and grading.number = attempt.grading
    where attempt.id = ${attemptId}`.execute(db);
  return rows[0] && scoreFrom(rows[0]);
}

export function scoreFrom({
  number,
  points,
  outOf,
  passed,
}: Pick<ScoreRow, 'number' | 'points' | 'outOf' | 'passed'>): Score {
  const [got, all] = [points / 100, outOf / 100];
  return { points: got, outOf: all, percent: percentOf(got, all), passed, grading: number };
}

export interface GradingRow {
  number: number;
  at: Date;
  points: number;
  cause: Cause;
  reason: string;
}

/**
 * How an attempt was graded, item by item. For a student nothing comes before it is released: the rows
 * themselves are not read.
 */
export async function resultOf(
  db: Queryable,
  attemptId: string,
  { onlyReleased }: { onlyReleased: boolean },
): Promise<{ gradings: GradingRow[]; items: GradedItem[] }> {
  const { rows: gradings } = await sql<GradingRow>`
    select grading.number, grading.at, grading.points, grading.cause, grading.reason
    from quiz_grading grading
    join quiz_attempt attempt on attempt.id = grading.attempt_id
    where grading.attempt_id = ${attemptId} and (attempt.state = 'released' or not ${onlyReleased})
    order by grading.number`.execute(db);
  const { rows: items } = await sql<GradedItem>`
    select grade.item_id as "itemId", grade.number, grade.points, grade.out_of as "outOf", grade.verdict,
      grade.comment, grade.said
    from quiz_attempt attempt
    join quiz_item_grade grade on grade.attempt_id = attempt.id and grade.grading = attempt.grading
    join quiz_attempt_item item on item.attempt_id = grade.attempt_id and item.item_id = grade.item_id
    where attempt.id = ${attemptId} and (attempt.state = 'released' or not ${onlyReleased})
    order by item.position`.execute(db);
  return { gradings, items };
}

/** Whether some attempt was graded by a key that the edition has another of now. */
export async function needsRegrade(
  db: Queryable,
  { cohortId, quizId, edition }: { cohortId: string; quizId: string; edition: number },
): Promise<boolean> {
  const { rows } = await sql<{ isNeeded: boolean }>`
    select exists (
      select from quiz_attempt attempt
      join quiz_item_grade grade on grade.attempt_id = attempt.id and grade.grading = attempt.grading
      join quiz_edition_item member
        on member.quiz_id = ${quizId} and member.edition = ${edition} and member.item_id = grade.item_id
      join quiz_item_key present on present.item_id = member.item_id and present.number = member.number
      join quiz_item_key used on used.item_id = grade.item_id and used.number = grade.number
      where attempt.cohort_id = ${cohortId} and attempt.quiz_id = ${quizId}
        and grade.number <> member.number and present.content ->> 'kind' = used.content ->> 'kind'
    ) as "isNeeded"`.execute(db);
  return rows[0]!.isNeeded;
}

export async function mark(
  tx: Tx,
  {
    attemptId,
    itemId,
    points,
    comment,
    byId,
  }: { attemptId: string; itemId: string; points: number; comment: string; byId: string },
): Promise<void> {
  await sql`
    insert into quiz_mark (attempt_id, item_id, points, comment, given_by)
    values (${attemptId}, ${itemId}, ${points}, ${comment}, ${byId})
    on conflict (attempt_id, item_id) do update
      set points = excluded.points, comment = excluded.comment, given_by = excluded.given_by,
        given_at = excluded.given_at`.execute(tx);
}

export interface ItemOutcome {
  attemptId: string;
  studentId: string;
  itemId: string;
  points: number;
  outOf: number;
  verdict: ItemResult['verdict'];
  answer: ItemAnswer | null;
}

/** What became of each item in every student's first attempt that was handed in. */
export async function firstOutcomes(
  db: Queryable,
  { cohortId, quizId }: { cohortId: string; quizId: string },
): Promise<ItemOutcome[]> {
  const { rows } = await sql<ItemOutcome>`
    select attempt.id as "attemptId", attempt.student_id as "studentId", grade.item_id as "itemId",
      grade.points, grade.out_of as "outOf", grade.verdict, counted.answer
    from (
      select distinct on (student_id) id, student_id, grading, late_accepted_at from quiz_attempt
      where cohort_id = ${cohortId} and quiz_id = ${quizId} and state <> 'open'
      order by student_id, number
    ) attempt
    join quiz_item_grade grade on grade.attempt_id = attempt.id and grade.grading = attempt.grading
    left join lateral (${countedAnswer(sql`grade.item_id`)}) counted on true
    order by attempt.student_id, grade.item_id`.execute(db);
  return rows;
}
