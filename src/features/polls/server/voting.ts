import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { OwnBallot, PollChoice } from '../contract.ts';
import * as ballots from './ballotStore.ts';
import { choiceOf } from './choice.ts';
import { holdForVote, requireNoTrial } from './hold.ts';
import type { PollRow } from './rows.ts';
import { tellCount, tellVoted } from './tell.ts';

interface Vote extends PollChoice {
  pollId: string;
  edition?: number | undefined;
  ballotKey?: string | undefined;
}

/** Votes, or votes differently, while the poll takes votes; the same again changes nothing. */
export async function vote(
  { actor, tx, tell }: CommandContext,
  { pollId, edition, ballotKey, ...given }: Vote,
): Promise<OwnBallot | Told<OwnBallot>> {
  // Held until the commit: the poll can neither close nor be reset between the question and the ballot.
  const poll = await holdForVote(tx, pollId);
  if (poll.state === 'closed' || poll.isPast) throw new Refusal('conflict', 'This poll is closed.');
  // A vote that waited without a connection was for what was thrown away meanwhile.
  if (edition !== undefined && edition !== poll.edition)
    throw new Refusal('conflict', 'This poll has been asked anew: vote again.');
  await requireNoTrial(tx, actor, poll);
  const choice = choiceOf(poll, given);
  const cast = { pollId, personId: actor.userId, choice };
  const came =
    poll.anonymity === 'anonymous'
      ? await ballots.castAnonymously(tx, requiredKey(ballotKey), cast)
      : await ballots.castOwn(tx, { ...cast, isTimed: poll.kind === 'quiz' });
  if (came === 'taken')
    throw new Refusal('conflict', 'You have voted. Only the browser that you voted with can change it.');
  const own = ownOf(poll, choice);
  if (came === 'same') return own;
  tellCount(tell, poll, { isMore: came === 'counted' });
  return tellVoted(tell, own, actor.userId);
}

/** What the voter is answered and told: of an anonymous ballot, nothing that is kept here says what was chosen. */
function ownOf({ id: pollId, sessionId, edition, anonymity }: PollRow, choice: PollChoice): OwnBallot {
  return { pollId, sessionId, edition, choice: anonymity === 'anonymous' ? null : choice };
}

/**
 * The key also keeps a secret of what a command id stands for: its hash is kept beside the person, and without the key
 * somebody could try every option until the hash fits.
 */
function requiredKey(ballotKey: string | undefined): string {
  if (ballotKey !== undefined) return ballotKey;
  const message = 'is needed in an anonymous poll';
  throw new Refusal('invalid', `ballotKey: ${message}`, { faults: [{ field: 'ballotKey', message }] });
}
