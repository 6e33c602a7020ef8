import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { holdSession, isOnSheet } from '#features/sessions/server/sessions.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { pollLimits, type DeskPoll, type WrittenPoll } from '../contract.ts';
import { heldSession, holdPair, holdPoll, requireAsking, requireDraft, requireNotOver } from './hold.ts';
import { deskOf, pollWith, type PollRow } from './rows.ts';
import * as store from './store.ts';
import { tellAll, tellBank, tellDesk, tellDiscarded, type Write } from './tell.ts';
import { contentOf, type PollContent } from './written.ts';

interface OfPoll {
  pollId: string;
}

/** Writes a poll down for later. */
export async function draft(
  { tx, tell }: CommandContext,
  { sessionId, ...written }: WrittenPoll & { sessionId: string },
): Promise<Told<DeskPoll>> {
  const session = await heldSession(tx, sessionId);
  requireNotOver(session);
  const poll = await insert({ tx, tell }, session, contentOf(written));
  return tellDesk(tell, poll);
}

/** Writes a poll and asks it, so that from one line of text to the class is one step. */
export async function launch(
  { tx, tell }: CommandContext,
  { sessionId, ...written }: WrittenPoll & { sessionId: string },
): Promise<Told<DeskPoll>> {
  const session = await heldSession(tx, sessionId);
  requireAsking(session);
  const poll = await insert({ tx, tell }, session, contentOf(written));
  await store.open(tx, poll.id, written.seconds);
  return tellAll(tell, poll);
}

/** Puts other words in a draft. */
export async function edit(
  { tx, tell }: CommandContext,
  { pollId, ...written }: WrittenPoll & OfPoll,
): Promise<Told<DeskPoll>> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireNotOver(session);
  requireDraft(poll);
  await store.rewrite(tx, pollId, contentOf(written));
  tellBank(tell, poll, session.cohortId);
  return tellDesk(tell, poll);
}

/** Prepares a draft for an item of its session's run sheet; null: for none in particular. */
export async function tie(
  { tx, tell }: CommandContext,
  { pollId, agendaItemId }: OfPoll & { agendaItemId: string | null },
): Promise<Told<DeskPoll>> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireNotOver(session);
  requireDraft(poll);
  // The session is held: no other run sheet takes the place of this one meanwhile.
  if (agendaItemId !== null && !(await isOnSheet(tx, session.id, agendaItemId)))
    throw new Refusal('not_found', 'This item is not part of the run sheet.');
  await store.tie(tx, pollId, agendaItemId);
  return tellDesk(tell, poll);
}

/** Puts a draft before or after another one; where it stands there already, nothing changes. */
export async function move(
  { tx, tell }: CommandContext,
  { pollId, side, otherId }: OfPoll & { side: 'before' | 'after'; otherId: string },
): Promise<DeskPoll | Told<DeskPoll>> {
  const { session, poll, other } = await holdPair(tx, pollId, otherId);
  requireNotOver(session);
  requireDraft(poll);
  requireDraft(other);
  if (!(await store.move(tx, pollId, side, otherId))) return deskOf(await pollWith(tx, pollId));
  tellDesk(tell, other);
  return tellDesk(tell, poll);
}

/** Throws a draft away; what has been asked stays. */
export async function discard(
  { tx, tell }: CommandContext,
  { pollId }: OfPoll,
): Promise<{ discarded: boolean }> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireDraft(poll);
  await store.discard(tx, pollId);
  tellBank(tell, poll, session.cohortId);
  tellDiscarded(tell, poll);
  return { discarded: true };
}

/** Copies a poll, in whatever state, as a draft of a session of its cohort. */
export async function duplicate(
  { tx, tell }: CommandContext,
  { pollId, intoSessionId }: OfPoll & { intoSessionId: string },
): Promise<Told<DeskPoll>> {
  const { session, poll } = await holdPoll(tx, pollId);
  const into = await holdSession(tx, intoSessionId);
  if (into?.cohortId !== session.cohortId)
    throw new Refusal('not_found', 'The other session is not one of this cohort.');
  requireNotOver(into);
  return tellDesk(tell, await insert({ tx, tell }, into, contentIn(poll)));
}

/** A new draft of a session that this transaction holds. @throws Refusal `conflict` when there are too many */
export async function insert(
  { tx, tell }: Write,
  { id: sessionId, cohortId }: { id: string; cohortId: string },
  content: PollContent,
  revoteOf: string | null = null,
): Promise<{ id: string; sessionId: string }> {
  if (!(await store.countPoll(tx, sessionId)))
    throw new Refusal('conflict', `A session has ${pollLimits.polls} polls at most.`);
  const poll = { id: newId(), sessionId };
  await store.insertDraft(tx, { ...poll, content, revoteOf });
  tellBank(tell, poll, cohortId);
  return poll;
}

/** What a poll asks, so that another one asks the same. */
export function contentIn(poll: PollRow): PollContent {
  const { kind, prompt, options, choose, range, results, anonymity, seconds } = poll;
  return { kind, prompt, options, choose, range, results, anonymity, seconds };
}
