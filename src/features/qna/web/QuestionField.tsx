import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { charactersLeft } from './asking.ts';
import { useQnaWords } from './useQnaWords.ts';

interface QuestionFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onSubmit: () => void;
  /** What is wrong with it, in words. */
  fault?: string | undefined;
  /** It takes the focus when it appears: whoever asked for it is about to type. */
  hasFocus?: boolean;
}

/** Where a question is typed. Ctrl or ⌘ with Enter sends it; Enter alone begins a line. */
export function QuestionField(props: QuestionFieldProps) {
  const { label, value, onChange, onSubmit, fault, hasFocus = false } = props;
  const { t } = useQnaWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (hasFocus) field.current?.focus();
  }, [hasFocus]);
  const left = charactersLeft(value);
  const told = left < 0 ? t('ask.over', { count: -left }) : t('ask.left', { count: left });
  const press = (key: KeyboardEvent): void => {
    if (key.key !== 'Enter' || !(key.ctrlKey || key.metaKey) || key.nativeEvent.isComposing) return;
    key.preventDefault();
    onSubmit();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        dir="auto"
        value={value}
        aria-invalid={left < 0 || fault !== undefined}
        aria-describedby={`${id}-left ${id}-fault`}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={press}
        className="field py-2"
      />
      <p id={`${id}-left`} className={`text-caption ${left < 0 ? 'text-live' : 'text-muted'}`}>
        {told}
      </p>
      <p id={`${id}-fault`} className="text-caption text-live empty:hidden">
        {fault}
      </p>
    </div>
  );
}
