import { useId } from 'react';
import { useTakesFocus } from './useTakesFocus.ts';

interface TextAreaProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  /** In UTF-16 units. */
  maxLength: number;
  hint?: string | undefined;
  /** What is wrong with it, in words; the field is then marked. */
  fault?: string | undefined;
  /** It takes the focus when it comes in the place of what was pressed: whoever asked for it is about to type. */
  takesFocus?: boolean;
}

/** Where several lines are written. */
export function TextArea(props: TextAreaProps) {
  const { label, name, value, onChange, rows = 4, maxLength, hint, fault, takesFocus = false } = props;
  const id = useId();
  const field = useTakesFocus<HTMLTextAreaElement>(takesFocus);
  const describedBy = [fault !== undefined && `${id}-fault`, hint !== undefined && `${id}-hint`];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        name={name}
        rows={rows}
        dir="auto"
        value={value}
        maxLength={maxLength}
        onChange={({ target }) => onChange(target.value)}
        aria-describedby={describedBy.filter(Boolean).join(' ') || undefined}
        aria-invalid={fault !== undefined}
        className="field h-auto py-2"
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-caption text-muted">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} role="alert" className="text-caption text-live">
          {fault}
        </p>
      )}
    </div>
  );
}
