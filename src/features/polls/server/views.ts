import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import { publicOf, sessionsOfCohort } from '#features/sessions/server/store.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { BankPoll, DeskText, NamedBallot, PollDesk, PollList, PollText } from '../contract.ts';
import * as ballots from './ballotStore.ts';
import {
  askedIn,
  deskOf,
  isShownToAll,
  isShownToStaff,
  openOf,
  pollsOf,
  pollsWhere,
  withId,
  type PollRow,
} from './rows.ts';
import { textsOf } from './tally.ts';

interface OfSession {
  sessionId: string;
}

interface OfPoll {
  pollId: string;
}

/** The polls that everybody sees, and the reader's own ballots. */
export async function list({ actor, tx }: ViewContext, { sessionId }: OfSession): Promise<PollList> {
  return {
    sessionId,
    polls: (await askedIn(tx, sessionId)).map(openOf),
    own: await ballots.ownIn(tx, sessionId, actor.userId),
  };
}

export async function desk({ tx }: ViewContext, { sessionId }: OfSession): Promise<PollDesk> {
  return { sessionId, polls: (await pollsOf(tx, sessionId)).map(deskOf) };
}

export async function texts(
  { tx }: ViewContext,
  { pollId }: OfPoll,
): Promise<OfPoll & { shown: boolean; texts: PollText[] }> {
  const poll = await pollOf(tx, pollId);
  // Whoever may not see a draft is not told that there is one.
  if (poll.state === 'draft') throw new Refusal('not_found');
  const shown = isShownToAll(poll);
  const seen = shown ? (await textsOf(tx, pollId)).filter(({ hidden }) => !hidden) : [];
  return { pollId, shown, texts: seen.map(({ text, count }) => ({ text, count })) };
}

export async function deskTexts(
  { tx }: ViewContext,
  { pollId }: OfPoll,
): Promise<OfPoll & { shown: boolean; texts: DeskText[] }> {
  const shown = isShownToStaff(await pollOf(tx, pollId));
  return { pollId, shown, texts: shown ? await textsOf(tx, pollId) : [] };
}

/** Who voted what, where whoever voted was told that it would be read. */
export async function named(
  { tx }: ViewContext,
  { pollId }: OfPoll,
): Promise<OfPoll & { ballots: NamedBallot[] }> {
  const { anonymity } = await pollOf(tx, pollId);
  if (anonymity !== 'named')
    throw new Refusal('conflict', 'Whoever voted here was told that nobody reads who voted what.');
  return { pollId, ballots: await ballots.namedIn(tx, pollId) };
}

/** What can be asked again. */
export async function bank(
  { tx }: ViewContext,
  { cohortId }: { cohortId: string },
): Promise<{ cohortId: string; polls: BankPoll[] }> {
  const sessions = new Map(
    (await sessionsOfCohort(tx, cohortId)).map(publicOf).map(({ id, title }) => [id, { id, title }]),
  );
  const there = await pollsWhere(tx, sql`poll.session_id = any (${[...sessions.keys()]}::uuid[])`);
  return {
    cohortId,
    polls: there.toReversed().map(({ id, kind, prompt, options, state, openedAt, sessionId }) => ({
      ...{ id, kind, prompt, state },
      options: options.map(({ id: optionId, label }) => ({ id: optionId, label })),
      openedAt: openedAt?.toISOString() ?? null,
      session: sessions.get(sessionId)!,
    })),
  };
}

async function pollOf(db: Queryable, pollId: string): Promise<PollRow> {
  const [poll] = await pollsWhere(db, withId(pollId));
  if (!poll) throw new Refusal('not_found');
  return poll;
}
