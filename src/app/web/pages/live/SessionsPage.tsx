import { useParams } from 'react-router';
import { sessions } from '#features/sessions/contract.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { SessionsScreen } from '../../screens/live/SessionsScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { CohortBoard } from './SessionBoard.tsx';

export function SessionsPage() {
  const { cohortId = '' } = useParams();
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  const list = useLiveView(sessions, 'session:timetable', { cohortId });
  const nowMs = useServerNow();
  if (isMissing(list)) return <NotFound />;
  return (
    <SessionsScreen
      cohortId={cohortId}
      sessions={viewOf(list)}
      nowMs={nowMs}
      isStaff={role !== undefined && role !== 'student'}
      points={<CohortBoard cohortId={cohortId} />}
    />
  );
}
