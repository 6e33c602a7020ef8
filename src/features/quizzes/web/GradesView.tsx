import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { OwnQuiz } from '../contract.ts';
import { outcomeOf, stanceOf } from './quizStance.ts';
import { scoreWords, stanceWords } from './scoreWords.ts';
import { useQuizWords } from './useQuizWords.ts';

interface GradesViewProps {
  quizzes: readonly OwnQuiz[];
  nowMs: () => number;
  quizHref: (quizId: string) => string;
  resultHref: (quizId: string, attemptId: string) => string;
}

/** All quizzes of the reader with what counts of each. */
export function GradesView({ quizzes, nowMs, quizHref, resultHref }: GradesViewProps) {
  const { t } = useQuizWords();
  const formats = useFormats();
  if (quizzes.length === 0) return <EmptyNote why={t('grades.none')} example={t('grades.noneExample')} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="max-w-read text-title font-regular">{summaryOf(quizzes, t)}</p>
      <ul className="border-t border-hairline">
        {quizzes.map((quiz) => {
          const outcome = outcomeOf(quiz.attempts);
          const stance = stanceOf(quiz, nowMs());
          return (
            <li
              key={quiz.id}
              className="grid gap-x-8 gap-y-1 border-b border-hairline py-3 bar:grid-cols-[minmax(0,6fr)_minmax(0,5fr)] bar:items-baseline"
            >
              <span>
                <Link to={quizHref(quiz.id)} className="text-title no-underline hover:underline">
                  <bdi>{quiz.title}</bdi>
                </Link>
                {quiz.lessonTitle !== null && (
                  <span className="block text-caption text-muted">
                    <bdi>{quiz.lessonTitle}</bdi>
                  </span>
                )}
              </span>
              <span className="flex flex-wrap items-baseline justify-between gap-x-6">
                <span>
                  {quiz.best ? scoreWords(quiz.best, t, formats) : t('grades.noScore')}
                  <span className="block text-caption text-muted">
                    {outcome.state === 'held'
                      ? t('card.held')
                      : stanceWords(stance, outcome, quiz, t, formats)}
                  </span>
                </span>
                {outcome.state !== 'none' && (
                  <Link
                    to={resultHref(quiz.id, outcome.attempt.id)}
                    aria-label={t('grades.resultOf', { title: quiz.title })}
                    className="controls inline-flex items-center text-accent"
                  >
                    {outcome.state === 'held' ? t('card.seeAttempt') : t('card.seeResult')}
                  </Link>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <Why summary={t('grades.why')}>
        <p>{t('grades.whyBest')}</p>
        <p>{t('grades.whyPercent')}</p>
      </Why>
    </div>
  );
}

function summaryOf(quizzes: readonly OwnQuiz[], t: ReturnType<typeof useQuizWords>['t']): string {
  const graded = quizzes.filter(({ best }) => best !== null);
  const passed = graded.filter(({ best }) => best!.passed).length;
  return graded.length === 0
    ? t('grades.nothingYet', { count: quizzes.length })
    : t('grades.summary', { count: quizzes.length, graded: graded.length, passed });
}
