import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { DeskPoll } from '../contract.ts';
import * as ballots from './ballotStore.ts';
import { closeHeld } from './closing.ts';
import { contentIn, insert } from './drafting.ts';
import { holdPoll, requireAsked, requireAsking, requireDraft } from './hold.ts';
import { deskOf, isShownToAll, isShownToStaff, pollWith } from './rows.ts';
import * as store from './store.ts';
import { textsOf } from './tally.ts';
import { tellAll, tellBank, tellDesk, tellResult, tellSolved } from './tell.ts';

interface OfPoll {
  pollId: string;
}

type Stands = DeskPoll | Told<DeskPoll>;

/** Asks what was drafted. */
export async function open({ tx, tell }: CommandContext, { pollId }: OfPoll): Promise<Stands> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireAsking(session);
  requireDraft(poll);
  await store.open(tx, pollId, poll.seconds);
  tellBank(tell, poll, session.cohortId);
  return tellAll(tell, poll);
}

/** Sets how long votes are still taken; once the time has run out it is not given back. */
export async function countdown(
  { tx, tell }: CommandContext,
  { pollId, seconds }: OfPoll & { seconds: number | null },
): Promise<Stands> {
  const { poll } = await holdPoll(tx, pollId);
  requireAsked(poll);
  if (poll.state === 'closed' || poll.isPast) throw new Refusal('conflict', 'This poll is closed.');
  await store.closeIn(tx, pollId, seconds);
  return tellAll(tell, poll);
}

/** Takes no more votes; whoever votes at this moment is counted before, or refused after. */
export async function close({ tx, tell }: CommandContext, { pollId }: OfPoll): Promise<Stands> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireAsked(poll);
  if (poll.state === 'closed') return deskOf(await pollWith(tx, pollId));
  await closeHeld({ tx }, poll);
  tellBank(tell, poll, session.cohortId);
  return tellAll(tell, poll);
}

/** Shows everybody what the poll came to. It is closed by that: nobody votes who knows. */
export async function reveal({ tx, tell }: CommandContext, { pollId }: OfPoll): Promise<Stands> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireAsked(poll);
  if (poll.results === 'staff')
    throw new Refusal('conflict', 'Whoever voted was told that only staff see the result.');
  if (poll.revealedAt) return deskOf(await pollWith(tx, pollId));
  if (poll.state === 'open') {
    await closeHeld({ tx }, poll);
    tellBank(tell, poll, session.cohortId);
  }
  await store.reveal(tx, pollId);
  tellResult(tell, poll);
  await tellSolved({ tx, tell }, poll, session.cohortId);
  return tellAll(tell, poll);
}

/** Takes a poll off the wall whose result is no longer spoken of. */
export async function putAway({ tx, tell }: CommandContext, { pollId }: OfPoll): Promise<Stands> {
  const { poll } = await holdPoll(tx, pollId);
  requireAsked(poll);
  if (poll.state === 'open') throw new Refusal('conflict', 'This poll is open: close it first.');
  if (poll.putAwayAt) return deskOf(await pollWith(tx, pollId));
  await store.putAway(tx, pollId);
  return tellAll(tell, poll);
}

/** Asks the same again in a poll of its own, whose options stand in the same order. */
export async function revote({ tx, tell }: CommandContext, { pollId }: OfPoll): Promise<Stands> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireAsking(session);
  requireAsked(poll);
  if (poll.state === 'open') {
    await closeHeld({ tx }, poll);
    tellAll(tell, poll);
  }
  const again = await insert({ tx, tell }, session, contentIn(poll), pollId);
  await store.open(tx, again.id, poll.seconds);
  return tellAll(tell, again);
}

/** Throws every ballot away and asks anew. */
export async function reset({ tx, tell }: CommandContext, { pollId }: OfPoll): Promise<Stands> {
  const { session, poll } = await holdPoll(tx, pollId);
  requireAsking(session);
  requireAsked(poll);
  await ballots.throwAway(tx, pollId);
  await store.raiseEdition(tx, pollId);
  await store.open(tx, pollId, poll.seconds);
  if (poll.state === 'closed') tellBank(tell, poll, session.cohortId);
  return tellAll(tell, poll);
}

/** Keeps a text that was given from everybody, or shows it again. */
export async function hideText(
  { tx, tell }: CommandContext,
  { pollId, text, hidden }: OfPoll & { text: string; hidden: boolean },
): Promise<Stands> {
  const { poll } = await holdPoll(tx, pollId);
  if (!isShownToStaff(poll)) throw new Refusal('conflict', 'Its texts are not to be seen yet.');
  const given = await textsOf(tx, pollId);
  if (!given.some((one) => one.text === text))
    throw new Refusal('not_found', 'Nobody has written this here.');
  if (!(await store.hideText(tx, pollId, text, hidden))) return deskOf(await pollWith(tx, pollId));
  if (!isShownToAll(poll)) return tellDesk(tell, poll);
  // A count with the word in it may be on its way still, or be read again: a newer one takes its place.
  tellResult(tell, poll);
  return tellAll(tell, poll);
}
