import { useState } from 'react';
import { cohorts } from '#features/cohorts/contract.ts';
import { leaderboard } from '#features/leaderboard/contract.ts';
import { BoardView } from '#features/leaderboard/web/BoardView.tsx';
import { Adjustments } from '#features/leaderboard/web/host/Adjustments.tsx';
import { HostBoard as Board } from '#features/leaderboard/web/host/HostBoard.tsx';
import { OwnEntries } from '#features/leaderboard/web/OwnEntries.tsx';
import type { SeenActing } from '#features/leaderboard/web/SeenAs.tsx';
import { sessions, type LiveSession } from '#features/sessions/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useMe } from '../me.ts';
import { useProblemWords } from '../useProblemWords.ts';

type OfSession = Pick<LiveSession, 'id' | 'cohortId'>;

/** The leaderboard of a session for those who take part. */
export function SessionBoard({ session: { id: sessionId, cohortId } }: { session: OfSession }) {
  const topics = [sessions.topics.session.of({ sessionId })];
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

/** The leaderboard of a session for whoever runs it. */
export function HostBoard({ session: { id: sessionId, cohortId } }: { session: OfSession }) {
  const { live } = useRealtime();
  const topics = [sessions.topics.session.of({ sessionId })];
  const view = useLiveView(leaderboard, 'leaderboard:session', { sessionId }, { topics });
  const people = useLiveView(cohorts, 'cohorts:enrolments', { cohortId });
  const { acting, act } = useActing();
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

/** Under which name one is on the boards of a cohort, and changing it. */
function useBeingSeen(cohortId: string) {
  const { live } = useRealtime();
  const { user } = useMe();
  const { acting, act } = useActing();
  const onTakePart = (takesPart: boolean): void =>
    void act(() => live.api.command(leaderboard, 'leaderboard:take-part', { cohortId, takesPart }));
  const onTakeName = (madeUp: boolean): void =>
    void act(() => live.api.command(leaderboard, 'leaderboard:take-name', { cohortId, madeUp }));
  return { name: user.name, acting, onTakePart, onTakeName };
}

/** One thing at a time, and how it stands. */
function useActing() {
  const problemWords = useProblemWords();
  const [acting, setActing] = useState<SeenActing>({ state: 'ready' });
  /** @returns whether it was done */
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    setActing({ state: 'busy' });
    try {
      await work();
      setActing({ state: 'ready' });
      return true;
    } catch (problem) {
      setActing({ state: 'failed', sentence: problemWords(problem) });
      return false;
    }
  };
  return { acting, act };
}
