import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { QuizLine } from '../../contract.ts';
import { useStaffWords } from './useStaffWords.ts';

interface QuizListProps {
  quizzes: readonly QuizLine[];
  zone: string;
  quizHref: (quizId: string) => string;
}

/** The quizzes of a cohort, for its staff. */
export function QuizList({ quizzes, zone, quizHref }: QuizListProps) {
  const { t } = useStaffWords();
  const formats = useFormats();
  if (quizzes.length === 0) return <EmptyNote why={t('list.none')} example={t('list.noneExample')} />;
  const stateWords = { 'not-yet': t('list.notYet'), open: t('list.open'), closed: t('list.closed') };
  return (
    <ul className="border-t border-hairline">
      {quizzes.map((quiz) => (
        <li
          key={quiz.id}
          className="relative grid gap-x-8 gap-y-1 border-b border-hairline py-3 has-[a]:hover:bg-surface bar:grid-cols-[minmax(0,6fr)_minmax(0,5fr)] bar:items-baseline"
        >
          <span>
            <Link
              to={quizHref(quiz.id)}
              className="text-title no-underline before:absolute before:inset-0 hover:underline"
            >
              <bdi>{quiz.title}</bdi>
            </Link>
            <span className="block text-caption text-muted">
              <bdi>{quiz.lessonTitle ?? t('list.noLesson')}</bdi>
            </span>
          </span>
          <span className="flex flex-wrap items-baseline gap-x-6">
            <span>{t('list.items', { count: quiz.items, points: formats.number(quiz.outOf) })}</span>
            <span className="text-muted">
              {stateWords[quiz.state]}
              {quiz.state === 'open' && quiz.rules.closesAt !== null && (
                <> {t('list.closesAt', { when: formats.moment(quiz.rules.closesAt, zone) })}</>
              )}
              {quiz.state === 'not-yet' && quiz.rules.opensAt !== null && (
                <> {t('list.opensAt', { when: formats.moment(quiz.rules.opensAt, zone) })}</>
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
