import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { useDecisions } from '#features/quizzes/web/staff/useDecisions.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { loading } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { TeachQuizScreen, type QuizPart } from '../../screens/quizzes/TeachQuizScreen.tsx';

export function TeachQuizPage() {
  const { cohortId = '', quizId = '' } = useParams();
  return <OneQuiz key={quizId} cohortId={cohortId} quizId={quizId} />;
}

function OneQuiz({ cohortId, quizId }: { cohortId: string; quizId: string }) {
  const [search] = useSearchParams();
  const asked = search.get('part');
  const part: QuizPart = asked === 'statistics' || asked === 'rules' ? asked : 'results';
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const results = useLiveView(quizzes, 'quiz:results', { cohortId, quizId }, { topics });
  const statistics = useLiveView(
    quizzes,
    'quiz:statistics',
    { cohortId, quizId },
    { enabled: part === 'statistics' },
  );
  const decisions = useDecisions(cohortId, quizId);
  const isRegrading = decisions.sheet?.is === 'regrade';
  const preview = useLiveView(
    quizzes,
    'quiz:regrade-preview',
    { cohortId, quizId },
    { enabled: isRegrading },
  );
  // It follows no events: each time it is asked anew.
  const { refetch } = preview;
  useEffect(() => {
    if (isRegrading) void refetch();
  }, [isRegrading, refetch]);
  if (isMissing(results) || results.error?.code === 'forbidden') return <NotFound />;
  return (
    <TeachQuizScreen
      cohortId={cohortId}
      results={viewOf(results)}
      statistics={viewOf(statistics)}
      part={part}
      decisions={decisions}
      preview={preview.isFetching ? loading : viewOf(preview)}
    />
  );
}
