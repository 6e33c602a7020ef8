import { useId } from 'react';
import { announcementLimits } from '../../contract.ts';
import { useStaffWords } from './staffWords.ts';

interface TextPartProps {
  value: string;
  onChange: (value: string) => void;
  fault: string | undefined;
}

/** What is announced, as Markdown. */
export function TextPart({ value, onChange, fault }: TextPartProps) {
  const { t } = useStaffWords();
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-label">
        {t('form.text')}
      </label>
      <textarea
        id={id}
        name="text"
        rows={8}
        dir="auto"
        value={value}
        maxLength={announcementLimits.textLength}
        onChange={(field) => onChange(field.target.value)}
        aria-describedby={fault === undefined ? `${id}-hint` : `${id}-fault ${id}-hint`}
        aria-invalid={fault !== undefined}
        className="field h-auto py-2"
      />
      <p id={`${id}-hint`} className="text-caption text-muted">
        {t('form.textHint')}
      </p>
      {fault !== undefined && (
        <p id={`${id}-fault`} role="alert" className="text-caption text-live">
          {fault}
        </p>
      )}
    </div>
  );
}
