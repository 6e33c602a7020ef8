import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { isOver } from '#features/sessions/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { isOpen, type OwnQuestion } from '../contract.ts';
import { heldSession, holdInTurn, requireNoTrial, requireOwn, type HeldSession } from './hold.ts';
import { takeAway } from './merging.ts';
import { editableUntil, ownOf, questionWith, type QuestionRow } from './rows.ts';
import * as store from './store.ts';
import { tellChange, tellDesk, tellMine, tellNew } from './tell.ts';

/** Asks a question, from the moment the session is planned until it is over. */
export async function ask(
  { actor, tx, tell }: CommandContext,
  { sessionId, text, anonymous }: { sessionId: string; text: string; anonymous: boolean },
): Promise<Told<OwnQuestion>> {
  const session = await heldSession(tx, sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  await requireNoTrial(tx, actor, session);
  const { moderated, anonymity } = session.settings;
  // Whoever counts on not being named is never named because a setting changed meanwhile.
  if (anonymous && anonymity === 'none')
    throw new Refusal('conflict', 'Questions in this session are asked by name.');
  await takeTurn(tx, sessionId);
  await requireUnmuted(tx, session, actor.userId);
  const id = newId();
  await store.insert(tx, {
    ...{ id, sessionId, authorId: actor.userId },
    anonymity: anonymous ? anonymity : 'none',
    question: text,
    isModerated: moderated,
  });
  if (!moderated) tellNew(tell, { id, sessionId });
  tellDesk(tell, { id, sessionId });
  return tellMine(tell, { id, author: { id: actor.userId, name: '' } });
}

/** @throws Refusal `too_many` where more comes in than anybody can read */
export async function takeTurn(tx: Tx, sessionId: string): Promise<void> {
  const retryAfterMs = await store.countAsked(tx, sessionId);
  if (retryAfterMs !== undefined)
    throw new Refusal('too_many', 'So many questions come in that this one has to wait a moment.', {
      retryAfterMs,
    });
}

/** Puts one's own question differently: while it waits, or shortly after it was asked where nothing waits. */
export async function edit(
  { actor, tx, tell }: CommandContext,
  { questionId, text }: { questionId: string; text: string },
): Promise<OwnQuestion | Told<OwnQuestion>> {
  const { session, question: before, at } = await holdInTurn(tx, questionId);
  requireOwn(before, actor);
  if (at.isOver) throw new Refusal('conflict', 'This session is over.');
  await requireUnmuted(tx, session, actor.userId);
  requireEditable(before, session.now);
  if (before.question === text) return ownOf(before);
  await store.rephrase(tx, questionId, text);
  tellChange({ tx, tell }, before, await questionWith(tx, questionId), at);
  return tellMine(tell, before);
}

/** Takes one's own question away, also once the session is over; what was merged into it stands for itself again. */
export async function withdraw(
  { actor, tx, tell }: CommandContext,
  { questionId }: { questionId: string },
): Promise<OwnQuestion | Told<OwnQuestion>> {
  const { question: before, at } = await holdInTurn(tx, questionId);
  requireOwn(before, actor);
  if (before.state === 'withdrawn') return ownOf(before);
  if (before.state === 'dismissed') throw new Refusal('conflict', 'This question was dismissed.');
  return takeAway({ tx, tell }, before, at);
}

function requireEditable(question: QuestionRow, now: Date): void {
  const { state, waited } = question;
  if (state === 'pending') return;
  if (!isOpen(state)) throw new Refusal('conflict', 'This question can no longer be changed.');
  // It was let through as it stands: put differently it would be another one.
  if (waited) throw new Refusal('conflict', 'This question was published as it is.');
  if (state !== 'published')
    throw new Refusal('conflict', 'This question is being answered, or is answered.');
  if (editableUntil(question) <= now)
    throw new Refusal('conflict', 'Others have read this question: ask another one instead.');
}

export async function requireUnmuted(tx: Tx, { id }: HeldSession, personId: string): Promise<void> {
  const until = await store.mutedUntil(tx, id, personId);
  if (until)
    throw new Refusal('not_yet', 'You cannot ask in this session at the moment.', { opensAt: until });
}
