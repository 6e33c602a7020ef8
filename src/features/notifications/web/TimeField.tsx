import { useId, useState } from 'react';
import { usePreferenceWords } from './preferenceWords.ts';

interface TimeFieldProps {
  label: string;
  /** `22:00` */
  value: string;
  /** What is wrong with a time, in words; undefined: nothing. */
  faultOf?: (time: string) => string | undefined;
  /** Somebody is done with the field, and it is another time that can be kept. */
  onKeep: (time: string) => void;
}

/** A time of day. It is kept when one leaves the field: what stands there while one types is not meant yet. */
export function TimeField({ label, value, faultOf, onKeep }: TimeFieldProps) {
  const { t } = usePreferenceWords();
  const id = useId();
  const [former, setFormer] = useState(value);
  const [typed, setTyped] = useState(value);
  const [fault, setFault] = useState<string>();
  if (former !== value) {
    setFormer(value);
    setTyped(value);
    setFault(undefined);
  }
  const leave = (): void => {
    const wrong = typed === '' ? t('quiet.missing') : faultOf?.(typed);
    setFault(wrong);
    if (wrong === undefined && typed !== value) onKeep(typed);
  };
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <input
        id={id}
        type="time"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={leave}
        onKeyDown={({ key }) => key === 'Enter' && leave()}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-fault`}
        className="field w-36"
      />
      <p id={`${id}-fault`} className="max-w-36 text-caption text-live empty:hidden">
        {fault}
      </p>
    </div>
  );
}
