import { leaderboard } from '#features/leaderboard/contract.ts';
import { BoardView } from '#features/leaderboard/web/BoardView.tsx';
import { OwnEntries } from '#features/leaderboard/web/OwnEntries.tsx';
import type { LiveSession } from '#features/sessions/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useMe } from '../me.ts';
import { useBoardActs } from './useBoardActs.ts';

type OfSession = Pick<LiveSession, 'id' | 'cohortId'>;

/** The leaderboard of a session for those who take part. */
export function SessionBoard({ session: { id: sessionId, cohortId } }: { session: OfSession }) {
  const topics = [leaderboard.topics.board.of({ sessionId })];
  const view = useLiveView(leaderboard, 'leaderboard:session', { sessionId }, { topics });
  const seen = useBeingSeen(cohortId);
  return (
    <BoardView of="session" view={viewOf(view)} entries={<OwnEntries sessionId={sessionId} />} {...seen} />
  );
}

/** The leaderboard of all sessions of a cohort. */
export function CohortBoard({ cohortId }: { cohortId: string }) {
  const view = useLiveView(leaderboard, 'leaderboard:cohort', { cohortId });
  const seen = useBeingSeen(cohortId);
  return <BoardView of="cohort" view={viewOf(view)} {...seen} />;
}

/** Under which name one is on the boards of a cohort, and changing it. */
function useBeingSeen(cohortId: string) {
  const { live } = useRealtime();
  const { user } = useMe();
  const { acting, act } = useBoardActs();
  const onTakePart = (takesPart: boolean): void =>
    void act(() => live.api.command(leaderboard, 'leaderboard:take-part', { cohortId, takesPart }));
  const onTakeName = (madeUp: boolean): void =>
    void act(() => live.api.command(leaderboard, 'leaderboard:take-name', { cohortId, madeUp }));
  return { name: user.name, acting, onTakePart, onTakeName };
}
