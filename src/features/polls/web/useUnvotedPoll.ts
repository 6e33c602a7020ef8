import { sessions } from '#features/sessions/contract.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { polls, type OpenPoll } from '../contract.ts';
import { partsOf } from './stance.ts';
import { usePhase } from './usePhase.ts';
import { useVoting } from './useVoting.ts';

/** Stands for a poll where there is none, since a hook is asked every time. */
const never = { state: 'closed', closesAt: null, results: 'staff', tally: null } as const;

/** What is being asked and the reader has not answered yet; the newest, if there are several. */
export function useUnvotedPoll(sessionId: string, personId: string): OpenPoll | undefined {
  const topics = [sessions.topics.session.of({ sessionId })];
  const { data } = useLiveView(polls, 'poll:list', { sessionId }, { topics });
  const { voteFor } = useVoting(data, personId);
  const poll = partsOf(data?.polls ?? []).up.find(
    (one) => one.state === 'open' && voteFor(one).state === 'none',
  );
  return usePhase(poll ?? never, serverNowMs) === 'open' ? poll : undefined;
}

/** The element of a poll's card. */
export const cardId = (pollId: string): string => `poll-${pollId}`;
