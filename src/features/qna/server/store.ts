import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { questionLimits, type Anonymity, type QuestionState } from '../contract.ts';

interface Place {
  sessionId: string;
  cohortId: string;
}

/** To what a question belongs, which never changes. */
export async function placeOf(db: Queryable, questionId: string): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select session.id as "sessionId", session.cohort_id as "cohortId"
    from question join live_session session on session.id = question.session_id
    where question.id = ${questionId}`.execute(db);
  return rows[0];
}

/**
 * Counts one more question of the session, whoever asks, and lets nobody else ask or moderate there until commit.
 *
 * @returns undefined, or in how many ms there is room again
 */
export async function countAsked(tx: Tx, sessionId: string): Promise<number | undefined> {
  const { rows } = await sql<{ asked: number; leftMs: number }>`
    insert into question_session as s (session_id, counted_from, asked)
    values (${sessionId}, clock_timestamp(), 1)
    on conflict (session_id) do update set
      asked = case when s.counted_from > clock_timestamp() - interval '1 minute' then s.asked + 1 else 1 end,
      counted_from = case when s.counted_from > clock_timestamp() - interval '1 minute' then s.counted_from
        else clock_timestamp() end
    returning asked,
      (60000 - extract(epoch from clock_timestamp() - counted_from) * 1000)::int as "leftMs"`.execute(tx);
  const { asked, leftMs } = rows[0]!;
  return asked > questionLimits.askedPerMinute ? Math.max(1, leftMs) : undefined;
}

/** Lets nobody else ask or moderate in the session until commit. */
export async function holdTurn(tx: Tx, sessionId: string): Promise<void> {
  await sql`select from question_session where session_id = ${sessionId} for update`.execute(tx);
}

/** Lets nobody change a question, nor vote for it, until commit. */
export async function holdQuestion(tx: Tx, questionId: string): Promise<void> {
  await sql`select from question where id = ${questionId} for update`.execute(tx);
}

/** As much of a question as a vote for it needs. */
export interface Votable {
  id: string;
  sessionId: string;
  authorId: string;
  state: QuestionState;
  /** Whether everybody could ever see it. */
  wasSeen: boolean;
}

/** Lets nobody change a question until commit; votes go on. @throws Error for one that does not exist */
export async function shareQuestion(tx: Tx, questionId: string): Promise<Votable> {
  const { rows } = await sql<Votable>`
    select id, session_id as "sessionId", author_id as "authorId", state, published_at is not null as "wasSeen"
    from question where id = ${questionId} for share`.execute(tx);
  return rows[0]!;
}

export async function insert(
  tx: Tx,
  given: {
    id: string;
    sessionId: string;
    authorId: string;
    anonymity: Anonymity;
    question: string;
    /** It has to be let through; by staff who make it of a message it is. */
    isModerated: boolean;
    isLetThrough?: boolean;
    fromMessageId?: string;
  },
): Promise<void> {
  const { id, sessionId, authorId, anonymity, question, isModerated } = given;
  const waits = isModerated && !given.isLetThrough;
  await sql`
    insert into question (id, session_id, author_id, anonymity, question, state, waited, published_at,
      from_message_id)
    values (${id}, ${sessionId}, ${authorId}, ${anonymity}, ${question},
      ${waits ? 'pending' : 'published'}, ${isModerated},
      ${waits ? sql`null` : sql`clock_timestamp()`}, ${given.fromMessageId ?? null})`.execute(tx);
}

/** The question that stands for a message, whoever sees it; the turn in its session is held. */
export async function madeOf(tx: Tx, messageId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from question where from_message_id = ${messageId} and state <> 'withdrawn'`.execute(tx);
  return rows[0]?.id;
}

/** Puts a question into a state in which it is seen, or waits to be. */
export async function setState(
  tx: Tx,
  questionId: string,
  state: 'pending' | 'published' | 'answering' | 'answered',
): Promise<void> {
  await sql`
    update question set state = ${state}, state_before = null, merged_into = null, reason = null,
      published_at = case when ${state} = 'pending' then published_at
        else coalesce(published_at, clock_timestamp()) end
    where id = ${questionId}`.execute(tx);
}

/** Whoever was being answered is no longer: a session answers one question at a time. */
const settled = sql`case when state = 'answering' then 'published' else state end`;

export async function dismiss(tx: Tx, questionId: string, reason: string): Promise<void> {
  await sql`
    update question set state = 'dismissed', state_before = coalesce(state_before, ${settled}), reason = ${reason}
    where id = ${questionId}`.execute(tx);
}

