import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { OwnQuiz } from '../contract.ts';
import { newsOf, type QuizNewsLine } from './quizNewsOf.ts';
import { heldWords, scoreWords } from './scoreWords.ts';
import { useQuizWords } from './useQuizWords.ts';

interface QuizNewsProps {
  quizzes: readonly OwnQuiz[];
  nowMs: number;
  quizHref: (quizId: string) => string;
  resultHref: (quizId: string, attemptId: string) => string;
}

/** What there is to know of quizzes on the page that one begins with; nothing where there is nothing. */
export function QuizNews({ quizzes, nowMs, quizHref, resultHref }: QuizNewsProps) {
  const { t } = useQuizWords();
  const news = newsOf(quizzes, nowMs);
  if (news.length === 0) return null;
  const hrefOf = (line: QuizNewsLine): string =>
    line.state === 'graded' || line.state === 'held'
      ? resultHref(line.quiz.id, line.attemptId)
      : quizHref(line.quiz.id);
  return (
    <section>
      <h2 className="text-title">{t('news.title')}</h2>
      <ul className="mt-3 border-t border-hairline">
        {news.map((line) => (
          <li key={line.quiz.id} className="relative border-b border-hairline py-3 has-[a]:hover:bg-surface">
            <Link to={hrefOf(line)} className="no-underline before:absolute before:inset-0 hover:underline">
              <bdi className="font-strong">{line.quiz.title}</bdi>
            </Link>
            <p className="text-muted">
              <NewsWords line={line} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NewsWords({ line }: { line: QuizNewsLine }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  switch (line.state) {
    case 'under-way':
      return t('stance.inProgress', { answered: line.answered, count: line.items });
    case 'graded':
      return t('news.graded', { score: scoreWords(line.score, t, formats) });
    case 'held':
      return [t('card.held'), heldWords(line.quiz.rules, t, formats)].join(' ');
    case 'closes':
      return t('stance.openUntil', { when: formats.moment(line.at) });
  }
}
