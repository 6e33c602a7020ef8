import { useId, type ReactNode } from 'react';

interface AreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onLeave: () => void;
  hint?: string;
  maxLength: number;
  rows?: number;
}

/** Several lines of text. */
export function Area({ label, value, onChange, onLeave, hint, maxLength, rows = 2 }: AreaProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={rows}
        value={value}
        maxLength={maxLength}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(change) => onChange(change.target.value)}
        onBlur={onLeave}
        className="field max-h-96 py-2 [field-sizing:content]"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-caption text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of several. */
export function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  return (
    <label className="grid content-start gap-1">
      <span className="text-label">{label}</span>
      <select value={value} onChange={(change) => onChange(change.target.value as Value)} className="field">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Fields that belong together, side by side where there is room. */
export function Together({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 bar:grid-cols-2">{children}</div>;
}
