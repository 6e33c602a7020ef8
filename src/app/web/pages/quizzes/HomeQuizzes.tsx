import { quizzes } from '#features/quizzes/contract.ts';
import { QuizNews } from '#features/quizzes/web/QuizNews.tsx';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { serverNowMs, serverTime } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

/** Quizzes on the home page. The page stands without them: while they are on their way, nothing is here. */
export function HomeQuizzes({ cohortId }: { cohortId: string }) {
  const overview = useLiveView(quizzes, 'quiz:overview', { cohortId });
  if (!overview.data) return null;
  serverTime.hear(overview.data.now);
  return (
    <QuizNews
      quizzes={overview.data.quizzes}
      nowMs={serverNowMs()}
      quizHref={(quizId) => quizPaths(cohortId, quizId).quiz}
      resultHref={(quizId, attemptId) => quizPaths(cohortId, quizId).result(attemptId)}
    />
  );
}
