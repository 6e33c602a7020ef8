import { useEffect, useRef } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import type { Attempt } from '../contract.ts';
import type { DeskView } from './answerDesk.ts';
import { useQuizWords } from './useQuizWords.ts';

interface TimeOverProps {
  attempt: Attempt;
  desk: DeskView;
  level: 2 | 3;
  onRetry: () => void;
}

/** The limit has passed: what counts, what is still on this device, and what becomes of that. */
export function TimeOver({ attempt, desk, level, onRetry }: TimeOverProps) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const Heading = `h${level}` as const;
  const given = [...desk.items.values()].filter(({ answer }) => answer !== null);
  const inTime = given.filter(({ saving }) => saving.state === 'saved').length;
  const late = given.filter(({ saving }) => saving.state === 'late').length;
  return (
    <section className="grid max-w-read gap-2 border-s-4 border-caution ps-4 py-1">
      <Heading ref={heading} tabIndex={-1} className="text-title outline-none">
        {t('over.title')}
      </Heading>
      <p>
        {t('over.ended', { when: formats.clock(attempt.deadlineAt!) })} {t('over.counted', { count: inTime })}
      </p>
      {late > 0 && <p>{t('over.late', { count: late })}</p>}
      {desk.unsent > 0 && (
        <>
          <p role="status">{t('over.unsent', { count: desk.unsent })}</p>
          {desk.refused > 0 && (
            <Button onClick={onRetry} className="justify-self-start">
              {t('saving.retry')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
