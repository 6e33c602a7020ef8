import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import type { OpenQuestion } from '../contract.ts';

/** How the reader's vote for a question stands, with what is still on its way. */
export interface Vote {
  voted: boolean;
  upvotes: number;
  state: 'counted' | 'sending' | 'waiting' | 'failed' | 'asks';
  /** Why it was not counted. */
  reason: string;
}

/** What this page last asked for, and what it showed then. */
export interface Wanted {
  voted: boolean;
  upvotes: number;
}

interface Known {
  told: { voted: boolean; upvotes: number };
  /** Shown until a moment after the answer: vote and count are told on two topics, one of them first. */
  wanted: Wanted | undefined;
  /** The newest command about this vote that has not got through. */
  pending: Pick<PendingCommand, 'name' | 'state' | 'problem'> | undefined;
  /** No connection: what is kept is said to be kept. */
  isAway: boolean;
}

export function voteOf({ told, wanted, pending, isAway }: Known): Vote {
  if (pending?.state === 'failed')
    return { ...told, state: 'failed', reason: pending.problem?.message ?? '' };
  if (!pending) return { ...(wanted ?? told), state: 'counted', reason: '' };
  const voted = pending.name === 'qa:upvote';
  const shown = wanted?.voted === voted ? wanted : withVote(told, voted);
  if (pending.state === 'needs-confirmation') return { ...shown, state: 'asks', reason: '' };
  return { ...shown, state: isAway ? 'waiting' : 'sending', reason: '' };
}

/** What is to be shown once the vote is given or taken back. */
export function withVote(told: { voted: boolean; upvotes: number }, voted: boolean): Wanted {
  return { voted, upvotes: Math.max(0, told.upvotes + Number(voted) - Number(told.voted)) };
}

/** The newest command about each question's vote, by the question's id. */
export function pendingVotes(pending: readonly PendingCommand[]): Map<string, PendingCommand> {
  const votes = new Map<string, PendingCommand>();
  for (const command of pending) {
    if (command.name === 'qa:upvote' || command.name === 'qa:take-back')
      votes.set(String(command.input['questionId']), command);
  }
  return votes;
}

/** Whether the reader's vote stands for a question: one for what was merged into it is one for it. */
export function hasVoted({ id, merged }: OpenQuestion, voted: readonly string[]): boolean {
  return [id, ...merged].some((each) => voted.includes(each));
}
