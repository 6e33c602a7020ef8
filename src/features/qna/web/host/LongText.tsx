import { useId } from 'react';
import { useDeskWords } from './useDeskWords.ts';

interface LongTextProps {
  label: string;
  hint: string;
  value: string;
  most: number;
  rows: number;
  onChange: (text: string) => void;
  onSubmit: () => void;
}

/** Where some sentences are written, with how many more there may be. */
export function LongText({ label, hint, value, most, rows, onChange, onSubmit }: LongTextProps) {
  const { t } = useDeskWords();
  const id = useId();
  const left = most - value.trim().length;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        // The sheet was opened to write here.
        autoFocus
        value={value}
        aria-invalid={left < 0}
        aria-describedby={`${id}-hint ${id}-left`}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(key) => {
          if (key.key !== 'Enter' || !(key.ctrlKey || key.metaKey)) return;
          key.preventDefault();
          onSubmit();
        }}
        className="field py-2"
      />
      <p id={`${id}-hint`} className="text-caption text-muted">
        {hint}
      </p>
      <p id={`${id}-left`} className={`text-caption ${left < 0 ? 'text-live' : 'text-muted'}`}>
        {left < 0 ? t('sheet.over', { count: -left }) : t('sheet.left', { count: left })}
      </p>
    </div>
  );
}
