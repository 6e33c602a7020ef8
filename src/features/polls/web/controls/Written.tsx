import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { pollLimits } from '../../contract.ts';
import { chosen, numberTyped, wordsIn } from '../choice.ts';
import { usePollsWords } from '../usePollsWords.ts';
import type { ControlProps } from './control.ts';

const sends =
  (onSend: () => void, also = false) =>
  (key: KeyboardEvent): void => {
    if (key.key !== 'Enter' || !(also || key.ctrlKey || key.metaKey)) return;
    key.preventDefault();
    onSend();
  };

function Field({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-caption text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

function TextAnswer({ choice, onChoose, onSend }: ControlProps) {
  const { t } = usePollsWords();
  const id = useId();
  const text = choice.texts[0] ?? '';
  const left = pollLimits.textLength - text.trim().length;
  return (
    <Field
      id={id}
      label={t('choose.answer')}
      hint={left < 0 ? t('choose.over', { count: -left }) : t('choose.left', { count: left })}
    >
      <textarea
        id={id}
        rows={3}
        dir="auto"
        value={text}
        aria-invalid={left < 0}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChoose(chosen({ texts: target.value === '' ? [] : [target.value] }))}
        onKeyDown={sends(onSend)}
        className="field py-2"
      />
    </Field>
  );
}

function WordsAnswer({ poll, choice, onChoose, onSend }: ControlProps) {
  const { t } = usePollsWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  // What was voted elsewhere, or before, stands here until something else is typed.
  const line = isSameWords(wordsIn(typed), choice.texts) ? typed : choice.texts.join(', ');
  return (
    <Field id={id} label={t('choose.words')} hint={t('choose.wordsHint', { count: poll.choose.most })}>
      <input
        id={id}
        dir="auto"
        value={line}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          setTyped(target.value);
          onChoose(chosen({ texts: wordsIn(target.value) }));
        }}
        onKeyDown={sends(onSend, true)}
        className="field"
      />
    </Field>
  );
}

function NumberAnswer({ poll, choice, onChoose, onSend }: ControlProps) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const id = useId();
  const { range } = poll;
  const [text, setText] = useState('');
  const typed = (numberTyped(text) ?? null) === choice.number ? text : String(choice.number ?? '');
  const unit = range?.unit ?? '';
  return (
    <Field
      id={id}
      label={unit === '' ? t('choose.number') : t('choose.numberIn', { unit })}
      {...(range && {
        hint: t('choose.between', { least: formats.number(range.least), most: formats.number(range.most) }),
      })}
    >
      <input
        id={id}
        inputMode="decimal"
        dir="ltr"
        value={typed}
        aria-describedby={range ? `${id}-hint` : undefined}
        onChange={({ target }) => {
          setText(target.value);
          onChoose(chosen({ number: numberTyped(target.value) ?? null }));
        }}
        onKeyDown={sends(onSend, true)}
        className="field max-w-48"
      />
    </Field>
  );
}

function isSameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, place) => word === other[place]);
}

/** What is written instead of chosen. */
export function Written(props: ControlProps) {
  switch (props.poll.kind) {
    case 'words':
      return <WordsAnswer {...props} />;
    case 'number':
      return <NumberAnswer {...props} />;
    default:
      return <TextAnswer {...props} />;
  }
}
