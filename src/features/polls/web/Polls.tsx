import { Suspense } from 'react';
import { isOver, sessions, type SessionState } from '#features/sessions/contract.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Bones } from '#platform/web/ui/Shown.tsx';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls } from '../contract.ts';
import { PollsView } from './PollsView.tsx';
import { TextsLater } from './results/textsLater.ts';
import { usePollNews } from './usePollNews.ts';
import { useVoting } from './useVoting.ts';

export interface PollsProps {
  sessionId: string;
  state: SessionState;
  personId: string;
}

/** The polls of a session for whoever takes part. The page holds the socket while the session is open. */
export function Polls({ sessionId, state, personId }: PollsProps) {
  const topics = [sessions.topics.session.of({ sessionId })];
  const result = useLiveView(polls, 'poll:list', { sessionId }, { topics });
  const voting = useVoting(result.data, personId);
  usePollNews(result.data);
  return (
    <PollsView
      list={viewOf(result)}
      voting={voting}
      nowMs={serverNowMs}
      isLive={state === 'live'}
      isOver={isOver(state)}
      textsOf={(pollId, isBeside) => (
        <Suspense fallback={<Bones lines={['100%', '80%']} />}>
          <TextsLater pollId={pollId} isBeside={isBeside} />
        </Suspense>
      )}
    />
  );
}
