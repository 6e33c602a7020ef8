import { Refusal } from '#kernel/refusal.ts';
import { isOver } from '#features/sessions/contract.ts';
import { holdSession } from '#features/sessions/server/sessions.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { pollsWhere, withId, type PollRow } from './rows.ts';
import * as store from './store.ts';

/** A session that cannot end, nor be taken otherwise, before the commit. */
export type HeldSession = NonNullable<Awaited<ReturnType<typeof holdSession>>>;

/**
 * Holds a poll alone, and its session as it is: until the commit nobody votes, and nobody else runs it. Always in this
 * order: session, poll, ballots.
 */
export async function holdPoll(tx: Tx, pollId: string): Promise<{ session: HeldSession; poll: PollRow }> {
  const place = await store.placeOf(tx, pollId);
  if (!place) throw new Refusal('not_found');
  const session = await heldSession(tx, place.sessionId);
  const [poll] = await pollsWhere(tx, withId(pollId), 'for update');
  // A draft may have been thrown away meanwhile.
  if (!poll) throw new Refusal('not_found');
  return { session, poll };
}

/**
 * Holds a poll as it is until the commit, while others vote. The session is not held: whoever ends it closes its polls,
 * and waits here for those who vote.
 *
 * @throws Refusal `not_found` also for a draft: whoever votes does not see it
 */
export async function holdForVote(tx: Tx, pollId: string): Promise<PollRow> {
  const [poll] = await pollsWhere(tx, withId(pollId), 'for share');
  if (!poll || poll.state === 'draft') throw new Refusal('not_found');
  return poll;
}

export async function heldSession(tx: Tx, sessionId: string): Promise<HeldSession> {
  const session = await holdSession(tx, sessionId);
  if (!session) throw new Refusal('not_found');
  return session;
}

export function requireNotOver({ state }: HeldSession): void {
  if (isOver(state)) throw new Refusal('conflict', 'This session is over.');
}

/** Whether something may be asked here now: students would see it, and a rehearsal is not theirs to see. */
export function requireAsking(session: HeldSession): void {
  requireNotOver(session);
  if (session.state === 'rehearsal')
    throw new Refusal('conflict', 'This session is being rehearsed: students would see the poll.');
}

export function requireDraft({ state }: PollRow): void {
  if (state !== 'draft') throw new Refusal('conflict', 'This poll has been asked: duplicate it instead.');
}

export function requireAsked({ state }: PollRow): void {
  if (state === 'draft') throw new Refusal('conflict', 'This poll has not been asked yet.');
}
