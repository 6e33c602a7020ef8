import { useNavigate, useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { GradebookScreen } from '../../screens/quizzes/GradebookScreen.tsx';

export function GradebookPage() {
  const { cohortId = '' } = useParams();
  const navigate = useNavigate();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const gradebook = useLiveView(quizzes, 'quiz:gradebook', { cohortId }, { topics });
  if (isMissing(gradebook) || gradebook.error?.code === 'forbidden') return <NotFound />;
  return (
    <GradebookScreen
      cohortId={cohortId}
      gradebook={viewOf(gradebook)}
      onOpen={(quizId, attemptId) => void navigate(quizPaths(cohortId, quizId).marking(attemptId))}
    />
  );
}
