import { cohorts } from '#features/cohorts/contract.ts';
import { leaderboard } from '#features/leaderboard/contract.ts';
import { Adjustments } from '#features/leaderboard/web/host/Adjustments.tsx';
import { HostBoard as Board } from '#features/leaderboard/web/host/HostBoard.tsx';
import type { LiveSession } from '#features/sessions/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useBoardActs } from './useBoardActs.ts';

/** The leaderboard of a session for whoever runs it. */
export function HostBoard({
  session: { id: sessionId, cohortId },
}: {
  session: Pick<LiveSession, 'id' | 'cohortId'>;
}) {
  const { live } = useRealtime();
  const topics = [leaderboard.topics.board.of({ sessionId })];
  const view = useLiveView(leaderboard, 'leaderboard:session', { sessionId }, { topics });
  const people = useLiveView(cohorts, 'cohorts:enrolments', { cohortId });
  const { acting, act } = useBoardActs();
  return (
    <Board
      view={viewOf(view)}
      acting={acting}
      students={(people.data?.enrolments ?? [])
        .filter(({ role, state }) => role === 'student' && state === 'active')
        .map(({ userId, name }) => ({ id: userId, name }))}
      onSwitch={(on) =>
        void act(() => live.api.command(leaderboard, 'leaderboard:switch', { sessionId, on }))
      }
      onPutUp={(up) => void act(() => live.api.command(leaderboard, 'leaderboard:put-up', { sessionId, up }))}
      onAdjust={(adjustment) =>
        act(() => live.api.command(leaderboard, 'leaderboard:adjust', { sessionId, ...adjustment }))
      }
      adjustments={<Adjustments sessionId={sessionId} />}
    />
  );
}
