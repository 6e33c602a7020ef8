import { useEffect, useRef } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import type { ItemAsked } from '../contract.ts';
import type { DeskView } from './answerDesk.ts';
import { answeredCount, savingWords } from './attemptWords.ts';
import { useQuizWords } from './useQuizWords.ts';

interface ReviewAnswersProps {
  asked: readonly ItemAsked[];
  desk: DeskView;
  level: 2 | 3;
  /** Until when what reaches the server counts; null without a limit. */
  deadlineAt: string | null;
  onGo: (place: number) => void;
  onBack: () => void;
  onHandIn: () => void;
  onTakeBack: () => void;
  /** Why handing in was refused. */
  refusal: string | null;
}

/** Before handing in: what is answered, what is not, what one wanted to look at again. */
export function ReviewAnswers(props: ReviewAnswersProps) {
  const { asked, desk, level, deadlineAt, onGo, onBack, onHandIn, onTakeBack, refusal } = props;
  const { t } = useQuizWords();
  const formats = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const Heading = `h${level}` as const;
  const open = asked.length - answeredCount(desk);
  const flagged = [...desk.items.values()].filter((item) => item.flagged).length;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="grid gap-1">
        <Heading ref={heading} tabIndex={-1} className="text-section outline-none">
          {t('review.title')}
        </Heading>
        <p className="max-w-read">
          {open === 0 ? t('review.allAnswered') : t('review.open', { count: open })}{' '}
          {flagged > 0 && t('review.flagged', { count: flagged })}
        </p>
      </div>
      <ol className="max-w-wide border-t border-hairline">
        {asked.map((item, place) => {
          const state = desk.items.get(item.id)!;
          return (
            <li key={item.id} className="border-b border-hairline">
              <button
                type="button"
                onClick={() => onGo(place)}
                className="group flex min-h-11 w-full flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 py-2 text-start"
              >
                <span className="group-hover:underline">{t('review.question', { place: place + 1 })}</span>
                <span className="flex flex-wrap gap-x-4 text-caption">
                  {state.flagged && <span className="text-caution">{t('review.isFlagged')}</span>}
                  <span className={state.answer === null ? 'text-caution' : 'text-muted'}>
                    {state.answer === null ? t('review.notAnswered') : savingWords(state, t, formats)}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {desk.handingIn === 'waiting' ? (
        <Notice tone="caution">
          <p role="status">
            {t('review.waiting')}{' '}
            {deadlineAt === null
              ? t('review.countsOnReturn')
              : t('review.countsUntil', { when: formats.clock(deadlineAt) })}
          </p>
          <Button onClick={onTakeBack} className="bar:shrink-0">
            {t('review.takeBack')}
          </Button>
        </Notice>
      ) : (
        <div className="grid gap-3">
          <p className="text-muted">{t('review.final')}</p>
          <div className="flex flex-wrap gap-3">
            <Button
              look="primary"
              busy={desk.handingIn === 'sending' && t('review.sending')}
              onClick={onHandIn}
              className="max-bar:w-full"
            >
              {t('review.handIn')}
            </Button>
            <Button onClick={onBack} className="max-bar:w-full">
              {t('review.back')}
            </Button>
          </div>
          {refusal !== null && (
            <p role="alert" className="text-live">
              {t('review.refused', { reason: refusal })}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
