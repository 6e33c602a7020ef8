import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { directionOf } from '#platform/web/i18n/languages.ts';
import { useQuizWords } from './useQuizWords.ts';

/** What sets a quiz apart from the text around it, which may be in another language. */
export function LessonFrame({ children }: { children: ReactNode }) {
  const { i18n } = useQuizWords();
  return (
    <div
      lang={i18n.language}
      dir={directionOf(i18n.language)}
      className="rounded-surface border border-hairline bg-surface p-4 text-body bar:p-6"
    >
      {children}
    </div>
  );
}

interface QuizSectionProps {
  title: string;
  /** Where the attempt has a page to itself, while one is under way here. */
  ownPage: string | null;
  children: ReactNode;
}

export function QuizSection({ title, ownPage, children }: QuizSectionProps) {
  const { t } = useQuizWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed to begin or to hand in is gone with the part that it stood in.
  const shown = useRef(ownPage);
  useEffect(() => {
    if (shown.current !== ownPage) heading.current?.focus();
    shown.current = ownPage;
  }, [ownPage]);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 ref={heading} tabIndex={-1} className="text-title outline-none">
          <bdi>{t('card.heading', { title })}</bdi>
        </h2>
        {ownPage !== null && (
          <Link to={ownPage} className="controls flex items-center text-accent" data-print="no">
            {t('card.ownPage')}
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}
