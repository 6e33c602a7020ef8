import { useId } from 'react';
import { useQuizWords } from '../useQuizWords.ts';
import { readsAsNumber } from './readsAsNumber.ts';
import type { ControlProps } from './control.ts';

export function NumberField({ answer, item, onAnswer, labelledBy, isLocked }: ControlProps<'numeric'>) {
  const { t } = useQuizWords();
  const hint = useId();
  const value = answer?.value ?? '';
  const isOdd = value.trim() !== '' && !readsAsNumber(value, item.unit);
  return (
    <div className="grid gap-1">
      <span className="flex items-center gap-3">
        <input
          type="text"
          inputMode="decimal"
          dir="ltr"
          autoComplete="off"
          maxLength={64}
          value={value}
          readOnly={isLocked}
          aria-labelledby={labelledBy}
          aria-describedby={hint}
          onChange={({ target }) => onAnswer({ kind: 'numeric', value: target.value }, { typing: true })}
          className="field max-w-48"
        />
        {item.unit !== null && <bdi>{item.unit}</bdi>}
      </span>
      <span id={hint} className={`text-caption ${isOdd ? 'text-caution' : 'text-muted'}`}>
        {isOdd ? t('item.notANumber') : t('item.numberHint')}
      </span>
    </div>
  );
}

export function TextAnswer({ answer, onAnswer, labelledBy, isLocked }: ControlProps<'text'>) {
  return (
    <textarea
      rows={2}
      dir="auto"
      maxLength={2_000}
      value={answer?.text ?? ''}
      readOnly={isLocked}
      aria-labelledby={labelledBy}
      onChange={({ target }) => onAnswer({ kind: 'text', text: target.value }, { typing: true })}
      className="field min-h-20 max-w-read resize-y py-2 field-sizing-content"
    />
  );
}

export function Gaps({ item, answer, onAnswer, labelledBy, isLocked }: ControlProps<'gaps'>) {
  const { t } = useQuizWords();
  const texts = answer?.texts ?? [];
  const gaps = item.pieces.filter((piece) => 'gapId' in piece);
  const fill = (gapId: string, text: string, typing: boolean): void => {
    const others = texts.filter((one) => one.gapId !== gapId);
    onAnswer({ kind: 'gaps', texts: text === '' ? others : [...others, { gapId, text }] }, { typing });
  };
  return (
    <p role="group" aria-labelledby={labelledBy} className="max-w-read text-reading leading-[2.75rem]">
      {item.pieces.map((piece, place) => {
        if (!('gapId' in piece)) return <bdi key={place}>{piece.text}</bdi>;
        const { gapId, options } = piece;
        const field = {
          value: texts.find((one) => one.gapId === gapId)?.text ?? '',
          'aria-label': t('item.gap', { place: gaps.indexOf(piece) + 1, of: gaps.length }),
        };
        return options ? (
          <select
            key={gapId}
            {...field}
            disabled={isLocked}
            onChange={({ target }) => fill(gapId, target.value, false)}
            className="field mx-1 w-auto max-w-full align-baseline text-body"
          >
            <option value="">{t('item.choose')}</option>
            {options.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          <input
            key={gapId}
            {...field}
            type="text"
            dir="auto"
            autoComplete="off"
            maxLength={200}
            readOnly={isLocked}
            onChange={({ target }) => fill(gapId, target.value, true)}
            className="field mx-1 w-44 max-w-full align-baseline text-body field-sizing-content min-w-28"
          />
        );
      })}
    </p>
  );
}
