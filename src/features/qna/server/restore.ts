import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import * as store from './store.ts';

/** A question that was asked before this Stoa knew of it; without an answer it is owed one. */
export interface QuestionToRestore {
  authorId: string;
  question: string;
  askedAt: Date;
  /** Whoever asked is not among them. */
  voterIds: readonly string[];
  labels?: readonly string[];
  /** `text` null: aloud. `lessonId`: the lesson of the course that it was put to. */
  answer?: { byId: string; text: string | null; at: Date; lessonId?: string | null };
}

/**
 * Writes what was asked in a session where nothing waits, in the order in which it was asked, without telling anybody.
 *
 * @returns the ids of the questions, in that order
 */
export async function restoreQuestions(
  tx: Tx,
  sessionId: string,
  questions: readonly QuestionToRestore[],
): Promise<string[]> {
  // The turn in the session, which whoever moderates takes.
  await store.countAsked(tx, sessionId);
  const ids: string[] = [];
  for (const { authorId, question, askedAt, voterIds, labels = [], answer } of questions) {
    const id = newId();
    ids.push(id);
    await sql`
      insert into question (id, session_id, author_id, anonymity, question, state, waited, asked_at, published_at,
        labels, lesson_id)
      values (${id}, ${sessionId}, ${authorId}, 'none', ${question}, ${answer ? 'answered' : 'published'}, false,
        ${askedAt}, ${askedAt}, ${[...labels]}::text[], ${answer?.lessonId ?? null})`.execute(tx);
    await sql`
      insert into question_vote (question_id, person_id, at)
      select ${id}::uuid, person_id, ${askedAt}::timestamptz
      from unnest(${[...voterIds]}::uuid[]) as person_id`.execute(tx);
    if (answer)
      await sql`
        insert into question_answer (question_id, by_id, text, at)
        values (${id}, ${answer.byId}, ${answer.text}, ${answer.at})`.execute(tx);
  }
  return ids;
}
