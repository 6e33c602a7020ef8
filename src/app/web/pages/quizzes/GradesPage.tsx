import { useParams } from 'react-router';
import { quizzes } from '#features/quizzes/contract.ts';
import { serverNowMs, serverTime } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { GradesScreen } from '../../screens/quizzes/GradesScreen.tsx';

export function GradesPage() {
  const { cohortId = '' } = useParams();
  const overview = useLiveView(quizzes, 'quiz:overview', { cohortId });
  if (overview.data) serverTime.hear(overview.data.now);
  if (isMissing(overview)) return <NotFound />;
  return <GradesScreen cohortId={cohortId} overview={viewOf(overview)} nowMs={serverNowMs} />;
}
