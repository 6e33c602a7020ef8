import { Navigate, useLocation, useParams } from 'react-router';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { useAttempt } from '#features/quizzes/web/useAttempt.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { AttemptScreen } from '../../screens/quizzes/AttemptScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { QuizProse } from './QuizProse.tsx';

/** An attempt while it is under way, and its result afterwards, each under its own address. */
export function AttemptPage() {
  const { cohortId = '', quizId = '', attemptId = '' } = useParams();
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  if (role !== undefined && role !== 'student') {
    return <Navigate to={quizPaths(cohortId, quizId).marking(attemptId)} replace />;
  }
  return (
    <QuizProse cohortId={cohortId}>
      <OneAttempt key={attemptId} cohortId={cohortId} quizId={quizId} attemptId={attemptId} />
    </QuizProse>
  );
}

function OneAttempt(place: { cohortId: string; quizId: string; attemptId: string }) {
  const { pathname } = useLocation();
  const at = useAttempt(place);
  if (at.isMissing) return <NotFound />;
  const paths = quizPaths(place.cohortId, place.quizId);
  if (at.attempt.state === 'full') {
    const own = (at.attempt.data.state === 'open' ? paths.attempt : paths.result)(place.attemptId);
    if (pathname !== own) return <Navigate to={own} replace />;
  }
  return <AttemptScreen cohortId={place.cohortId} at={at} nowMs={serverNowMs} />;
}
