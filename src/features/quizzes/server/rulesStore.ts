import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { QuizRules } from '../contract.ts';
import type { QuizSettings } from './format/quiz.ts';

/** What a cohort has of its own for a quiz; null: as the course says. */
export interface OwnRules {
  opensAt: Date | null;
  closesAt: Date | null;
  timeLimitMinutes: number | null;
  attempts: number | null;
  release: QuizRules['release'] | null;
  late: QuizRules['late'] | null;
  releasedAt: Date | null;
}

export interface Accommodation {
  extraPercent: number;
  extraAttempts: number;
}

export const noRules: OwnRules = {
  opensAt: null,
  closesAt: null,
  timeLimitMinutes: null,
  attempts: null,
  release: null,
  late: null,
  releasedAt: null,
};

type Row = Omit<OwnRules, 'late'> & {
  quizId: string;
  lateMinutes: number | null;
  latePercentOff: number | null;
};

/** By quiz id; a quiz without rules of its own is absent. */
export async function rulesOf(db: Queryable, cohortId: string): Promise<ReadonlyMap<string, OwnRules>> {
  const { rows } = await sql<Row>`
    select quiz_id as "quizId", opens_at as "opensAt", closes_at as "closesAt",
      time_limit_minutes as "timeLimitMinutes", attempts, release, late_minutes as "lateMinutes",
      late_percent_off as "latePercentOff", released_at as "releasedAt"
    from quiz_rules where cohort_id = ${cohortId}`.execute(db);
  return new Map(
    rows.map(({ quizId, lateMinutes, latePercentOff, ...rules }) => [
      quizId,
      { ...rules, late: lateMinutes === null ? null : { minutes: lateMinutes, percentOff: latePercentOff! } },
    ]),
  );
}

export async function setRules(
  tx: Tx,
  { cohortId, quizId }: { cohortId: string; quizId: string },
  rules: Omit<OwnRules, 'releasedAt' | 'opensAt' | 'closesAt'> & {
    opensAt: string | null;
    closesAt: string | null;
  },
): Promise<void> {
  const { opensAt, closesAt, timeLimitMinutes, attempts, release, late } = rules;
  await sql`
    insert into quiz_rules (cohort_id, quiz_id, opens_at, closes_at, time_limit_minutes, attempts, release,
      late_minutes, late_percent_off)
    values (${cohortId}, ${quizId}, ${opensAt}, ${closesAt}, ${timeLimitMinutes}, ${attempts}, ${release},
      ${late?.minutes ?? null}, ${late?.percentOff ?? null})
    on conflict (cohort_id, quiz_id) do update
      set opens_at = excluded.opens_at, closes_at = excluded.closes_at,
        time_limit_minutes = excluded.time_limit_minutes, attempts = excluded.attempts,
        release = excluded.release, late_minutes = excluded.late_minutes,
        late_percent_off = excluded.late_percent_off`.execute(tx);
}

/** From now on results of this quiz are shown as soon as there are any. */
export async function markReleased(
  tx: Tx,
  { cohortId, quizId }: { cohortId: string; quizId: string },
): Promise<void> {
  await sql`
    insert into quiz_rules (cohort_id, quiz_id, released_at) values (${cohortId}, ${quizId}, clock_timestamp())
    on conflict (cohort_id, quiz_id) do update
      set released_at = coalesce(quiz_rules.released_at, excluded.released_at)`.execute(tx);
}

/** Quizzes whose results are to be shown now: closed, handed in by somebody, and taken by nobody any more. */
export async function closed(db: Queryable, limit: number): Promise<{ cohortId: string; quizId: string }[]> {
  const { rows } = await sql<{ cohortId: string; quizId: string }>`
    select rules.cohort_id as "cohortId", rules.quiz_id as "quizId"
    from quiz_rules rules
    where rules.released_at is null and rules.closes_at <= clock_timestamp()
      and coalesce(rules.release, (
        select settings ->> 'release' from quiz_edition
        where quiz_id = rules.quiz_id order by number desc limit 1)) = 'after-close'
      and exists (
        select from quiz_attempt attempt
        where attempt.cohort_id = rules.cohort_id and attempt.quiz_id = rules.quiz_id and attempt.state = 'graded')
      and not exists (
        select from quiz_attempt attempt
        where attempt.cohort_id = rules.cohort_id and attempt.quiz_id = rules.quiz_id and attempt.state = 'open')
    order by rules.closes_at
    limit ${limit}`.execute(db);
  return rows;
}

/** Holds a cohort's rules for a quiz until the commit; another node that is at them already keeps them. */
export async function holdClosed(
  tx: Tx,
  { cohortId, quizId }: { cohortId: string; quizId: string },
): Promise<boolean> {
  const { rows } = await sql`
    select quiz_id from quiz_rules
    where cohort_id = ${cohortId} and quiz_id = ${quizId} and released_at is null
      and closes_at <= clock_timestamp()
    for update skip locked`.execute(tx);
  return rows.length > 0;
}

/** By student id; of one student, where one is named. */
export async function accommodationsOf(
  db: Queryable,
  cohortId: string,
  { quizId, studentId }: { quizId?: string; studentId?: string },
): Promise<({ quizId: string; studentId: string } & Accommodation)[]> {
  const { rows } = await sql<{ quizId: string; studentId: string } & Accommodation>`
    select quiz_id as "quizId", student_id as "studentId", extra_percent as "extraPercent",
      extra_attempts as "extraAttempts"
    from quiz_accommodation
    where cohort_id = ${cohortId} and quiz_id = coalesce(${quizId ?? null}::uuid, quiz_id)
      and student_id = coalesce(${studentId ?? null}::uuid, student_id)
      and (extra_percent > 0 or extra_attempts > 0)`.execute(db);
  return rows;
}

export async function accommodate(
  tx: Tx,
  { cohortId, quizId, studentId }: { cohortId: string; quizId: string; studentId: string },
  { extraPercent, extraAttempts }: Accommodation,
): Promise<void> {
  await sql`
    insert into quiz_accommodation (cohort_id, quiz_id, student_id, extra_percent, extra_attempts)
    values (${cohortId}, ${quizId}, ${studentId}, ${extraPercent}, ${extraAttempts})
    on conflict (cohort_id, quiz_id, student_id) do update
      set extra_percent = excluded.extra_percent, extra_attempts = excluded.extra_attempts`.execute(tx);
}

/** What holds: the cohort's own word before the course's. */
export function rulesInForce(settings: QuizSettings, own: OwnRules): QuizRules {
  return {
    opensAt: own.opensAt?.toISOString() ?? null,
    closesAt: own.closesAt?.toISOString() ?? null,
    timeLimitMinutes: own.timeLimitMinutes ?? settings.timeLimitMinutes,
    attempts: own.attempts ?? settings.attempts,
    passPercent: settings.passPercent,
    release: own.release ?? settings.release,
    late: own.late ?? settings.late,
    showsKey: settings.showsKey,
  };
}

/** Whether results are shown as soon as there are any. */
export function showsAtOnce(settings: QuizSettings, own: OwnRules): boolean {
  return own.releasedAt !== null || (own.release ?? settings.release) === 'now';
}
