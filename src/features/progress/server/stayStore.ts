import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { MediaPlace } from '../contract.ts';
import type { Place } from './store.ts';

/** What a browser says that was played of a file. */
export interface Played {
  media: string;
  positionSeconds: number;
  durationSeconds: number;
  /** Each from one second to another. */
  ranges: readonly (readonly number[])[];
}

/**
 * Winds the student's clock, which is held until commit, and says how much of the time that a browser reports
 * has passed at all. The first report only starts the clock, and one of no time leaves it alone.
 */
export async function wind(
  tx: Tx,
  { cohortId, studentId }: Pick<Place, 'cohortId' | 'studentId'>,
  reportedSeconds: number,
): Promise<number> {
  const { rows: started } = await sql`
    insert into study_clock (cohort_id, student_id, heard_at)
    values (${cohortId}, ${studentId}, clock_timestamp())
    on conflict do nothing
    returning student_id`.execute(tx);
  if (started.length > 0 || reportedSeconds === 0) return 0;
  const { rows } = await sql<{ passed: number }>`
    select floor(extract(epoch from clock_timestamp() - heard_at))::integer as passed
    from study_clock where cohort_id = ${cohortId} and student_id = ${studentId}
    for update`.execute(tx);
  await sql`
    update study_clock set heard_at = clock_timestamp()
    where cohort_id = ${cohortId} and student_id = ${studentId}`.execute(tx);
  return Math.max(0, Math.min(reportedSeconds, rows[0]!.passed));
}

/** @param zone in which the day is what it is */
export async function addTime(
  tx: Tx,
  { cohortId, studentId, lessonId }: Place,
  seconds: number,
  zone: string,
): Promise<void> {
  await sql`
    insert into study_time as so_far (cohort_id, student_id, lesson_id, day, seconds, last_at)
    values (${cohortId}, ${studentId}, ${lessonId}, (clock_timestamp() at time zone ${zone})::date, ${seconds},
      clock_timestamp())
    on conflict (cohort_id, student_id, lesson_id, day) do update set
      seconds = so_far.seconds + excluded.seconds, last_at = excluded.last_at`.execute(tx);
}

/** Notes where somebody is in a file; what was played is joined to what was played before. */
export async function play(
  tx: Tx,
  { cohortId, studentId, lessonId }: Place,
  { media, positionSeconds, durationSeconds, ranges }: Played,
): Promise<void> {
  const watched = `{${ranges
    .map(([from = 0, to = 0]) => [from, Math.min(to, durationSeconds)] as const)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => `[${from},${to})`)
    .join(',')}}`;
  await sql`
    insert into media_place as so_far
      (cohort_id, student_id, lesson_id, media, position_seconds, duration_seconds, watched, at)
    values (${cohortId}, ${studentId}, ${lessonId}, ${media}, ${Math.min(positionSeconds, durationSeconds)},
      ${durationSeconds}, ${watched}::int4multirange, clock_timestamp())
    on conflict (cohort_id, student_id, lesson_id, media) do update set
      position_seconds = excluded.position_seconds,
      duration_seconds = greatest(so_far.duration_seconds, excluded.duration_seconds),
      watched = so_far.watched + excluded.watched,
      at = excluded.at`.execute(tx);
}

/** How long each student was in each lesson, by student id and lesson id. */
export async function secondsOf(
  db: Queryable,
  cohortId: string,
  studentId: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ lessonId: string; seconds: number }>`
    select lesson_id as "lessonId", sum(seconds)::integer as seconds
    from study_time where cohort_id = ${cohortId} and student_id = ${studentId}
    group by lesson_id`.execute(db);
  return new Map(rows.map(({ lessonId, seconds }) => [lessonId, seconds]));
}

export async function secondsIn(db: Queryable, { cohortId, studentId, lessonId }: Place): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(sum(seconds), 0)::integer as seconds
    from study_time
    where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}`.execute(db);
  return rows[0]!.seconds;
}

/** The files of a lesson that somebody has played, the newest first. */
export async function mediaIn(
  db: Queryable,
  { cohortId, studentId, lessonId }: Place,
): Promise<MediaPlace[]> {
  const { rows } = await sql<MediaPlace>`
    select media, position_seconds as "positionSeconds", duration_seconds as "durationSeconds",
      (select coalesce(sum(upper(piece) - lower(piece)), 0) * 100 / duration_seconds
       from unnest(watched) as piece)::integer as "watchedPercent"
    from media_place
    where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}
    order by at desc, media`.execute(db);
  return rows;
}

/** @returns false when it was passed before */
export async function pass(
  tx: Tx,
  { cohortId, studentId, lessonId }: Place,
  quizId: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into quiz_pass (cohort_id, student_id, lesson_id, quiz_id)
    values (${cohortId}, ${studentId}, ${lessonId}, ${quizId})
    on conflict do nothing
    returning quiz_id`.execute(tx);
  return rows.length > 0;
}

