import { useMemo, useState } from 'react';
import { useCommand, useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { qna, type OpenQuestion, type QuestionList } from '../contract.ts';
import { hasVoted, pendingVotes, voteOf, withVote, type Vote, type Wanted } from './voting.ts';

const oneQuestionInOrder = { key: ({ questionId }: { questionId: string }) => `vote/${questionId}` };
/** After the answer both events have come, as long as there is a connection. */
const toldWithinMs = 1_500;

export interface Voting {
  voteFor: (question: OpenQuestion) => Vote;
  /** Gives the vote, or takes it back. */
  onToggle: (question: OpenQuestion) => void;
  /** What was refused is sent again; what waited for long is sent. */
  onRetry: (questionId: string) => void;
  onLeave: (questionId: string) => void;
}

/** The reader's votes in a session, shown as soon as they are given, from any of the reader's tabs. */
export function useVoting(list: QuestionList | undefined): Voting {
  const giving = useCommand(qna, 'qa:upvote', oneQuestionInOrder);
  const takingBack = useCommand(qna, 'qa:take-back', oneQuestionInOrder);
  const { pending, retry, confirm, discard } = usePending();
  const status = useConnectionStatus();
  const [wanted, setWanted] = useState<Readonly<Record<string, Wanted>>>({});
  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const votes = useMemo(() => pendingVotes(pending), [pending]);

  const want = (questionId: string, vote: Wanted): void =>
    setWanted((all) => ({ ...all, [questionId]: vote }));
  const forget = (questionId: string, vote: Wanted): void =>
    setWanted((all) => {
      const { [questionId]: current, ...others } = all;
      return current === vote ? others : all;
    });
  const voteFor = (question: OpenQuestion): Vote => {
    const { id, upvotes } = question;
    const told = { voted: hasVoted(question, list?.voted ?? []), upvotes };
    return voteOf({ told, wanted: wanted[id], pending: votes.get(id), isAway });
  };
  const onToggle = (question: OpenQuestion): void => {
    const { id } = question;
    const shown = voteFor(question);
    const former = votes.get(id);
    if (former?.state === 'failed') discard(former.commandId);
    const next = withVote(shown, !shown.voted);
    want(id, next);
    const { answered } = (next.voted ? giving : takingBack).send({ questionId: id });
    answered.then(
      ({ voted, upvotes }) => {
        const standing = { voted, upvotes };
        setWanted((all) => (all[id] === next ? { ...all, [id]: standing } : all));
        setTimeout(() => forget(id, standing), toldWithinMs);
      },
      () => forget(id, next),
    );
  };
  const withCommand = (questionId: string, act: (commandId: string) => void): void => {
    const command = votes.get(questionId);
    if (command) act(command.commandId);
  };
  return {
    voteFor,
    onToggle,
    onRetry: (questionId) =>
      withCommand(questionId, votes.get(questionId)?.state === 'failed' ? retry : confirm),
    onLeave: (questionId) => withCommand(questionId, discard),
  };
}
