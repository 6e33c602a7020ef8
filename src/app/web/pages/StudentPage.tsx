import { useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { StudentScreen } from '../screens/StudentScreen.tsx';

export function StudentPage() {
  const { cohortId = '', studentId = '' } = useParams();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const student = useLiveView(progress, 'progress:student', { cohortId, studentId }, { topics });
  if (isMissing(student)) return <NotFound />;
  return <StudentScreen key={studentId} cohortId={cohortId} student={viewOf(student)} />;
}
