import { Refusal } from '#kernel/refusal.ts';
import { access } from '#features/cohorts/server/access.ts';
import { isOver } from '#features/sessions/contract.ts';
import { holdSession } from '#features/sessions/server/sessions.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import { isOpen } from '../contract.ts';
import { questionWith, type QuestionRow } from './rows.ts';
import * as store from './store.ts';
import type { At } from './tell.ts';

/** A session that cannot end, nor be taken otherwise, before the commit. */
export type HeldSession = NonNullable<Awaited<ReturnType<typeof holdSession>>>;

export interface HeldQuestion {
  session: HeldSession;
  question: QuestionRow;
  at: At;
}

/**
 * Holds a question and the turn in its session: until the commit nobody else asks, moderates or, for this question,
 * votes. Always in this order: session, turn, questions.
 */
export async function holdInTurn(tx: Tx, questionId: string): Promise<HeldQuestion> {
  const session = await heldSession(tx, (await placeOf(tx, questionId)).sessionId);
  await store.holdTurn(tx, session.id);
  await store.holdQuestion(tx, questionId);
  const question = await questionWith(tx, questionId);
  return { session, question, at: { cohortId: session.cohortId, isOver: isOver(session.state) } };
}

/** Holds a question as it is until the commit, while others vote for it. */
export async function holdForVote(
  tx: Tx,
  questionId: string,
): Promise<{ session: HeldSession; question: store.Votable; isOver: boolean }> {
  const session = await heldSession(tx, (await placeOf(tx, questionId)).sessionId);
  return { session, question: await store.shareQuestion(tx, questionId), isOver: isOver(session.state) };
}

/**
 * What staff try out would be there for everybody, and stay. Students go on: to them nothing is being rehearsed.
 *
 * @throws Refusal `conflict` for staff of a session that is being rehearsed
 */
export async function requireNoTrial(tx: Tx, actor: Person, session: HeldSession): Promise<void> {
  if (session.state === 'rehearsal' && (await isStaff(tx, actor, session)))
    throw new Refusal('conflict', 'This session is being rehearsed: students would see this.');
}

export async function heldSession(tx: Tx, sessionId: string): Promise<HeldSession> {
  const session = await holdSession(tx, sessionId);
  if (!session) throw new Refusal('not_found');
  return session;
}

/** Whether somebody runs the session. */
export async function isStaff(
  tx: Tx,
  actor: Person,
  { cohortId }: Pick<HeldSession, 'cohortId'>,
): Promise<boolean> {
  const held = await access.relationsOf(tx, actor, { cohortId }, 'act');
  return held.has('instructor') || held.has('organisationAdmin');
}

async function placeOf(tx: Tx, questionId: string): Promise<{ sessionId: string }> {
  const place = await store.placeOf(tx, questionId);
  if (!place) throw new Refusal('not_found');
  return place;
}

/** @throws Refusal `not_found` for a question that staff do not see either: its author took it away */
export function requireOnDesk({ state }: QuestionRow): void {
  if (state === 'withdrawn') throw new Refusal('not_found', 'Its author has withdrawn this question.');
}

/** @throws Refusal `not_found` for a question of somebody else that one cannot see, `forbidden` for one that one can */
export function requireOwn({ author, state }: QuestionRow, { userId }: Person): void {
  if (author.id === userId) return;
  throw isOpen(state) ? new Refusal('forbidden', 'This question is not yours.') : new Refusal('not_found');
}
