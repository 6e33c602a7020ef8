import { useId, type RefObject } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import type { ItemAnswer, ItemAsked } from '../contract.ts';
import type { DeskItem } from './answerDesk.ts';
import { savingWords } from './attemptWords.ts';
import { unlessEmpty } from './answers.ts';
import { ItemControl } from './items/ItemControl.tsx';
import { Prose } from './Prose.tsx';
import { useQuizWords } from './useQuizWords.ts';

export interface QuestionActs {
  onAnswer: (itemId: string, answer: ItemAnswer | null, more?: { typing?: boolean }) => void;
  onFlag: (itemId: string, flagged: boolean) => void;
  /** The answer of this device is to count after all. */
  onInsist: (itemId: string) => void;
}

interface QuestionProps extends QuestionActs {
  item: ItemAsked;
  desk: DeskItem;
  place: number;
  of: number;
  /** Level of its heading. */
  level: 2 | 3;
  isLocked: boolean;
  /** A trial: nothing is saved, and nothing is to be looked at again. */
  isTrial?: boolean;
  heading?: RefObject<HTMLHeadingElement | null>;
}

/** One question with what it is answered with, and how far the answer has come. */
export function Question(props: QuestionProps) {
  const { item, desk, place, of, level, isLocked, isTrial = false, heading } = props;
  const { onAnswer, onFlag, onInsist } = props;
  const { t } = useQuizWords();
  const formats = useFormats();
  const base = useId();
  const Heading = `h${level}` as const;
  const give = (answer: ItemAnswer | null, more?: { typing?: boolean }): void =>
    onAnswer(item.id, answer && unlessEmpty(answer), more);
  const clear = (): void => {
    give(null);
    // The button goes with the answer.
    document.getElementById(`${base}n`)?.focus();
  };
  return (
    <section aria-labelledby={`${base}n`} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <Heading id={`${base}n`} ref={heading} tabIndex={-1} className="text-label text-muted outline-none">
          {t('question.place', { place, of })}
        </Heading>
        <p className="text-caption text-muted">
          {t('question.points', { count: item.points, points: formats.number(item.points) })}
        </p>
      </div>
      <div id={`${base}p`}>
        <Prose text={item.prompt} size="reading" />
      </div>
      <ItemControl
        item={item}
        answer={desk.answer}
        onAnswer={give}
        labelledBy={`${base}n ${base}p`}
        isLocked={isLocked}
      />
      {desk.overruled && !isLocked && (
        <Notice tone="caution">
          <p>{t('question.overruled')}</p>
          <Button look="plain" onClick={() => onInsist(item.id)} className="mx-0 bar:shrink-0">
            {t('question.insist')}
          </Button>
        </Notice>
      )}
      {!isTrial && (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <SavingLine desk={desk} />
          {!isLocked && (
            <span className="flex flex-wrap items-center gap-x-6">
              {desk.answer !== null && (
                <Button look="plain" onClick={clear} className="mx-0">
                  {t('question.clear')}
                </Button>
              )}
              <label className="controls flex cursor-pointer items-center gap-2 text-label">
                <input
                  type="checkbox"
                  checked={desk.flagged}
                  onChange={({ target }) => onFlag(item.id, target.checked)}
                  className="size-4"
                />
                {t('question.flag')}
              </label>
            </span>
          )}
        </div>
      )}
    </section>
  );
}

function SavingLine({ desk }: { desk: DeskItem }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const { state } = desk.saving;
  const tone =
    state === 'saved'
      ? 'text-good'
      : state === 'refused'
        ? 'text-live'
        : state === 'none' || state === 'saving'
          ? 'text-muted'
          : 'text-caution';
  return (
    <p className={`flex min-h-6 items-center gap-2 ${tone}`}>
      {state === 'saved' && <CheckIcon />}
      {savingWords(desk, t, formats)}
    </p>
  );
}
