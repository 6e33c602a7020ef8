import { useId } from 'react';

interface DayFieldProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
  fault?: string | undefined;
}

/** A calendar day, which belongs to no zone. */
export function DayField({ label, value, onChange, fault }: DayFieldProps) {
  const faultId = useId();
  return (
    <label className="grid content-start gap-1">
      <span className="text-label">{label}</span>
      <input
        type="date"
        value={value}
        onChange={(chosen) => onChange(chosen.target.value)}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : faultId}
        className="field"
      />
      {fault !== undefined && (
        <span id={faultId} className="text-caption text-live">
          {fault}
        </span>
      )}
    </label>
  );
}
