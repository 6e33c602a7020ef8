import { useMemo, useState } from 'react';
import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import { useCommand, useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { polls, type OpenPoll, type OwnBallot, type PollChoice, type PollList } from '../contract.ts';
import { ballotFor, keepBallot, keptBallot } from './keptBallots.ts';
import { choiceIn, pendingVotes, voteOf, type Vote } from './stance.ts';

/** After the answer the event has come, as long as there is a connection. */
const toldWithinMs = 1_500;
const onePollInOrder = { key: ({ pollId }: { pollId: string }): string => `ballot/${pollId}` };

export interface Voting {
  voteFor: (poll: OpenPoll) => Vote;
  /** Votes, or votes differently. */
  onVote: (poll: OpenPoll, choice: PollChoice) => void;
  /** What was refused is voted anew; what waited for long is sent. */
  onRetry: (poll: OpenPoll) => void;
  onLeave: (pollId: string) => void;
}

/** The reader's own ballots in a session, shown as soon as they are given, from any of the reader's tabs. */
export function useVoting(list: PollList | undefined, personId: string): Voting {
  const { send } = useCommand(polls, 'poll:vote', onePollInOrder);
  const { pending, confirm, discard } = usePending();
  const status = useConnectionStatus();
  const [answers, setAnswers] = useState<Readonly<Record<string, OwnBallot>>>({});
  const votes = useMemo(() => pendingVotes(pending), [pending]);
  const isAway = status.state === 'offline' || status.state === 'reconnecting';

  const onVote = (poll: OpenPoll, choice: PollChoice): void => {
    const { id: pollId, anonymity, edition } = poll;
    // Of several that wait for the network only the newest is meant; one that is being sent is followed by it.
    for (const { commandId, name, input, state } of pending) {
      if (name === 'poll:vote' && input['pollId'] === pollId && state !== 'sending') discard(commandId);
    }
    if (anonymity !== 'anonymous') {
      note(send({ pollId, edition, ...choice }).answered);
      return;
    }
    const { before, next } = ballotFor(personId, pollId, edition, choice);
    keepBallot(personId, pollId, next);
    note(send({ pollId, edition, ...choice, ballotKey: next.ballotKey }).answered, () => {
      if (before) keepBallot(personId, pollId, before);
    });
  };
  const note = (answered: Promise<OwnBallot>, onRefused = (): void => {}): void =>
    void answered.then((ballot) => {
      setAnswers((all) => ({ ...all, [ballot.pollId]: ballot }));
      setTimeout(() => forget(ballot), toldWithinMs);
    }, onRefused);
  const forget = (ballot: OwnBallot): void =>
    setAnswers((all) => {
      const { [ballot.pollId]: current, ...others } = all;
      return current === ballot ? others : all;
    });
  const withCommand = (pollId: string, act: (command: PendingCommand) => void): void => {
    const command = votes.get(pollId);
    if (command) act(command);
  };
  return {
    voteFor: (poll) =>
      voteOf({
        poll,
        own: list?.own.find(({ pollId }) => pollId === poll.id),
        kept: poll.anonymity === 'anonymous' ? keptBallot(personId, poll.id) : undefined,
        answered: answers[poll.id],
        pending: votes.get(poll.id),
        isAway,
      }),
    onVote,
    onRetry: (poll) =>
      withCommand(poll.id, ({ commandId, state, input }) => {
        // As a new vote: the poll may have been asked anew since.
        if (state === 'failed') onVote(poll, choiceIn(input));
        else confirm(commandId);
      }),
    onLeave: (pollId) => withCommand(pollId, ({ commandId }) => discard(commandId)),
  };
}
