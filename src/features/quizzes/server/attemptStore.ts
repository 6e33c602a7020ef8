import { sql, type RawBuilder } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { AnswerKept, AttemptLine, ItemAnswer, ItemAsked } from '../contract.ts';

/** An attempt as its table has it, whoever asks. */
export interface AttemptRow {
  id: string;
  cohortId: string;
  quizId: string;
  studentId: string;
  number: number;
  state: 'open' | 'graded' | 'released';
  startedAt: Date;
  deadlineAt: Date | null;
  lateUntil: Date | null;
  latePercentOff: number;
  submittedAt: Date | null;
  endedBy: 'student' | 'time' | null;
  lateAcceptedAt: Date | null;
  grading: number;
}

const columns = sql`
  attempt.id, attempt.cohort_id as "cohortId", attempt.quiz_id as "quizId", attempt.student_id as "studentId",
  attempt.number, attempt.state, attempt.started_at as "startedAt", attempt.deadline_at as "deadlineAt",
  attempt.late_until as "lateUntil", attempt.late_percent_off as "latePercentOff",
  attempt.submitted_at as "submittedAt", attempt.ended_by as "endedBy",
  attempt.late_accepted_at as "lateAcceptedAt", attempt.grading`;

export interface AttemptKey {
  cohortId: string;
  quizId: string;
  attemptId: string;
}

/** How strongly a row is held until the commit. */
type Hold = 'not' | 'share' | 'update';

const holds: Record<Hold, RawBuilder<unknown>> = {
  not: sql``,
  share: sql`for share of attempt`,
  update: sql`for update of attempt`,
};

/** One attempt of a cohort's quiz; of this student, where one is named. */
export async function attemptOf(
  db: Queryable,
  { cohortId, quizId, attemptId }: AttemptKey,
  { studentId = null, hold = 'not' }: { studentId?: string | null; hold?: Hold } = {},
): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from quiz_attempt attempt
    where attempt.id = ${attemptId} and attempt.cohort_id = ${cohortId} and attempt.quiz_id = ${quizId}
      and attempt.student_id = coalesce(${studentId}::uuid, attempt.student_id)
    ${holds[hold]}`.execute(db);
  return rows[0];
}

/** The attempt that a student has open, held until the commit. */
export async function holdOpen(
  tx: Tx,
  { cohortId, quizId, studentId }: { cohortId: string; quizId: string; studentId: string },
): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from quiz_attempt attempt
    where attempt.cohort_id = ${cohortId} and attempt.quiz_id = ${quizId}
      and attempt.student_id = ${studentId} and attempt.state = 'open'
    for update of attempt`.execute(tx);
  return rows[0];
}

/** Attempts of a cohort's quiz that were handed in, held until the commit in one order. */
export async function holdHandedIn(
  tx: Tx,
  { cohortId, quizId }: { cohortId: string; quizId: string },
): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from quiz_attempt attempt
    where attempt.cohort_id = ${cohortId} and attempt.quiz_id = ${quizId} and attempt.state <> 'open'
    order by attempt.id
    for update of attempt`.execute(tx);
  return rows;
}

/** Open attempts whose time is over, late minutes included; what another node holds is left to that node. */
export async function holdDue(tx: Tx, limit: number): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from quiz_attempt attempt
    where attempt.state = 'open' and attempt.late_until <= clock_timestamp()
    order by attempt.late_until, attempt.id
    limit ${limit}
    for update of attempt skip locked`.execute(tx);
  return rows;
}

/** The database's clock, which is the only one that deadlines know. */
export async function now(db: Queryable): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]!.now;
}

export interface Beginning {
  id: string;
  cohortId: string;
  quizId: string;
  studentId: string;
  /** As the course says; what the cohort and the student have of their own comes before it. */
  course: {
    attempts: number | null;
    timeLimitMinutes: number | null;
    late: { minutes: number; percentOff: number };
  };
}

