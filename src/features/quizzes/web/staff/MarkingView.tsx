import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { Attempt, ItemAsked, ItemResult } from '../../contract.ts';
import { answerLines, keyWords } from '../answerWords.ts';
import { Lines } from '../ItemOutcome.tsx';
import { Prose } from '../Prose.tsx';
import { useQuizWords } from '../useQuizWords.ts';
import { Verdict } from '../Verdict.tsx';
import { pointsTyped } from './pointsTyped.ts';
import { useStaffWords } from './useStaffWords.ts';

export type Marking =
  | { state: 'ready' }
  | { state: 'saving'; itemId: string }
  | { state: 'saved'; itemId: string }
  | { state: 'failed'; itemId: string; sentence: string };

interface MarkingViewProps {
  attempt: Attempt;
  marking: Marking;
  onMark: (mark: { itemId: string; points: number; comment: string }) => void;
  onAcceptLate: () => void;
  isAccepting: boolean;
  /** Remarks that were given before, to choose from. */
  remarks: readonly string[];
  /** After the last item: on to the next student. */
  onLast: () => void;
}

/** One attempt for staff: every answer with its key, and the points to be given by hand. */
export function MarkingView(props: MarkingViewProps) {
  const { attempt, marking, onMark, onAcceptLate, isAccepting, remarks, onLast } = props;
  const { t } = useStaffWords();
  const list = useRef<HTMLOListElement>(null);
  const { result } = attempt;
  const onward = (from: number): void => {
    const next = list.current?.querySelector<HTMLElement>(`[data-points="${from + 1}"]`);
    if (next) {
      next.focus();
      (next as HTMLInputElement).select();
    } else onLast();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <AttemptFacts attempt={attempt} />
      {attempt.lateAnswers > 0 && (
        <Notice tone="caution">
          <p>{t('marking.late', { count: attempt.lateAnswers })}</p>
          <Button
            busy={isAccepting && t('results.accepting')}
            onClick={onAcceptLate}
            className="bar:shrink-0"
          >
            {t('results.acceptLate', { count: attempt.lateAnswers })}
          </Button>
        </Notice>
      )}
      {attempt.state === 'open' ? (
        <p className="text-muted">{t('marking.open')}</p>
      ) : (
        <>
          <p className="text-caption text-muted max-bar:hidden">{t('marking.keys')}</p>
          <datalist id="quiz-remarks">
            {remarks.map((remark) => (
              <option key={remark} value={remark} />
            ))}
          </datalist>
          <ol ref={list}>
            {attempt.asked.map((item, place) => (
              <ItemToMark
                key={item.id}
                item={item}
                place={place}
                attempt={attempt}
                result={result?.items.find(({ itemId }) => itemId === item.id)}
                marking={marking}
                onMark={onMark}
                onOnward={() => onward(place)}
              />
            ))}
          </ol>
          {result && <Gradings gradings={result.gradings} />}
        </>
      )}
    </div>
  );
}

function AttemptFacts({ attempt }: { attempt: Attempt }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const now = useNow();
  const { result, submittedAt, startedAt } = attempt;
  return (
    <p className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
      {result && (
        <span className="text-title">
          {t('results.of', {
            points: formats.number(result.points),
            outOf: formats.number(result.outOf),
          })}
        </span>
      )}
      <span className="text-muted">{t('marking.begun', { when: formats.when(startedAt, now) })}</span>
      {submittedAt !== null && (
        <span className="text-muted">{t('results.handedIn', { when: formats.when(submittedAt, now) })}</span>
      )}
      {attempt.state === 'graded' && <span className="text-muted">{t('marking.kept')}</span>}
    </p>
  );
}

interface ItemToMarkProps {
  item: ItemAsked;
  place: number;
  attempt: Attempt;
  result: ItemResult | undefined;
  marking: Marking;
  onMark: MarkingViewProps['onMark'];
  onOnward: () => void;
}

function ItemToMark({ item, place, attempt, result, marking, onMark, onOnward }: ItemToMarkProps) {
  const { t } = useStaffWords();
  const { t: say } = useQuizWords();
  const kept = attempt.answers.find(({ itemId }) => itemId === item.id);
  const inTime = attempt.inTime.find(({ itemId }) => itemId === item.id);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 border-t border-hairline py-5 wide:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
        <div className="flex flex-wrap items-center gap-x-4">
          <h2 className="text-label text-muted">{say('result.question', { place: place + 1 })}</h2>
          {result && <Verdict verdict={result.verdict} />}
        </div>
        <Prose text={item.prompt} />
        <dl className="grid gap-x-6 gap-y-2 bar:grid-cols-[7rem_minmax(0,1fr)]">
          <dt className="text-label text-muted">{t('marking.answer')}</dt>
          <dd>
            <Lines lines={answerLines(item, kept?.answer ?? null, say)} />
            {kept?.late && <p className="text-caption text-caution">{t('marking.cameLate')}</p>}
          </dd>
          {inTime && (
            <>
              <dt className="text-label text-muted">{t('marking.inTime')}</dt>
              <dd>
                <Lines lines={answerLines(item, inTime.answer, say)} />
              </dd>
            </>
          )}
          {result && result.key !== null && (
            <>
              <dt className="text-label text-muted">{t('marking.key')}</dt>
              <dd>
                <bdi>{keyWords(item, result.key, say)}</bdi>
              </dd>
            </>
          )}
        </dl>
      </div>
      {result && (
        <MarkForm place={place} result={result} marking={marking} onMark={onMark} onOnward={onOnward} />
      )}
    </li>
  );
}

