import { useParams, useSearchParams } from 'react-router';
import { sessions } from '#features/sessions/contract.ts';
import type { AttendanceOrder } from '#features/sessions/web/attendanceRows.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { AttendanceScreen } from '../../screens/live/AttendanceScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';

export function AttendancePage() {
  const { sessionId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const order: AttendanceOrder = search.get('order') === 'minutes' ? 'minutes' : 'name';
  const result = useLiveView(sessions, 'session:attendance', { sessionId });
  const nowMs = useServerNow();
  useLiveRoom(sessionId, { staff: true, isOpen: false });
  if (isMissing(result) || result.error?.code === 'forbidden') return <NotFound />;
  return (
    <AttendanceScreen
      attendance={viewOf(result)}
      nowMs={nowMs}
      order={order}
      onOrder={(next) => setSearch(next === 'name' ? {} : { order: next }, { replace: true })}
      csvHref={`${basePath}/api/sessions/${sessionId}/attendance.csv`}
    />
  );
}
