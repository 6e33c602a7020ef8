import { useNavigate, useParams } from 'react-router';
import { quizzes } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { useStart } from '#features/quizzes/web/useStart.ts';
import { serverNowMs, serverTime } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { QuizScreen } from '../../screens/quizzes/QuizScreen.tsx';
import { useMe } from '../me.ts';
import { QuizProse } from './QuizProse.tsx';

export function QuizPage() {
  const { cohortId = '', quizId = '' } = useParams();
  const navigate = useNavigate();
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  const quiz = useLiveView(quizzes, 'quiz:quiz', { cohortId, quizId });
  const { starting, start } = useStart(cohortId, quizId);
  const paths = quizPaths(cohortId, quizId);
  if (quiz.data) serverTime.hear(quiz.data.now);
  const begin = async (): Promise<void> => {
    const attemptId = await start();
    if (attemptId !== null) await navigate(paths.attempt(attemptId));
  };
  if (isMissing(quiz)) return <NotFound />;
  return (
    <QuizProse cohortId={cohortId}>
      <QuizScreen
        cohortId={cohortId}
        quiz={viewOf(quiz)}
        nowMs={serverNowMs}
        starting={starting}
        onStart={() => void begin()}
        isStaff={role !== 'student'}
      />
    </QuizProse>
  );
}
