import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { momentOf } from '#platform/web/i18n/wallTime.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { sessionLimits, type MeetingProvider } from '../contract.ts';
import {
  factsOf,
  faultsOf,
  providerOf,
  providers,
  type ScheduleFields,
  type SessionFacts,
} from './scheduleFields.ts';
import { useHostWords } from './useHostWords.ts';

export type ScheduleSaving =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; sentence: string };

export interface ScheduleFormProps {
  /** What the fields begin with. */
  fields: ScheduleFields;
  /** A session that is there already is changed, another one planned. */
  isNew: boolean;
  /** The session has begun, so that its start stays. */
  hasBegun: boolean;
  /** The cohort's. */
  zone: string;
  /** Of the course; a session can go with one of them. */
  lessons: readonly { id: string; title: string }[];
  saving: ScheduleSaving;
  onSave: (facts: SessionFacts) => void;
  onBack?: () => void;
}

/** What is said about a session: title, day and hour, where people meet, and how questions are taken. */
export function ScheduleForm(props: ScheduleFormProps) {
  const { isNew, hasBegun, zone, lessons, saving, onSave, onBack } = props;
  const { t } = useHostWords();
  const formats = useFormats();
  const now = useNow();
  const [fields, setFields] = useState(props.fields);
  const [tried, setTried] = useState(false);
  const faults = faultsOf(fields, zone);
  const set = (what: Partial<ScheduleFields>): void => setFields((before) => ({ ...before, ...what }));
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (Object.keys(faults).length === 0 && saving.state !== 'saving') onSave(factsOf(fields, zone));
  };
  const starts = momentOf(fields.startsAt, zone);
  return (
    <form onSubmit={submit} noValidate className="grid max-w-form gap-5">
      <p className="text-muted">{t('form.lead', { zone: formats.zoneName(zone, now) })}</p>
      <TextField
        label={t('form.titleField')}
        name="title"
        value={fields.title}
        onChange={(title) => set({ title })}
        fault={
          tried && faults.title ? t('form.missingTitle', { most: sessionLimits.titleLength }) : undefined
        }
      />
      <Field
        label={t('form.startsAt')}
        hint={
          hasBegun
            ? t('form.begun')
            : starts !== null && formats.zone !== zone
              ? t('form.yourClock', { when: formats.moment(starts) })
              : undefined
        }
        fault={tried && faults.startsAt && t('form.missingStart')}
      >
        {(described) => (
          <input
            type="datetime-local"
            value={fields.startsAt}
            readOnly={hasBegun}
            onChange={({ target }) => set({ startsAt: target.value })}
            className="field"
            {...described}
          />
        )}
      </Field>
      <Field
        label={t('form.minutes')}
        fault={tried && faults.minutes && t('form.wrongMinutes', { most: sessionLimits.minutes })}
      >
        {(described) => (
          <input
            type="text"
            inputMode="numeric"
            dir="ltr"
            value={fields.minutes}
            onChange={({ target }) => set({ minutes: target.value })}
            className="field"
            {...described}
          />
        )}
      </Field>
      <Field
        label={t('form.summary')}
        hint={t('form.summaryHint')}
        fault={tried && faults.summary && t('form.longSummary', { most: sessionLimits.summaryLength })}
      >
        {(described) => (
          <textarea
            rows={3}
            dir="auto"
            value={fields.summary}
            onChange={({ target }) => set({ summary: target.value })}
            className="field py-2"
            {...described}
          />
        )}
      </Field>
      <Meeting fields={fields} isWrong={tried && faults.url === true} onChange={set} />
      {lessons.length > 0 && (
        <Field label={t('form.lesson')}>
          {(described) => (
            <select
              value={fields.lessonId}
              onChange={({ target }) => set({ lessonId: target.value })}
              className="field"
              {...described}
            >
              <option value="">{t('form.noLesson')}</option>
              {lessons.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Questions fields={fields} onChange={set} />
      <div className="flex flex-wrap items-center gap-4">
        <Button
          type="submit"
          look="primary"
          busy={saving.state === 'saving' && (isNew ? t('form.scheduling') : t('form.saving'))}
        >
          {isNew ? t('form.schedule') : t('form.save')}
        </Button>
        {onBack && <Button onClick={onBack}>{t('form.back')}</Button>}
        <p role="status">
          {saving.state === 'saved' && (
            <span className="text-good">{t('form.saved', { when: formats.when(saving.at, now) })}</span>
          )}
          {saving.state === 'failed' && (
            <span className="text-live">{t('form.notSaved', { reason: saving.sentence })}</span>
          )}
        </p>
      </div>
    </form>
  );
}

type Change = (what: Partial<ScheduleFields>) => void;

function Meeting({
  fields,
  isWrong,
  onChange,
}: {
  fields: ScheduleFields;
  isWrong: boolean;
  onChange: Change;
}) {
  const { t } = useHostWords();
  const address = fields.url.trim();
  return (
    <>
      <TextField
        label={t('form.url')}
        name="url"
        type="url"
        dir="ltr"
        value={fields.url}
        // Another address may be another one's rooms: its host says whose, until the reader says so.
        onChange={(url) => onChange({ url, provider: null })}
        description={t('form.urlHint')}
        fault={isWrong ? t('form.wrongUrl') : undefined}
      />
      {address !== '' && (
        <Field label={t('form.provider')}>
          {(described) => (
            <select
              value={fields.provider ?? providerOf(address)}
              onChange={({ target }) => onChange({ provider: target.value as MeetingProvider })}
              className="field"
              {...described}
            >
              {providers.map((provider) => (
                <option key={provider} value={provider}>
                  {t(`provider.${provider}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  );
}

function Questions({ fields, onChange }: { fields: ScheduleFields; onChange: Change }) {
  const { t } = useHostWords();
  return (
    <fieldset className="grid gap-2">
      <legend className="text-label">{t('form.questions')}</legend>
      <label className="controls flex items-center gap-2">
        <input
          type="checkbox"
          checked={fields.moderated}
          onChange={({ target }) => onChange({ moderated: target.checked })}
        />
        {t('form.moderated')}
      </label>
      <Choice
        label={t('form.anonymity')}
        value={fields.anonymity}
        options={[
          { value: 'none', label: t('form.none') },
          { value: 'peers', label: t('form.peers') },
          { value: 'everyone', label: t('form.everyone') },
        ]}
        onChange={(anonymity) => onChange({ anonymity })}
      />
    </fieldset>
  );
}

interface Described {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  fault?: string | false | undefined;
  children: (described: Described) => ReactNode;
}

function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': Boolean(fault),
        'aria-describedby': described === '' ? undefined : described,
      })}
      {hint && (
        <span id={`${id}-hint`} className="text-caption text-muted">
          {hint}
        </span>
      )}
      {fault && (
        <span id={`${id}-fault`} className="text-caption text-live">
          {fault}
        </span>
      )}
    </div>
  );
}