interface MarkFormProps {
  place: number;
  result: ItemResult;
  marking: Marking;
  onMark: MarkingViewProps['onMark'];
  onOnward: () => void;
}

function MarkForm({ place, result, marking, onMark, onOnward }: MarkFormProps) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const told = { points: result.points, comment: result.comment ?? '' };
  const [base, setBase] = useState(told);
  const [typed, setTyped] = useState(String(told.points));
  const [comment, setComment] = useState(told.comment);
  const [isElsewhere, setElsewhere] = useState(false);
  const points = pointsTyped(typed);
  if (base.points !== told.points || base.comment !== told.comment) {
    // Marked meanwhile, here or elsewhere: what is half typed stays, and is said to be another.
    const isTyped = points !== base.points || comment !== base.comment;
    const isSame = points === told.points && comment === told.comment;
    setBase(told);
    setElsewhere(isTyped && !isSame);
    if (!isTyped) {
      setTyped(String(told.points));
      setComment(told.comment);
    }
  }
  const isChanged = points !== told.points || comment !== told.comment;
  const own = marking.state !== 'ready' && marking.itemId === result.itemId ? marking : null;
  const save = (): void => {
    if (points !== null && isChanged && own?.state !== 'saving')
      onMark({ itemId: result.itemId, points, comment });
  };
  const press = (key: KeyboardEvent): void => {
    if (key.key !== 'Enter') return;
    key.preventDefault();
    save();
    if (points !== null) onOnward();
  };
  return (
    <form
      onSubmit={(form: FormEvent) => {
        form.preventDefault();
        save();
      }}
      noValidate
      aria-label={t('marking.form', { place: place + 1 })}
      className="grid content-start gap-2"
    >
      <label className="flex items-center gap-2">
        <span className="sr-only">{t('marking.points', { place: place + 1 })}</span>
        <input
          type="text"
          inputMode="decimal"
          dir="ltr"
          data-points={place}
          value={typed}
          aria-invalid={points === null}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={press}
          className="field max-w-20"
        />
        <span className="text-muted">{t('marking.outOf', { outOf: formats.number(result.outOf) })}</span>
      </label>
      <label className="grid gap-1">
        <span className="text-caption text-muted">{t('marking.remark')}</span>
        <input
          type="text"
          list="quiz-remarks"
          dir="auto"
          maxLength={500}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
          onKeyDown={press}
          className="field"
        />
      </label>
      <span className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          busy={own?.state === 'saving' && t('marking.saving')}
          aria-disabled={!isChanged || points === null || undefined}
        >
          {t('marking.save')}
        </Button>
        <span role="status">
          {points === null && <span className="text-caption text-live">{t('marking.pointsOdd')}</span>}
          {isElsewhere && isChanged && (
            <span className="text-caption text-caution">
              {t('marking.elsewhere', { points: formats.number(told.points) })}
            </span>
          )}
          {own?.state === 'saved' && !isChanged && (
            <span className="text-caption text-good">{t('marking.saved')}</span>
          )}
          {own?.state === 'failed' && <span className="text-caption text-live">{own.sentence}</span>}
        </span>
      </span>
    </form>
  );
}

/** Every grading there was: who may ask why points are what they are finds it here. */
function Gradings({ gradings }: { gradings: NonNullable<Attempt['result']>['gradings'] }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const now = useNow();
  const causes = {
    'handed-in': t('marking.byHandIn'),
    regraded: t('marking.byRegrade'),
    marked: t('marking.byHand'),
    'late-accepted': t('marking.byLate'),
  };
  return (
    <section>
      <h2 className="text-title">{t('marking.gradings')}</h2>
      <ol className="mt-2 border-t border-hairline">
        {gradings.map(({ number, at, points, cause, reason }) => (
          <li key={number} className="flex flex-wrap gap-x-6 border-b border-hairline py-2">
            <span className="text-muted">{formats.when(at, now)}</span>
            <span>{t('marking.pointsWere', { points: formats.number(points) })}</span>
            <span>{causes[cause]}</span>
            {reason !== '' && <bdi className="text-muted">{reason}</bdi>}
          </li>
        ))}
      </ol>
    </section>
  );
}
