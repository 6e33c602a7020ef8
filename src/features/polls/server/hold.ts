import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import { access } from '#features/cohorts/server/access.ts';
import { isOver } from '#features/sessions/contract.ts';
import { holdSession } from '#features/sessions/server/sessions.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { onceATransaction } from '#platform/server/db/onceATransaction.ts';
import type { Person } from '#platform/server/feature.ts';
import { amongIds, ofSession, pollsWhere, withId, type PollRow } from './rows.ts';
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
 * Holds two polls of one session as `holdPoll` holds one, the smaller id first: whoever holds them the other way round
 * waits, and does not stand in the way.
 *
 * @throws Refusal `not_found` when one is missing or is of another session
 */
export async function holdPair(
  tx: Tx,
  pollId: string,
  otherId: string,
): Promise<{ session: HeldSession; poll: PollRow; other: PollRow }> {
  const place = await store.placeOf(tx, pollId);
  if (!place) throw new Refusal('not_found');
  const session = await heldSession(tx, place.sessionId);
  const both = await pollsWhere(
    tx,
    sql`${ofSession(session.id)} and ${amongIds([pollId, otherId])}`,
    'for update',
  );
  const [poll, other] = [pollId, otherId].map((id) => both.find((one) => one.id === id));
  if (!poll || !other) throw new Refusal('not_found');
  return { session, poll, other };
}

/**
 * Holds a poll as it is until the commit, while others vote. The session is not held: whoever ends it closes its polls,
 * and waits here for those who vote.
 *
 * @throws Refusal `not_found` also for a draft: whoever votes does not see it
 */
export async function holdForVote(tx: Tx, pollId: string): Promise<PollRow> {
  const poll = await heldForVote(tx, pollId);
  if (!poll || poll.state === 'draft') throw new Refusal('not_found');
  return poll;
}

/** A class that votes at once holds it once a commit, and is judged by the moment at which it was held. */
const heldForVote = onceATransaction(async (tx: Tx, pollId: string) => {
  const [poll] = await pollsWhere(tx, withId(pollId), 'for share');
  return poll;
});

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

/**
 * What staff try out would count, and stay. Students go on: to them nothing is being rehearsed.
 *
 * @throws Refusal `conflict` for staff of a session that is being rehearsed
 */
export async function requireNoTrial(
  tx: Tx,
  actor: Person,
  { id, isRehearsed }: Pick<PollRow, 'id' | 'isRehearsed'>,
): Promise<void> {
  if (!isRehearsed) return;
  const { cohortId } = (await store.placeOf(tx, id))!;
  const held = await access.relationsOf(tx, actor, { cohortId }, 'act');
  if (held.has('instructor') || held.has('organisationAdmin'))
    throw new Refusal('conflict', 'This session is being rehearsed: your vote would count.');
}

export function requireDraft({ state }: PollRow): void {
  if (state !== 'draft') throw new Refusal('conflict', 'This poll has been asked: duplicate it instead.');
}

export function requireAsked({ state }: PollRow): void {
  if (state === 'draft') throw new Refusal('conflict', 'This poll has not been asked yet.');
}
