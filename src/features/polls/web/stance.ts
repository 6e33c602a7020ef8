import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import type { DeskPoll, OpenPoll, OwnBallot, PollChoice } from '../contract.ts';
import { noChoice } from './choice.ts';

/** What a poll is to somebody at one moment. */
export type Phase =
  /** Votes are taken. */
  | 'open'
  /** Its time is over by the server's clock, though nobody has closed it yet. */
  | 'expired'
  /** Closed, and its result still to come. */
  | 'closed'
  /** Closed, and its result is never shown to students. */
  | 'hidden'
  | 'revealed';

export type Phased = Pick<OpenPoll, 'closesAt' | 'results' | 'tally'> & { state: DeskPoll['state'] };

/** @param nowMs by the server's clock */
export function phaseOfPoll({ state, closesAt, results, tally }: Phased, nowMs: number): Phase {
  if (state === 'open') return closesAt !== null && Date.parse(closesAt) <= nowMs ? 'expired' : 'open';
  if (tally !== null) return 'revealed';
  return results === 'staff' ? 'hidden' : 'closed';
}

/** How the reader's own vote in a poll stands, with what is still on its way. */
export interface Vote {
  /** What is shown as chosen, though it may still be on its way; null: nothing, or nobody knows any more. */
  choice: PollChoice | null;
  /** What is counted, in the same way. */
  told: PollChoice | null;
  /** The server has a ballot of the reader's, whatever it holds. */
  hasVoted: boolean;
  state: 'none' | 'counted' | 'sending' | 'waiting' | 'asks' | 'failed';
  /** Why it was not counted. */
  reason: string;
  /**
   * An anonymous ballot can be changed where it was given and nowhere else: false in any other browser. Always true
   * where nothing is voted yet.
   */
  canChange: boolean;
}

/** What a browser keeps of an anonymous ballot that it gave. */
export interface KeptBallot {
  ballotKey: string;
  edition: number;
  choice: PollChoice;
}

interface Known {
  poll: Pick<OpenPoll, 'id' | 'anonymity' | 'edition'>;
  own: OwnBallot | undefined;
  kept: KeptBallot | undefined;
  /** What this page was told in answer to the newest vote, until the event must have come. */
  answered: OwnBallot | undefined;
  /** The newest command of this vote that has not got through. */
  pending: Pick<PendingCommand, 'input' | 'state' | 'problem'> | undefined;
  /** No connection: what is kept is said to be kept. */
  isAway: boolean;
}

export function voteOf({ poll, own, kept, answered, pending, isAway }: Known): Vote {
  const stands = [answered, own].find((one) => one !== undefined && one.edition === poll.edition);
  const isKept = kept?.edition === poll.edition;
  const told = stands?.choice ?? (stands && isKept ? kept.choice : null);
  const hasVoted = stands !== undefined;
  const canChange = poll.anonymity !== 'anonymous' || !hasVoted || isKept;
  const vote = { choice: told, told, hasVoted, canChange, reason: '' };
  if (!pending) return { ...vote, state: hasVoted ? 'counted' : 'none' };
  const choice = choiceIn(pending.input);
  if (pending.state === 'failed')
    return { ...vote, choice, state: 'failed', reason: pending.problem?.message ?? '' };
  if (pending.state === 'needs-confirmation') return { ...vote, choice, state: 'asks' };
  return { ...vote, choice, state: isAway ? 'waiting' : 'sending' };
}

/** What a vote that is on its way holds. */
export function choiceIn(input: PendingCommand['input']): PollChoice {
  const { optionIds, texts, number } = input as Partial<PollChoice>;
  return {
    optionIds: optionIds ?? noChoice.optionIds,
    texts: texts ?? noChoice.texts,
    number: number ?? null,
  };
}

/** The newest command about each poll's ballot, by the poll's id. */
export function pendingVotes(pending: readonly PendingCommand[]): Map<string, PendingCommand> {
  const votes = new Map<string, PendingCommand>();
  for (const command of pending) {
    if (command.name === 'poll:vote') votes.set(String(command.input['pollId']), command);
  }
  return votes;
}

/** The polls as a page shows them. */
export interface PollParts {
  /** What is being asked, the newest first; or else the newest, as long as nobody has put it away. */
  up: OpenPoll[];
  /** What was asked before, the newest first. */
  earlier: OpenPoll[];
}

export function partsOf(polls: readonly OpenPoll[]): PollParts {
  const newest = [...polls].sort((one, other) => (one.openedAt < other.openedAt ? 1 : -1));
  const isOpen = newest.some(({ state }) => state === 'open');
  const up = isOpen
    ? newest.filter(({ state }) => state === 'open')
    : newest.slice(0, 1).filter(({ putAwayAt }) => putAwayAt === null);
  return { up, earlier: newest.filter((poll) => !up.includes(poll)) };
}
