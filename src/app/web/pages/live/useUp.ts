import { useMemo } from 'react';
import { leaderboard } from '#features/leaderboard/contract.ts';
import { useNow } from '#features/moment/web/useNow.ts';
import { polls } from '#features/polls/contract.ts';
import { openTrial, trialTexts } from '#features/polls/web/rehearsal/trial.ts';
import { useTrial } from '#features/polls/web/rehearsal/useTrial.ts';
import { partsOf } from '#features/polls/web/stance.ts';
import { qna } from '#features/qna/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import type { UpNow } from '../../screens/live/sees.ts';

/**
 * What the rooms of a session have up, by what everybody in it may know: of polls, no result that is still hidden. While
 * it is rehearsed, also what staff of this browser try out.
 */
export function useUp(sessionId: string, isRehearsed: boolean): UpNow {
  const questions = useLiveView(qna, 'qa:list', { sessionId }).data;
  const voted = useLiveView(polls, 'poll:list', { sessionId }).data;
  const points = useLiveView(
    leaderboard,
    'leaderboard:session',
    { sessionId },
    { topics: [leaderboard.topics.board.of({ sessionId })] },
  ).data;
  const now = useNow(sessionId).data;
  const { trial } = useTrial(sessionId, { isRehearsed });
  const tried = useMemo(() => trial && { poll: openTrial(trial), texts: trialTexts(trial) }, [trial]);
  const all = voted?.polls ?? [];
  const [poll] = partsOf(all).up;
  return {
    poll,
    ...(tried && { tried }),
    before: all.find(({ id }) => id === poll?.revoteOf),
    board: points?.isUp ? points.board : undefined,
    question: questions?.questions.find(({ state }) => state === 'answering'),
    openPolls: all.filter(({ state }) => state === 'open').length,
    timer: now?.timer ?? null,
    banner: now?.banner ?? null,
  };
}
