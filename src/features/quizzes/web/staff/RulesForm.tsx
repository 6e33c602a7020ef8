import { useState, type FormEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { momentOf } from '#platform/web/i18n/wallTime.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { QuizResults, QuizRules } from '../../contract.ts';
import { faultsOf, ruleFields, rulesOf, type OwnRules, type RuleFields } from './ruleFields.ts';
import { useStaffWords } from './useStaffWords.ts';

export type SavingRules =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; sentence: string };

interface RulesFormProps {
  results: QuizResults;
  saving: SavingRules;
  onSave: (rules: OwnRules) => void;
}

/** How this cohort takes the quiz. What is left empty is as the course says. */
export function RulesForm({ results, saving, onSave }: RulesFormProps) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const now = useNow();
  const { zone } = results.cohort;
  const { rules } = results.quiz;
  const [fields, setFields] = useState(() => ruleFields(results.ownRules, zone));
  const faults = faultsOf(fields, zone);
  const set = (what: Partial<RuleFields>): void => setFields((before) => ({ ...before, ...what }));
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (Object.keys(faults).length === 0 && saving.state !== 'saving') onSave(rulesOf(fields, zone));
  };
  const releaseWords = {
    now: t('rules.releaseNow'),
    'after-close': t('rules.releaseAfterClose'),
    'by-hand': t('rules.releaseByHand'),
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-form gap-5">
      <p className="text-muted">{t('rules.lead', { zone: formats.zoneName(zone, now) })}</p>
      {(['opensAt', 'closesAt'] as const).map((which) => (
        <Field
          key={which}
          label={which === 'opensAt' ? t('rules.opens') : t('rules.closes')}
          fault={faults[which] && t('rules.closesFirst')}
          hint={hintOf(fields[which], zone)}
        >
          <input
            type="datetime-local"
            value={fields[which]}
            onChange={({ target }) => set({ [which]: target.value })}
            className="field"
          />
        </Field>
      ))}
      <Field
        label={t('rules.minutes')}
        fault={faults.minutes && t('rules.minutesOdd')}
        hint={courseHint(results.ownRules.timeLimitMinutes === null, wordsOfMinutes(rules))}
      >
        <Digits value={fields.minutes} onChange={(minutes) => set({ minutes })} />
      </Field>
      <Field
        label={t('rules.attempts')}
        fault={faults.attempts && t('rules.attemptsOdd')}
        hint={courseHint(results.ownRules.attempts === null, wordsOfAttempts(rules))}
      >
        <Digits value={fields.attempts} onChange={(attempts) => set({ attempts })} />
      </Field>
      <Field
        label={t('rules.release')}
        hint={courseHint(results.ownRules.release === null, releaseWords[rules.release])}
      >
        <select
          value={fields.release}
          onChange={({ target }) => set({ release: target.value as RuleFields['release'] })}
          className="field"
        >
          <option value="">{t('rules.asCourse')}</option>
          {(['now', 'after-close', 'by-hand'] as const).map((rule) => (
            <option key={rule} value={rule}>
              {releaseWords[rule]}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className="grid gap-2">
        <legend className="text-label">{t('rules.late')}</legend>
        <p className="text-caption text-muted">
          {courseHint(results.ownRules.late === null, wordsOfLate(rules)) ?? t('rules.lateHint')}
        </p>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('rules.lateMinutes')} fault={faults.late && t('rules.lateOdd')}>
            <Digits value={fields.lateMinutes} onChange={(lateMinutes) => set({ lateMinutes })} />
          </Field>
          <Field label={t('rules.latePercent')}>
            <Digits value={fields.latePercent} onChange={(latePercent) => set({ latePercent })} />
          </Field>
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" look="primary" busy={saving.state === 'saving' && t('rules.saving')}>
          {t('rules.save')}
        </Button>
        <p role="status">
          {saving.state === 'saved' && (
            <span className="text-good">{t('rules.saved', { when: formats.when(saving.at, now) })}</span>
          )}
          {saving.state === 'failed' && (
            <span className="text-live">{t('rules.notSaved', { reason: saving.sentence })}</span>
          )}
        </p>
      </div>
    </form>
  );

  /** The same moment by the reader's own clock, where that is another. */
  function hintOf(wall: string, inZone: string): string | undefined {
    const moment = momentOf(wall, inZone);
    return moment !== null && inZone !== formats.zone
      ? t('rules.yourClock', { when: formats.moment(moment) })
      : undefined;
  }
  function courseHint(isCourse: boolean, words: string): string | undefined {
    return isCourse ? t('rules.courseSays', { what: words }) : undefined;
  }
  function wordsOfMinutes({ timeLimitMinutes }: QuizRules): string {
    return timeLimitMinutes === null
      ? t('rules.noLimit')
      : t('rules.minutesWords', { count: timeLimitMinutes });
  }
  function wordsOfAttempts({ attempts }: QuizRules): string {
    return attempts === null ? t('rules.anyAttempts') : t('rules.attemptsWords', { count: attempts });
  }
  function wordsOfLate({ late }: QuizRules): string {
    return late.minutes === 0
      ? t('rules.noLate')
      : t('rules.lateWords', { count: late.minutes, percent: late.percentOff });
  }
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  fault?: string | false | undefined;
  children: ReactNode;
}

function Field({ label, hint, fault, children }: FieldProps) {
  return (
    <label className="grid content-start gap-1">
      <span className="text-label">{label}</span>
      {children}
      {hint && <span className="text-caption text-muted">{hint}</span>}
      {fault && (
        <span role="alert" className="text-caption text-live">
          {fault}
        </span>
      )}
    </label>
  );
}

function Digits({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <input
      type="text"
      inputMode="numeric"
      dir="ltr"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="field"
    />
  );
}
