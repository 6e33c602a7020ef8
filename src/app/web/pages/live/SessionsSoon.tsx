import { sessions } from '#features/sessions/contract.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { SessionNews } from '#features/sessions/web/SessionNews.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useMe } from '../me.ts';

/** What is live in a cohort, or about to be, and the way in: staff run it, everybody else takes part. */
export function SessionsSoon({ cohortId }: { cohortId: string }) {
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  const list = useLiveView(sessions, 'session:timetable', { cohortId });
  const nowMs = useServerNow();
  if (!list.data) return null;
  return (
    <SessionNews
      sessions={list.data.sessions}
      nowMs={nowMs}
      hrefOf={role === 'student' ? sessionPaths.audience : sessionPaths.host}
    />
  );
}
