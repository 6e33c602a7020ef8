import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { isOpen, type DeskQuestion, type OwnQuestion } from '../contract.ts';
import { holdInTurn, requireOnDesk } from './hold.ts';
import { questionWith, type QuestionRow } from './rows.ts';
import * as store from './store.ts';
import { tellChange, tellMine, type At, type Write } from './tell.ts';

/**
 * Merges a question into another of the session. Votes stay with the question that they were given for, and are
 * counted once a person: so nothing is lost, and a merging can be taken back.
 */
export async function merge(
  { tx, tell }: CommandContext,
  { questionId, intoId }: { questionId: string; intoId: string },
): Promise<Told<DeskQuestion>> {
  const { question: before, at } = await holdInTurn(tx, questionId);
  requireOnDesk(before);
  if (intoId === questionId) throw new Refusal('conflict', 'A question cannot be merged into itself.');
  const place = await store.placeOf(tx, intoId);
  if (place?.sessionId !== before.sessionId)
    throw new Refusal('not_found', 'The other question is not one of this session.');
  await store.holdQuestion(tx, intoId);
  requireMergeable(before, await questionWith(tx, intoId));

  await store.merge(tx, questionId, intoId);
  await tellRoot({ tx, tell }, intoId, at);
  tellMine(tell, before);
  return tellChange({ tx, tell }, before, await questionWith(tx, questionId), at);
}

function requireMergeable(question: QuestionRow, into: QuestionRow): void {
  requireOnDesk(into);
  if (question.state === 'dismissed' || question.state === 'merged')
    throw new Refusal('conflict', `This question is ${question.state}.`);
  if (into.state === 'dismissed' || into.state === 'merged')
    throw new Refusal('conflict', `The other question is ${into.state}.`);
  // What people see and have voted for would be gone.
  if (isOpen(question.state) && !isOpen(into.state))
    throw new Refusal('conflict', 'The other question is not published yet.');
}

/** Lets a merged question that this transaction holds stand for itself again. */
export async function separate(
  { tx, tell }: Write,
  before: QuestionRow,
  at: At,
): Promise<Told<DeskQuestion>> {
  await store.setState(tx, before.id, before.stateBefore!);
  tellMine(tell, before);
  return tellChange({ tx, tell }, before, await questionWith(tx, before.id), at);
}

/** Takes a question away that this transaction holds; what was merged into it stands for itself again. */
export async function takeAway({ tx, tell }: Write, before: QuestionRow, at: At): Promise<Told<OwnQuestion>> {
  const rootId = before.mergedInto === null ? undefined : await holdRoot({ tx }, before.mergedInto);
  for (const id of await store.holdMergedInto(tx, before.id)) {
    await separate({ tx, tell }, await questionWith(tx, id), at);
  }
  await store.withdraw(tx, before.id);
  tellChange({ tx, tell }, before, await questionWith(tx, before.id), at);
  if (rootId !== undefined) await tellRoot({ tx, tell }, rootId, at);
  return tellMine(tell, before);
}

/**
 * Holds the question to which votes for this one count, so that nobody gives or takes back a vote there while
 * another question joins or leaves it.
 */
export async function holdRoot({ tx }: Pick<Write, 'tx'>, questionId: string): Promise<string> {
  const rootId = await store.rootOf(tx, questionId);
  await store.holdQuestion(tx, rootId);
  return rootId;
}

/** Tells that what is merged into a question is different, and with it the votes. */
export async function tellRoot({ tx, tell }: Write, rootId: string, at: At): Promise<void> {
  const root = await questionWith(tx, rootId);
  tellChange({ tx, tell }, root, root, at);
}
