import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { isOpen, qna, type VoteStanding } from '../contract.ts';
import { holdForVote, requireNoTrial } from './hold.ts';
import type { Votable } from './store.ts';
import { tellVotes } from './tell.ts';
import * as store from './voteStore.ts';

interface OfQuestion {
  questionId: string;
}

type Standing = VoteStanding | Told<VoteStanding>;

/** Votes for a question of somebody else; again is as good as once. */
export async function upvote(
  { actor, tx, tell }: CommandContext,
  { questionId }: OfQuestion,
): Promise<Standing> {
  const { session, question, isOver } = await holdForVote(tx, questionId);
  await requireNoTrial(tx, actor, session);
  if (question.authorId === actor.userId)
    throw new Refusal('conflict', 'This is your own question: others vote for it.');
  requireVoting(question, isOver);
  // Another tab may be doing the same: the row tells which of the two comes first.
  if (!(await store.give(tx, questionId, actor.userId))) return standing(tx, question, actor.userId);
  tellVotes(tell, question);
  return tellVoted(tell, question, actor.userId);
}

/** Takes a vote back, also one for what was merged into the question meanwhile; again is as good as once. */
export async function takeBack(
  { actor, tx, tell }: CommandContext,
  { questionId }: OfQuestion,
): Promise<Standing> {
  const { question, isOver } = await holdForVote(tx, questionId);
  requireVoting(question, isOver);
  const given = await store.takeBack(tx, questionId, actor.userId);
  if (given.length === 0) return standing(tx, question, actor.userId);
  tellVotes(tell, question);
  for (const id of given) if (id !== questionId) tellVoted(tell, { ...question, id }, actor.userId);
  return tellVoted(tell, question, actor.userId);
}

function requireVoting({ state, wasSeen }: Votable, isOver: boolean): void {
  // Whoever saw it may know that it went into another one; of all others nothing is said.
  if (state === 'merged' && wasSeen) throw new Refusal('conflict', 'This question was merged into another.');
  if (!isOpen(state)) throw new Refusal('not_found', 'This question is not here any more.');
  if (isOver) throw new Refusal('conflict', 'This session is over.');
}

function tellVoted(tell: Tell, question: Votable, personId: string): Told<VoteStanding> {
  const topic = identity.topics.person.of({ userId: personId });
  return tell(qna, 'qa:voted', [topic], (held) => standing(held, question, personId));
}

async function standing(tx: Tx, { id, sessionId }: Votable, personId: string): Promise<VoteStanding> {
  return { sessionId, questionId: id, ...(await store.standingOf(tx, id, personId)) };
}
