import { useState } from 'react';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { CompletionRule } from '#features/cohorts/contract.ts';
import { Select } from './fields.tsx';
import type { LinkedLesson } from './kit.ts';
import { useEditingWords } from './words.ts';

const rules = ['button', 'dwell', 'video', 'quiz'] as const;
const beginnings: Record<CompletionRule['by'], CompletionRule> = {
  button: { by: 'button' },
  dwell: { by: 'dwell', minutes: 5 },
  video: { by: 'video', percent: 80 },
  quiz: { by: 'quiz' },
};

/** What completes a lesson. */
export function CompletesField({
  rule,
  onChange,
}: {
  rule: CompletionRule;
  onChange: (rule: CompletionRule) => void;
}) {
  const { t } = useEditingWords();
  return (
    <div className="grid gap-2">
      <Select
        label={t('page.completes')}
        value={rule.by}
        options={rules.map((value) => ({ value, label: t(`page.rules.${value}`) }))}
        onChange={(by) => onChange(beginnings[by])}
      />
      {rule.by === 'dwell' && (
        <NumberField
          label={t('page.dwellMinutes')}
          value={rule.minutes}
          most={600}
          onChange={(minutes) => minutes !== null && onChange({ by: 'dwell', minutes })}
        />
      )}
      {rule.by === 'video' && (
        <NumberField
          label={t('page.videoPercent')}
          value={rule.percent}
          most={100}
          onChange={(percent) => percent !== null && onChange({ by: 'video', percent })}
        />
      )}
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  value: number | null;
  most: number;
  /** Said below, and said to be wrong when it is. */
  hint?: string;
  fault?: string;
  /** null: nothing is written there. */
  onChange: (value: number | null) => void;
}

/** A whole number from 1 on; what is none stays in the field and is not told. */
export function NumberField({ label, value, most, hint, fault, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(value === null ? '' : String(value));
  const read = numberOf(typed, most);
  // Told anew, by another device or another rule.
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    if (read !== value) setTyped(value === null ? '' : String(value));
  }
  return (
    <TextField
      label={label}
      name="number"
      value={typed}
      dir="ltr"
      description={hint}
      fault={read === undefined ? (fault ?? `1–${most}`) : undefined}
      onChange={(next) => {
        setTyped(next);
        const number = numberOf(next, most);
        if (number !== undefined) onChange(number);
      }}
    />
  );
}

function numberOf(typed: string, most: number): number | null | undefined {
  if (typed.trim() === '') return null;
  const number = Number(typed);
  return /^\d+$/.test(typed.trim()) && number >= 1 && number <= most ? number : undefined;
}

interface AfterFieldProps {
  after: readonly string[];
  /** Lessons that may come before: all others. */
  lessons: readonly LinkedLesson[];
  onChange: (after: string[]) => void;
}

/** Which lessons are to be completed before. */
export function AfterField({ after, lessons, onChange }: AfterFieldProps) {
  const { t } = useEditingWords();
  return (
    <div role="group" aria-label={t('page.after')} className="grid gap-1">
      <p className="text-label">{t('page.after')}</p>
      <p className="text-muted">
        {after.length === 0 ? t('page.afterNone') : t('page.afterSome', { count: after.length })}
      </p>
      <Why summary={t('files.pick')}>
        <ul className="max-h-64 overflow-y-auto">
          {lessons.map(({ key, title }) => (
            <li key={key}>
              <label className="controls flex items-center gap-2">
                <input
                  type="checkbox"
                  checked={after.includes(key)}
                  onChange={(change) =>
                    onChange(change.target.checked ? [...after, key] : after.filter((one) => one !== key))
                  }
                />
                <bdi>{title}</bdi>
              </label>
            </li>
          ))}
        </ul>
      </Why>
    </div>
  );
}
