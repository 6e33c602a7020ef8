import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useProgressWords } from '#features/progress/web/words.ts';
import type { OtherEntry } from '#features/progress/web/Timeline.tsx';
import { quizzes, type QuizResults } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

/** What one student handed in of the cohort's quizzes, for their timeline. */
export function useStudentQuizzes(cohortId: string, studentId: string): OtherEntry[] {
  const { t } = useProgressWords();
  const { live } = useRealtime();
  const { data: book } = useLiveView(quizzes, 'quiz:gradebook', { cohortId });
  const results = useQueries({
    queries: (book?.quizzes ?? []).map(({ id }) =>
      live.view(quizzes, 'quiz:results', { cohortId, quizId: id }),
    ),
  });
  return results.flatMap(({ data }) => {
    const { quiz, students } = (data as QuizResults | undefined) ?? { quiz: null, students: [] };
    const attempts = students.find(({ id }) => id === studentId)?.attempts ?? [];
    return attempts.flatMap(({ id, number, submittedAt, score }): OtherEntry[] => {
      if (submittedAt === null || !quiz) return [];
      const words = score
        ? t('timeline.quizScored', { quiz: quiz.title, number, percent: score.percent })
        : t('timeline.quizSubmitted', { quiz: quiz.title, number });
      const to = quizPaths(cohortId, quiz.id).marking(id);
      return [{ key: id, at: submittedAt, words: <Link to={to}>{words}</Link> }];
    });
  });
}
