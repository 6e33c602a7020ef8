import type { Log } from '#platform/server/log/log.ts';
import { isSerializationFailure } from '#platform/server/db/errors.ts';
import * as ballots from './ballotStore.ts';
import { holdPoll } from './hold.ts';
import { pollsWhere, withId, type PollRow } from './rows.ts';
import * as store from './store.ts';
import { tellAll, tellBank, type Write } from './tell.ts';

const atOnce = 25;

/** Takes no more votes in an open poll that this transaction holds alone. */
export async function closeHeld({ tx }: Pick<Write, 'tx'>, { id, anonymity }: PollRow): Promise<void> {
  await store.close(tx, id);
  if (anonymity === 'anonymous') await ballots.shuffle(tx, id);
}

/** Closes what is open in a session that is over; its row is held by whoever ends it. */
export async function closeSession(
  { tx, tell }: Write,
  { id: sessionId, cohortId }: { id: string; cohortId: string },
): Promise<void> {
  const open = await store.openIn(tx, sessionId);
  for (const pollId of open) {
    const [poll] = await pollsWhere(tx, withId(pollId), 'for update');
    if (poll?.state !== 'open') continue;
    await closeHeld({ tx }, poll);
    tellAll(tell, poll);
  }
  if (open.length > 0) tellBank(tell, { sessionId }, cohortId);
}

/**
 * Closes what time has closed: no vote is taken from then on anyway, and here it is told. Every node tries; whoever
 * comes second finds the poll closed.
 */
export async function closeLapsed({
  db,
  log,
}: {
  db: Parameters<typeof store.lapsed>[0];
  log: Log;
}): Promise<void> {
  for (const pollId of await store.lapsed(db, atOnce)) {
    try {
      await log.write(async ({ tx, tell }) => {
        const { session, poll } = await holdPoll(tx, pollId);
        if (poll.state !== 'open' || !poll.isPast) return;
        await closeHeld({ tx }, poll);
        tellAll(tell, poll);
        tellBank(tell, poll, session.cohortId);
      });
    } catch (cause) {
      // Two transactions stood in each other's way: the poll falls due again at the next turn.
      if (!isSerializationFailure(cause)) throw cause;
    }
  }
}