export async function passedIn(
  db: Queryable,
  { cohortId, studentId, lessonId }: Place,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ quizId: string }>`
    select quiz_id as "quizId" from quiz_pass
    where cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = ${lessonId}`.execute(db);
  return new Set(rows.map(({ quizId }) => quizId));
}

/**
 * Brings what somebody did in one cohort along to another. What they had done there before is kept: of two
 * completions the earlier one, of two places in a file the later one, of two times on one day the longer one
 * (whoever goes and comes back would else have studied twice). What was taken back since stays taken back.
 */
export async function bringAlong(
  tx: Tx,
  userId: string,
  { fromCohortId, toCohortId }: { fromCohortId: string; toCohortId: string },
): Promise<void> {
  const there = sql`${toCohortId}::uuid, student_id, lesson_id`;
  const theirs = sql`where cohort_id = ${fromCohortId} and student_id = ${userId}`;
  await sql`
    delete from completion there using completion_undone undone
    where there.cohort_id = ${toCohortId} and there.student_id = ${userId}
      and undone.cohort_id = ${fromCohortId} and undone.student_id = ${userId}
      and undone.lesson_id = there.lesson_id and undone.undone_at > there.completed_at`.execute(tx);
  await sql`
    insert into completion as kept (cohort_id, student_id, lesson_id, completed_at, completed_by)
    select ${there}, completed_at, completed_by from completion ${theirs}
    on conflict (cohort_id, student_id, lesson_id) do update set
      completed_at = excluded.completed_at, completed_by = excluded.completed_by
    where excluded.completed_at < kept.completed_at`.execute(tx);
  await sql`
    insert into completion_undone as kept (cohort_id, student_id, lesson_id, completed_at, completed_by, undone_at)
    select ${there}, completed_at, completed_by, undone_at from completion_undone ${theirs}
    on conflict (cohort_id, student_id, lesson_id) do update set
      completed_at = excluded.completed_at, completed_by = excluded.completed_by, undone_at = excluded.undone_at
    where excluded.undone_at > kept.undone_at`.execute(tx);
  await sql`
    insert into study_time as kept (cohort_id, student_id, lesson_id, day, seconds, last_at)
    select ${there}, day, seconds, last_at from study_time ${theirs}
    on conflict (cohort_id, student_id, lesson_id, day) do update set
      seconds = greatest(kept.seconds, excluded.seconds), last_at = greatest(kept.last_at, excluded.last_at)`.execute(
    tx,
  );
  await sql`
    insert into media_place as kept
      (cohort_id, student_id, lesson_id, media, position_seconds, duration_seconds, watched, at)
    select ${there}, media, position_seconds, duration_seconds, watched, at from media_place ${theirs}
    on conflict (cohort_id, student_id, lesson_id, media) do update set
      position_seconds = case
        when excluded.at > kept.at then excluded.position_seconds else kept.position_seconds end,
      watched = kept.watched + excluded.watched,
      at = greatest(kept.at, excluded.at)`.execute(tx);
  await sql`
    insert into quiz_pass (cohort_id, student_id, lesson_id, quiz_id, passed_at)
    select ${there}, quiz_id, passed_at from quiz_pass ${theirs}
    on conflict do nothing`.execute(tx);
}

/** Whoever had a lesson open in the last days, each of 24 hours, or completed one by themselves. */
export async function studiedWithin(db: Queryable, cohortId: string, days: number): Promise<string[]> {
  const begins = sql`clock_timestamp() - ${days} * interval '24 hours'`;
  const { rows } = await sql<{ studentId: string }>`
    select student_id as "studentId" from study_time
    where cohort_id = ${cohortId} and last_at > ${begins}
    union
    select student_id from completion
    where cohort_id = ${cohortId} and completed_at > ${begins} and completed_by <> 'staff'`.execute(db);
  return rows.map(({ studentId }) => studentId);
}
