import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

/** A question, and whatever is merged into it in any number of steps. */
const group = (questionId: string) => sql`
  with recursive gathered (id) as (
    select ${questionId}::uuid
    union all
    select question.id from gathered join question on question.merged_into = gathered.id
  )`;

/**
 * Keeps somebody's vote, unless the question is their own or they voted for it, or for what is merged into it, before.
 *
 * @returns false when nothing was kept
 */
export async function give(tx: Tx, questionId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    ${group(questionId)}
    insert into question_vote (question_id, person_id)
    select question.id, ${personId}::uuid from question
    where question.id = ${questionId} and question.author_id <> ${personId}
      and not exists (select from question_vote
        where person_id = ${personId} and question_id in (select id from gathered))
    on conflict do nothing
    returning question_id`.execute(tx);
  return rows.length > 0;
}

/** Takes somebody's vote back. @returns the questions that it was given for */
export async function takeBack(tx: Tx, questionId: string, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    ${group(questionId)}
    delete from question_vote
    where person_id = ${personId} and question_id in (select id from gathered)
    returning question_id as id`.execute(tx);
  return rows.map(({ id }) => id).sort();
}

/** How many people voted for a question or for what is merged into it; its author does not count. */
export async function upvotesOf(db: Queryable, questionId: string): Promise<number> {
  const { rows } = await sql<{ upvotes: number }>`
    ${group(questionId)}
    select count(distinct question_vote.person_id) as upvotes
    from question_vote join gathered on gathered.id = question_vote.question_id
    where question_vote.person_id <> (select author_id from question where id = ${questionId})`.execute(db);
  return rows[0]!.upvotes;
}

/** As `upvotesOf`, and whether somebody's own vote stands for the question, or for what is merged into it. */
export async function standingOf(
  db: Queryable,
  questionId: string,
  personId: string,
): Promise<{ voted: boolean; upvotes: number }> {
  const { rows } = await sql<{ voted: boolean; upvotes: number }>`
    ${group(questionId)}
    select coalesce(bool_or(vote.person_id = ${personId}), false) as voted,
      count(distinct vote.person_id) filter
        (where vote.person_id <> (select author_id from question where id = ${questionId})) as upvotes
    from question_vote vote join gathered on gathered.id = vote.question_id`.execute(db);
  return rows[0]!;
}

/** The questions of a session that somebody has voted for, in order. */
export async function votedIn(db: Queryable, sessionId: string, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select question.id from question_vote join question on question.id = question_vote.question_id
    where question.session_id = ${sessionId} and question_vote.person_id = ${personId}
    order by question.id`.execute(db);
  return rows.map(({ id }) => id);
}
