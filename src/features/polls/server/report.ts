import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { PollsFigures, PollsReport, ReportedPoll } from '../contract.ts';
import * as ballots from './ballotStore.ts';
import { askedIn, deskOf, isShownToAll, type CountedPoll } from './rows.ts';
import { textsOf } from './tally.ts';

interface OfSession {
  sessionId: string;
}

/** What the polls of a session came to: nothing of it is kept, all of it is counted from the ballots. */
export async function report({ tx }: ViewContext, { sessionId }: OfSession): Promise<PollsReport> {
  const rows = await askedIn(tx, sessionId);
  const polls = await reported(tx, rows);
  return { sessionId, figures: figuresOf(rows, polls), polls };
}

/** The polls of a session as they leave the house: what staff see of them, and nothing more. */
export async function reportedIn(db: Queryable, sessionId: string): Promise<ReportedPoll[]> {
  return reported(db, await askedIn(db, sessionId));
}

async function reported(db: Queryable, rows: readonly CountedPoll[]): Promise<ReportedPoll[]> {
  const polls: ReportedPoll[] = [];
  for (const row of rows) {
    const { place: _place, ...poll } = deskOf(row);
    const isWritten = poll.kind === 'text' || poll.kind === 'words';
    const ms = row.closedAt && row.closedAt.getTime() - row.openedAt!.getTime();
    polls.push({
      ...poll,
      state: row.closedAt ? 'closed' : 'open',
      openedAt: poll.openedAt!,
      secondsOpen: ms === null ? null : Math.round(ms / 1_000),
      texts: isWritten && poll.tally ? await textsOf(db, poll.id) : [],
      ballots: poll.anonymity === 'named' ? await ballots.namedIn(db, poll.id) : null,
    });
  }
  return polls;
}

function figuresOf(rows: readonly CountedPoll[], polls: readonly ReportedPoll[]): PollsFigures {
  const seconds = polls.flatMap(({ secondsOpen }) => secondsOpen ?? []).sort((a, b) => a - b);
  return {
    asked: polls.length,
    votes: polls.reduce((sum, { voters }) => sum + voters, 0),
    shown: rows.filter(isShownToAll).length,
    anonymous: polls.filter(({ anonymity }) => anonymity === 'anonymous').length,
    medianSecondsOpen: seconds[Math.ceil(seconds.length / 2) - 1] ?? null,
  };
}
