import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ChatLink } from '#features/chat/web/ChatLink.tsx';
import { cohorts } from '#features/cohorts/contract.ts';
import { progress } from '#features/progress/contract.ts';
import type { ClassOrder, ClassShown } from '#features/progress/web/classProgress.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { ClassScreen } from '../screens/ClassScreen.tsx';
import { NotFound } from '../screens/NotFound.tsx';
import { ClassHelp } from './help/ClassHelp.tsx';
import { StaffCounts, StaffPresence } from './presence/StaffPresence.tsx';

export function ClassPage() {
  const { cohortId = '' } = useParams();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const order: ClassOrder = search.get('order') === 'behind' ? 'behind' : 'name';
  const shown: ClassShown = search.get('show') === 'behind' ? 'behind' : 'everybody';
  const look = (next: { order: ClassOrder; shown: ClassShown }): void =>
    setSearch(
      {
        ...(next.order !== 'name' && { order: next.order }),
        ...(next.shown !== 'everybody' && { show: next.shown }),
      },
      { replace: true },
    );
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const result = useLiveView(progress, 'progress:cohort', { cohortId }, { topics });
  if (isMissing(result)) return <NotFound />;
  return (
    <StaffPresence cohortId={cohortId}>
      <ClassScreen
        key={cohortId}
        cohortId={cohortId}
        progress={viewOf(result)}
        chat={<ChatLink cohortId={cohortId} isStaff />}
        here={<StaffCounts cohortId={cohortId} />}
        help={result.data && <ClassHelp cohortId={cohortId} students={result.data.students} />}
        order={order}
        onOrder={(next) => look({ order: next, shown })}
        shown={shown}
        onShown={(next) => look({ order, shown: next })}
        onOpen={(studentId) => void navigate(`/teach/${cohortId}/students/${studentId}`)}
      />
    </StaffPresence>
  );
}
