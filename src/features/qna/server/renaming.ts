import { sql } from 'kysely';
import { isOpen } from '../contract.ts';
import { holdInTurn } from './hold.ts';
import { takeAway } from './merging.ts';
import type { QuestionRow } from './rows.ts';
import { isOwed, tellChange, tellDesk, tellOwed, type At, type Write } from './tell.ts';

/** Tells whoever sees the name of somebody that it is another; of a question that hides it, nothing is told. */
export async function tellRenamed(write: Write, userId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select question.id from question left join question_answer answer on answer.question_id = question.id
    where question.state <> 'withdrawn' and (answer.by_id = ${userId}
      or (question.author_id = ${userId} and question.anonymity <> 'everyone'))
    order by question.session_id, question.id`.execute(write.tx);
  for (const { id } of rows) {
    const { question, at } = await holdInTurn(write.tx, id);
    if (isShownToAll(question, userId)) tellChange(write, question, question, at);
    else tellStaff(write, question, at);
  }
}

function isShownToAll({ state, anonymity, author, answer }: QuestionRow, userId: string): boolean {
  if (!isOpen(state)) return false;
  return answer?.by.id === userId || (author.id === userId && anonymity === 'none');
}

function tellStaff({ tell }: Write, question: QuestionRow, at: At): void {
  tellDesk(tell, question);
  if (at.isOver && isOwed(question)) tellOwed(tell, question, at);
}

/** Takes away all that somebody asked, before their words are forgotten. */
export async function forgetAsker(write: Write, userId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from question where author_id = ${userId} and state <> 'withdrawn'
    order by session_id, id`.execute(write.tx);
  for (const { id } of rows) {
    const { question, at } = await holdInTurn(write.tx, id);
    await takeAway(write, question, at);
  }
}