export async function merge(tx: Tx, questionId: string, intoId: string): Promise<void> {
  await sql`
    update question set state = 'merged', state_before = ${settled}, merged_into = ${intoId}
    where id = ${questionId}`.execute(tx);
}

export async function withdraw(tx: Tx, questionId: string): Promise<void> {
  await sql`
    update question set state = 'withdrawn', state_before = null, merged_into = null
    where id = ${questionId}`.execute(tx);
}

export async function rephrase(tx: Tx, questionId: string, question: string): Promise<void> {
  await sql`
    update question set question = ${question}, edited_at = clock_timestamp()
    where id = ${questionId}`.execute(tx);
}

export async function pin(tx: Tx, questionId: string, on: boolean): Promise<void> {
  await sql`update question set pinned = ${on} where id = ${questionId}`.execute(tx);
}

export async function label(tx: Tx, questionId: string, labels: readonly string[]): Promise<void> {
  await sql`update question set labels = ${[...labels]}::text[] where id = ${questionId}`.execute(tx);
}

export async function attach(tx: Tx, questionId: string, lessonId: string | null): Promise<void> {
  await sql`update question set lesson_id = ${lessonId} where id = ${questionId}`.execute(tx);
}

/** What is answered in a session and stands at no lesson, in the order in which it was asked; the turn is held. */
export async function answeredApart(tx: Tx, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from question where session_id = ${sessionId} and state = 'answered' and lesson_id is null
    order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

export async function keepAnswer(
  tx: Tx,
  questionId: string,
  { byId, text }: { byId: string; text: string | null },
): Promise<void> {
  await sql`
    insert into question_answer (question_id, by_id, text) values (${questionId}, ${byId}, ${text})
    on conflict (question_id) do update set by_id = excluded.by_id, text = excluded.text, at = excluded.at`.execute(
    tx,
  );
}

/** Takes an answer away, and with it the place at a lesson that only answered ones have. */
export async function dropAnswer(tx: Tx, questionId: string): Promise<void> {
  await sql`delete from question_answer where question_id = ${questionId}`.execute(tx);
  await sql`update question set lesson_id = null where id = ${questionId}`.execute(tx);
}

/** The question that the session is at, locked. */
export async function holdAnswering(tx: Tx, sessionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from question where session_id = ${sessionId} and state = 'answering' for update`.execute(tx);
  return rows[0]?.id;
}

/** What is merged into a question itself, locked. */
export async function holdMergedInto(tx: Tx, questionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from question where merged_into = ${questionId} order by id for update`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The question to which votes for this one count: itself, or what it was merged into in whatever number of steps. */
export async function rootOf(db: Queryable, questionId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, merged_into) as (
      select id, merged_into from question where id = ${questionId}
      union all
      select question.id, question.merged_into from above join question on question.id = above.merged_into
    )
    select id from above where merged_into is null`.execute(db);
  return rows[0]!.id;
}

/** Who asked a question, or asked what was merged into it in whatever number of steps; in the order of their ids. */
export async function askersOf(db: Queryable, questionId: string): Promise<string[]> {
  const { rows } = await sql<{ authorId: string }>`
    with recursive below (id, author_id) as (
      select id, author_id from question where id = ${questionId}
      union all
      select question.id, question.author_id from below join question on question.merged_into = below.id
      where question.state = 'merged'
    )
    select distinct author_id as "authorId" from below order by author_id`.execute(db);
  return rows.map(({ authorId }) => authorId);
}

export async function mute(tx: Tx, questionId: string, minutes: number): Promise<void> {
  if (minutes === 0) {
    await sql`delete from question_mute where question_id = ${questionId}`.execute(tx);
    return;
  }
  await sql`
    insert into question_mute (question_id, until_at)
    values (${questionId}, date_trunc('milliseconds', now() + make_interval(mins => ${minutes})))
    on conflict (question_id) do update set until_at = excluded.until_at`.execute(tx);
}

/** Until when somebody may not ask in the session, by whichever of their questions; null: they may. */
export async function mutedUntil(db: Queryable, sessionId: string, personId: string): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`
    select max(question_mute.until_at) as until
    from question_mute join question on question.id = question_mute.question_id
    where question.session_id = ${sessionId} and question.author_id = ${personId}
      and question_mute.until_at > now()`.execute(db);
  return rows[0]!.until;
}
