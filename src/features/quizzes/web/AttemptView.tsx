import { useEffect, useRef, useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { announcer } from '#platform/web/ui/announcer.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import type { Attempt, QuizRules } from '../contract.ts';
import type { DeskView } from './answerDesk.ts';
import { allSavedWords, answeredCount, goOnAtItem } from './attemptWords.ts';
import type { AttemptChoices } from './attemptChoices.ts';
import { Question, type QuestionActs } from './Question.tsx';
import { QuestionNavigator } from './QuestionNavigator.tsx';
import { ReviewAnswers } from './ReviewAnswers.tsx';
import { TimeOver } from './TimeOver.tsx';
import { Timer, useTimeLeft } from './Timer.tsx';
import { useQuizWords } from './useQuizWords.ts';

export interface AttemptActs extends QuestionActs {
  onRetry: () => void;
  onHandIn: () => void;
  onTakeBack: () => void;
  /** By the clock of this page the time is over, or again not over: the server is to be asked. */
  onOver: (isOver: boolean) => void;
  /** What was refused is to be forgotten. */
  onLetGo: () => void;
}

export interface AttemptViewProps extends AttemptActs {
  attempt: Attempt;
  late: QuizRules['late'];
  desk: DeskView;
  /** The server's time. */
  nowMs: () => number;
  /** Level of the headings of its questions: 2 on a page of its own, 3 within a lesson. */
  level: 2 | 3;
  choices: AttemptChoices;
  onChoices: (choices: AttemptChoices) => void;
  /** Shown from what this device kept, since the server cannot be reached. */
  isFromDevice: boolean;
  /** Why handing in was refused. */
  refusal: string | null;
  /** Where it begins, for pictures; by default at the first open question. */
  start?: { at?: number; stage?: 'answering' | 'review' };
}

/** An attempt under way: question by question or as a list, then everything once more before handing in. */
export function AttemptView(props: AttemptViewProps) {
  const { attempt, late, desk, nowMs, level, choices, onChoices, isFromDevice, refusal, start } = props;
  const { t } = useQuizWords();
  const { asked, deadlineAt } = attempt;
  const left = useTimeLeft(nowMs, deadlineAt, late.minutes);
  const [at, setAt] = useState(start?.at ?? goOnAtItem(desk.items));
  const [stage, setStage] = useState(start?.stage ?? 'answering');
  const headings = useHeadingFocus(at, stage, choices.layout);
  const { onOver } = props;
  const isOver = left.phase === 'over';
  const isLocked = isOver || desk.handingIn === 'sending' || desk.handingIn === 'waiting';
  useEffect(() => onOver(isOver), [isOver, onOver]);

  const go = (place: number): void => {
    setAt(place);
    setStage('answering');
    headings.ask();
  };
  const takeBack = (): void => {
    props.onTakeBack();
    setStage('answering');
  };
  const question = (place: number) => (
    <Question
      key={asked[place]!.id}
      item={asked[place]!}
      desk={desk.items.get(asked[place]!.id)!}
      place={place + 1}
      of={asked.length}
      level={level}
      isLocked={isLocked}
      {...(place === at && { heading: headings.ref })}
      onAnswer={props.onAnswer}
      onFlag={props.onFlag}
      onInsist={props.onInsist}
    />
  );

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <AttemptHead
        {...{ attempt, desk, left, choices, onChoices, isFromDevice }}
        onRetry={props.onRetry}
        hasLayouts={stage === 'answering' && asked.length > 1}
      />
      {left.phase === 'late' && <LateNotice deadlineAt={deadlineAt!} late={late} />}
      {left.phase === 'over' ? (
        <TimeOver attempt={attempt} desk={desk} onRetry={props.onRetry} level={level} />
      ) : (
        <QuestionNavigator
          asked={asked}
          items={desk.items}
          at={stage === 'answering' && choices.layout === 'one' ? at : null}
          onGo={go}
        />
      )}
      {stage === 'review' && left.phase !== 'over' ? (
        <ReviewAnswers
          {...{ asked, desk, level, deadlineAt, refusal }}
          onGo={go}
          onBack={() => go(at)}
          onHandIn={props.onHandIn}
          onTakeBack={takeBack}
        />
      ) : (
        <>
          {choices.layout === 'one' ? (
            question(at)
          ) : (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-10 divide-y divide-hairline [&>*+*]:pt-10">
              {asked.map((_item, place) => question(place))}
            </div>
          )}
          <div className="flex flex-wrap items-center gap-3 border-t border-hairline pt-6">
            {choices.layout === 'one' && (
              <>
                <Button onClick={() => go(at - 1)} disabled={at === 0} className="disabled:opacity-60">
                  {t('attempt.previous')}
                </Button>
                {at < asked.length - 1 && (
                  <Button look="primary" onClick={() => go(at + 1)}>
                    {t('attempt.next')}
                  </Button>
                )}
              </>
            )}
            {left.phase !== 'over' && (
              <Button
                look={choices.layout === 'list' || at === asked.length - 1 ? 'primary' : 'quiet'}
                onClick={() => setStage('review')}
                className="ms-auto max-bar:ms-0"
              >
                {t('attempt.review')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** After going to a question its heading takes the focus, and not before: nobody is moved by a page that opens. */
function useHeadingFocus(at: number, stage: string, layout: string) {
  const ref = useRef<HTMLHeadingElement>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked > 0 && stage === 'answering') ref.current?.focus();
  }, [asked, at, stage, layout]);
  return { ref, ask: () => setAsked((count) => count + 1) };
}

interface AttemptHeadProps extends Pick<
  AttemptViewProps,
  'attempt' | 'desk' | 'choices' | 'onChoices' | 'isFromDevice' | 'onRetry'
> {
  left: ReturnType<typeof useTimeLeft>;
  hasLayouts: boolean;
}

function AttemptHead(props: AttemptHeadProps) {
  const { attempt, desk, left, choices, onChoices, isFromDevice, onRetry, hasLayouts } = props;
  const { t } = useQuizWords();
  const formats = useFormats();
  const saved = allSavedWords(desk, t, formats);
  useSpokenSaving(desk);
  const tone = desk.refused > 0 ? 'text-live' : desk.unsent > 0 ? 'text-caution' : 'text-muted';
  return (
    <div className="grid gap-3">
      {isFromDevice && (
        <Notice tone="caution">
          <p role="status">{t('attempt.fromDevice')}</p>
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2">
        <p>
          {t('attempt.answered', { answered: answeredCount(desk), count: attempt.asked.length })}
          {saved && <span className={`ms-4 ${tone}`}>{saved}</span>}
          {desk.refused > 0 && (
            <Button look="plain" onClick={onRetry} className="ms-2">
              {t('saving.retry')}
            </Button>
          )}
        </p>
        <Timer
          left={left}
          isHidden={choices.hidesTime}
          onHide={(hidesTime) => onChoices({ ...choices, hidesTime })}
        />
      </div>
      {hasLayouts && (
        <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1 text-label" data-print="no">
          <legend className="sr-only">{t('attempt.layout')}</legend>
          {(['one', 'list'] as const).map((layout) => (
            <label key={layout} className="controls flex cursor-pointer items-center gap-2">
              <input
                type="radio"
                name="quiz-layout"
                checked={choices.layout === layout}
                onChange={() => onChoices({ ...choices, layout })}
                className="size-4"
              />
              {layout === 'one' ? t('attempt.oneByOne') : t('attempt.asList')}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** That answers stay on the device is said once, and once that they are all through. */
function useSpokenSaving({ items, unsent }: DeskView): void {
  const { t } = useQuizWords();
  const isHeld = [...items.values()].some(({ saving }) => saving.state === 'kept');
  const wasHeld = useRef(false);
  useEffect(() => {
    if (isHeld && !wasHeld.current) {
      announcer.say({ text: t('attempt.heldHere', { count: unsent }), group: 'quiz-saving' });
      wasHeld.current = true;
    } else if (unsent === 0 && wasHeld.current) {
      announcer.say({ text: t('attempt.allThere'), group: 'quiz-saving' });
      wasHeld.current = false;
    }
  }, [isHeld, unsent, t]);
}

function LateNotice({ deadlineAt, late }: { deadlineAt: string; late: QuizRules['late'] }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const words = { when: formats.clock(deadlineAt), count: late.minutes, percent: late.percentOff };
  return (
    <Notice tone="caution">
      <p role="status">{late.percentOff > 0 ? t('attempt.lateWithLoss', words) : t('attempt.late', words)}</p>
    </Notice>
  );
}