// When an attempt ends that begins at \`started_at\`: its time with the extra share of it, or the close, which the
// extra share moves as well; whatever comes first.
const deadline = (startedAt: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  least(
    ${startedAt} + given.minutes * (100 + given.extra) / 100.0 * interval '1 minute',
    given.closes_at + coalesce(given.minutes * given.extra / 100.0, 0) * interval '1 minute')`;

const given = ({
  cohortId,
  quizId,
  studentId,
  course,
}: Pick<Beginning, 'cohortId' | 'quizId' | 'course'> & {
  studentId: string | RawBuilder<unknown>;
}): RawBuilder<unknown> => sql`
  select coalesce(rules.time_limit_minutes, ${course.timeLimitMinutes}::int) as minutes,
    coalesce(rules.attempts, ${course.attempts}::int) + coalesce(mine.extra_attempts, 0) as attempts,
    coalesce(mine.extra_percent, 0) as extra,
    coalesce(rules.late_minutes, ${course.late.minutes}::int) as late_minutes,
    coalesce(rules.late_percent_off, ${course.late.percentOff}::int) as late_percent_off,
    rules.opens_at, rules.closes_at
  from (values (${cohortId}::uuid, ${quizId}::uuid, ${studentId}::uuid)) as asked (cohort_id, quiz_id, student_id)
  left join quiz_rules rules on rules.cohort_id = asked.cohort_id and rules.quiz_id = asked.quiz_id
  left join quiz_accommodation mine on mine.cohort_id = asked.cohort_id and mine.quiz_id = asked.quiz_id
    and mine.student_id = asked.student_id`;

/**
 * Begins an attempt, if the quiz is open and one is left: judged and written in one statement, so that no two
 * beginnings in the same moment are one too many.
 */
export async function begin(tx: Tx, beginning: Beginning): Promise<AttemptRow | undefined> {
  const { id, cohortId, quizId, studentId } = beginning;
  const { rows } = await sql<AttemptRow>`
    insert into quiz_attempt as attempt
      (id, cohort_id, quiz_id, student_id, number, state, started_at, deadline_at, late_until, late_percent_off)
    select ${id}, ${cohortId}, ${quizId}, ${studentId}, taken.attempts + 1, 'open', clock.at,
      ${deadline(sql`clock.at`)}, ${deadline(sql`clock.at`)} + given.late_minutes * interval '1 minute',
      given.late_percent_off
    from (select clock_timestamp() as at) clock
    cross join (${given(beginning)}) given
    cross join (
      select count(*)::int as attempts from quiz_attempt
      where cohort_id = ${cohortId} and quiz_id = ${quizId} and student_id = ${studentId}
    ) taken
    where (given.attempts is null or taken.attempts < given.attempts)
      and (given.opens_at is null or given.opens_at <= clock.at)
      and (given.closes_at is null or clock.at < given.closes_at)
    on conflict do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

/**
 * Gives open attempts the time that they would have if they began now as they once began; a deadline that was
 * given is never moved nearer.
 *
 * @returns the attempts that have another deadline now
 */
export async function extend(
  tx: Tx,
  { cohortId, quizId, studentId, course }: Omit<Beginning, 'id' | 'studentId'> & { studentId?: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update quiz_attempt attempt
    set deadline_at = fresh.deadline_at, late_until = greatest(attempt.late_until, fresh.late_until)
    from (
      select attempt.id, later.deadline_at, later.deadline_at + given.late_minutes * interval '1 minute' as late_until
      from quiz_attempt attempt
      cross join lateral (${given({ cohortId, quizId, studentId: sql`attempt.student_id`, course })}) given
      cross join lateral (select ${deadline(sql`attempt.started_at`)} as deadline_at) later
      where attempt.cohort_id = ${cohortId} and attempt.quiz_id = ${quizId} and attempt.state = 'open'
        and attempt.student_id = coalesce(${studentId ?? null}::uuid, attempt.student_id)
    ) fresh
    where attempt.id = fresh.id and attempt.state = 'open' and attempt.deadline_at is not null
      and (fresh.deadline_at is null or fresh.deadline_at > attempt.deadline_at)
    returning attempt.id`.execute(tx);
  const extended = rows.map(({ id }) => id);
  if (extended.length > 0) await judgeArrivalsAnew(tx, extended);
  return extended;
}

/** What came after the former deadline and before the new one came in time; of two such the newer one stays. */
async function judgeArrivalsAnew(tx: Tx, attemptIds: readonly string[]): Promise<void> {
  const { rows } = await sql<Record<string, unknown>>`
    delete from quiz_answer kept using quiz_attempt attempt
    where attempt.id = kept.attempt_id and attempt.id = any (${attemptIds}::uuid[])
    returning kept.attempt_id, kept.item_id, kept.answer, kept.flagged, kept.revision, kept.saved_at,
      case when kept.saved_at > attempt.late_until then 2
        when kept.saved_at > attempt.deadline_at then 1 else 0 end as arrival`.execute(tx);
  await sql`
    insert into quiz_answer (attempt_id, item_id, arrival, answer, flagged, revision, saved_at)
    select distinct on (attempt_id, item_id, arrival)
      attempt_id, item_id, arrival, nullif(answer, 'null'), flagged, revision, saved_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as kept (
      attempt_id uuid, item_id uuid, arrival smallint, answer jsonb, flagged boolean, revision int,
      saved_at timestamptz)
    order by attempt_id, item_id, arrival, revision desc`.execute(tx);
}

export interface FrozenItem {
  itemId: string;
  number: number;
  asked: ItemAsked;
}

/** What this attempt asks, in its order, for good. */
export async function freeze(tx: Tx, attemptId: string, items: readonly FrozenItem[]): Promise<void> {
  const rows = items.map(({ itemId, number, asked }, position) => ({
    item_id: itemId,
    number,
    asked,
    position,
  }));
  await sql`
    insert into quiz_attempt_item (attempt_id, item_id, position, number, asked)
    select ${attemptId}, item_id, position, number, asked
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as frozen (item_id uuid, position int, number int, asked jsonb)`.execute(tx);
}

export async function askedItem(
  db: Queryable,
  attemptId: string,
  itemId: string,
): Promise<ItemAsked | undefined> {
  const { rows } = await sql<{ asked: ItemAsked }>`
    select asked from quiz_attempt_item where attempt_id = ${attemptId} and item_id = ${itemId}`.execute(db);
  return rows[0]?.asked;
}

export async function askedItems(db: Queryable, attemptId: string): Promise<ItemAsked[]> {
  const { rows } = await sql<{ asked: ItemAsked }>`
    select asked from quiz_attempt_item where attempt_id = ${attemptId} order by position`.execute(db);
  return rows.map(({ asked }) => asked);
}

export interface AnswerToKeep {
  attemptId: string;
  itemId: string;
  answer: ItemAnswer | null;
  flagged: boolean;
  revision: number;
}

interface AnswerRow {
  itemId: string;
  answer: ItemAnswer | null;
  flagged: boolean;
  revision: number;
  savedAt: Date;
  /** 0 in time, 1 late and counted, 2 after all. */
  arrival: number;
}

const answerColumns = sql`
  kept.item_id as "itemId", kept.answer, kept.flagged, kept.revision, kept.saved_at as "savedAt", kept.arrival`;

/**
 * Keeps an answer unless a higher or equal revision is there: of two that arrive in the wrong order, or twice,
 * the higher stays. After the deadline it is kept beside the one that came in time.
 *
 * @returns undefined when what was there stays
 */
export async function keepAnswer(
  tx: Tx,
  { attemptId, itemId, answer, flagged, revision }: AnswerToKeep,
): Promise<AnswerKept | undefined> {
  const { rows } = await sql<AnswerRow>`
    insert into quiz_answer as kept (attempt_id, item_id, arrival, answer, flagged, revision, saved_at)
    select attempt.id, ${itemId},
      case when attempt.state <> 'open' or clock.at > attempt.late_until then 2
        when clock.at > attempt.deadline_at then 1 else 0 end,
      ${answer === null ? null : JSON.stringify(answer)}::jsonb, ${flagged}, ${revision}, clock.at
    from quiz_attempt attempt
    cross join (select clock_timestamp() as at) clock
    where attempt.id = ${attemptId} and not exists (
      select from quiz_answer higher
      where higher.attempt_id = attempt.id and higher.item_id = ${itemId} and higher.revision >= ${revision})
    on conflict (attempt_id, item_id, arrival) do update
      set answer = excluded.answer, flagged = excluded.flagged, revision = excluded.revision,
        saved_at = excluded.saved_at
      where excluded.revision > kept.revision
    returning ${answerColumns}`.execute(tx);
  return rows[0] && keptOf(rows[0]);
}

/** The newest answer to one item. */
export async function newestAnswer(
  db: Queryable,
  attemptId: string,
  itemId: string,
): Promise<AnswerKept | undefined> {
  const { rows } = await sql<AnswerRow>`
    select ${answerColumns} from quiz_answer kept
    where kept.attempt_id = ${attemptId} and kept.item_id = ${itemId}
    order by kept.arrival desc limit 1`.execute(db);
  return rows[0] && keptOf(rows[0]);
}

/** The newest answer to each item, and what had been kept in time where the newest came late. */
export async function answersOf(
  db: Queryable,
  attemptId: string,
): Promise<{ answers: AnswerKept[]; inTime: AnswerKept[] }> {
  const { rows } = await sql<AnswerRow>`
    select ${answerColumns}
    from quiz_answer kept
    join quiz_attempt_item item on item.attempt_id = kept.attempt_id and item.item_id = kept.item_id
    where kept.attempt_id = ${attemptId}
    order by item.position, kept.arrival`.execute(db);
  const newest = new Map(rows.map((row) => [row.itemId, row]));
  return {
    answers: [...newest.values()].map(keptOf),
    inTime: rows.filter((row) => row.arrival === 0 && newest.get(row.itemId) !== row).map(keptOf),
  };
}

function keptOf({ itemId, answer, flagged, revision, savedAt, arrival }: AnswerRow): AnswerKept {
  return { itemId, answer, flagged, revision, savedAt: savedAt.toISOString(), late: arrival > 0 };
}

/** Lets the late answers of an attempt count. @returns how many there are, counted before or not */
export async function acceptLate(tx: Tx, attemptId: string): Promise<number> {
  await sql`
    update quiz_attempt set late_accepted_at = coalesce(late_accepted_at, clock_timestamp())
    where id = ${attemptId}`.execute(tx);
  const { rows } = await sql<{ late: number }>`
    select count(*) as late from quiz_answer where attempt_id = ${attemptId} and arrival > 0`.execute(tx);
  return rows[0]!.late;
}

/**
 * Closes an open attempt; only one of many who try does.
 *
 * @returns the attempt as it stands now, or undefined when it was closed already
 */
export async function handIn(
  tx: Tx,
  attemptId: string,
  endedBy: 'student' | 'time',
): Promise<AttemptRow | undefined> {
  // Whoever hands in after the time was over has handed in when it was over.
  const { rows } = await sql<AttemptRow>`
    update quiz_attempt attempt
    set state = 'graded', grading = 1, ended_by = ${endedBy},
      submitted_at = least(clock_timestamp(), attempt.late_until)
    where attempt.id = ${attemptId} and attempt.state = 'open'
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Raises the number of the newest grading. @returns the number */
export async function nextGrading(tx: Tx, attemptId: string): Promise<number> {
  const { rows } = await sql<{ grading: number }>`
    update quiz_attempt set grading = grading + 1 where id = ${attemptId} and state <> 'open'
    returning grading`.execute(tx);
  return rows[0]!.grading;
}

/** Shows attempts to their students. @returns those that were not shown before */
export async function release(tx: Tx, attemptIds: readonly string[]): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    update quiz_attempt attempt set state = 'released'
    where attempt.id = any (${attemptIds}::uuid[]) and attempt.state = 'graded'
    returning ${columns}`.execute(tx);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The answer that counts: the newest, but for those that came after all and were not accepted. */
export const countedAnswer = (itemId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select one.answer, one.arrival from quiz_answer one
  where one.attempt_id = attempt.id and one.item_id = ${itemId}
    and (one.arrival < 2 or attempt.late_accepted_at is not null)
  order by one.arrival desc limit 1`;

type LineRow = AttemptRow & { answered: number; items: number; isLate: boolean; lateAnswers: number };

export interface LinesWanted {
  attemptId?: string;
  cohortId?: string;
  quizId?: string;
  studentId?: string;
}

/** Attempts as everybody hears of them: by student, then by number. */
export async function lines(
  db: Queryable,
  { attemptId, cohortId, quizId, studentId }: LinesWanted,
): Promise<AttemptLine[]> {
  const { rows } = await sql<LineRow>`
    select ${columns},
      (select count(*) from quiz_attempt_item where attempt_id = attempt.id) as items,
      coalesce(newest.answered, 0) as answered,
      coalesce(newest.late_answers, 0) as "lateAnswers",
      coalesce(newest.is_late, false) as "isLate"
    from quiz_attempt attempt
    left join lateral (
      select count(*) filter (where one.answer is not null) as answered,
        count(*) filter (where one.arrival = 2 and attempt.late_accepted_at is null) as late_answers,
        bool_or(one.counted_arrival > 0 and one.counted is distinct from one.in_time) as is_late
      from (
        select distinct on (kept.item_id) kept.arrival, kept.answer, in_time.answer as in_time,
          counted.answer as counted, counted.arrival as counted_arrival
        from quiz_answer kept
        left join quiz_answer in_time on in_time.attempt_id = kept.attempt_id
          and in_time.item_id = kept.item_id and in_time.arrival = 0
        left join lateral (${countedAnswer(sql`kept.item_id`)}) counted on true
        where kept.attempt_id = attempt.id
        order by kept.item_id, kept.arrival desc
      ) one
    ) newest on true
    where attempt.id = coalesce(${attemptId ?? null}::uuid, attempt.id)
      and attempt.cohort_id = coalesce(${cohortId ?? null}::uuid, attempt.cohort_id)
      and attempt.quiz_id = coalesce(${quizId ?? null}::uuid, attempt.quiz_id)
      and attempt.student_id = coalesce(${studentId ?? null}::uuid, attempt.student_id)
    order by attempt.student_id, attempt.quiz_id, attempt.number`.execute(db);
  return rows.map(lineOf);
}

/** @throws Error for an attempt that does not exist */
export async function line(db: Queryable, attemptId: string): Promise<AttemptLine> {
  const [found] = await lines(db, { attemptId });
  if (!found) throw new Error(`there is no attempt ${attemptId}`);
  return found;
}

function lineOf(row: LineRow): AttemptLine {
  const { id, quizId, cohortId, studentId, number, state, answered, items, isLate, lateAnswers } = row;
  return {
    id,
    quizId,
    cohortId,
    studentId,
    number,
    state,
    answered,
    items,
    startedAt: row.startedAt.toISOString(),
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    late: isLate,
    lateAnswers,
  };
}

export interface Move {
  studentId: string;
  fromCohortId: string;
  toCohortId: string;
  /** What the other cohort learns: attempts at other courses stay where they were made. */
  courseId: string;
}

/**
 * Takes a student's attempts along to another cohort; numbers go on after those that are there. Of two open
 * attempts at one quiz the one that is there stays the open one.
 */
export async function move(
  tx: Tx,
  { studentId, fromCohortId, toCohortId, courseId }: Move,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update quiz_attempt attempt
    set cohort_id = ${toCohortId}, number = attempt.number + coalesce(
      (select max(there.number) from quiz_attempt there
       where there.cohort_id = ${toCohortId} and there.quiz_id = attempt.quiz_id
         and there.student_id = attempt.student_id), 0)
    from quiz
    where attempt.cohort_id = ${fromCohortId} and attempt.student_id = ${studentId}
      and quiz.id = attempt.quiz_id and quiz.course_id = ${courseId}
      and not (attempt.state = 'open' and exists (
        select from quiz_attempt there
        where there.cohort_id = ${toCohortId} and there.quiz_id = attempt.quiz_id
          and there.student_id = attempt.student_id and there.state = 'open'))
    returning attempt.id`.execute(tx);
  await sql`
    insert into quiz_accommodation (cohort_id, quiz_id, student_id, extra_percent, extra_attempts)
    select ${toCohortId}, mine.quiz_id, mine.student_id, mine.extra_percent, mine.extra_attempts
    from quiz_accommodation mine join quiz on quiz.id = mine.quiz_id and quiz.course_id = ${courseId}
    where mine.cohort_id = ${fromCohortId} and mine.student_id = ${studentId}
    on conflict (cohort_id, quiz_id, student_id) do update
      set extra_percent = greatest(quiz_accommodation.extra_percent, excluded.extra_percent),
        extra_attempts = greatest(quiz_accommodation.extra_attempts, excluded.extra_attempts)`.execute(tx);
  return rows.map(({ id }) => id);
}
