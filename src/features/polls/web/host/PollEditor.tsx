import { useId, useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { pollLimits, type PollKind, type WrittenPoll } from '../../contract.ts';
import { OptionFields } from './OptionFields.tsx';
import {
  faultsOf,
  hasChoose,
  hasOptions,
  pollKinds,
  writtenOf,
  type FieldFault,
  type PollFields,
} from './pollFields.ts';
import { useDeskWords } from './useDeskWords.ts';

export type Keeping = { state: 'ready' } | { state: 'saving' } | { state: 'failed'; sentence: string };

export interface PollEditorProps {
  title: string;
  start: PollFields;
  keeping: Keeping;
  onKeep: (poll: WrittenPoll) => void;
  onCancel: () => void;
  /** Faults are told from the start; for pictures of them. */
  tells?: boolean;
}

/** One poll while it is written. */
export function PollEditor({ title, start, keeping, onKeep, onCancel, tells = false }: PollEditorProps) {
  const { t } = useDeskWords();
  const heading = useId();
  const [fields, setFields] = useState(start);
  const [tellsFaults, setTellsFaults] = useState(tells);
  const faults = faultsOf(fields);
  const told = tellsFaults ? faults : [];
  const set = (what: Partial<PollFields>): void => setFields((all) => ({ ...all, ...what }));
  return (
    <form
      noValidate
      aria-labelledby={heading}
      className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-5 rounded-surface border border-hairline bg-surface p-4 bar:p-6"
      onSubmit={(form) => {
        form.preventDefault();
        setTellsFaults(true);
        if (faults.length === 0) onKeep(writtenOf(fields));
      }}
    >
      <h2 id={heading} className="text-section">
        {title}
      </h2>
      <KindField kind={fields.kind} onKind={(kind) => set({ kind })} />
      <PromptField
        value={fields.prompt}
        fault={faultWords(told, ['prompt'], t)}
        onChange={(prompt) => set({ prompt })}
      />
      {hasOptions(fields.kind) && (
        <OptionFields
          options={fields.options}
          withRight={fields.kind === 'quiz'}
          fault={faultWords(told, ['few', 'label', 'same', 'right'], t)}
          onChange={(options) => set({ options })}
        />
      )}
      <Numbers fields={fields} told={told} onChange={set} />
      <Terms fields={fields} onChange={set} />
      <Short
        label={t('form.seconds')}
        value={fields.seconds}
        fault={faultWords(told, ['seconds'], t)}
        onChange={(seconds) => set({ seconds })}
      />
      <div className="flex flex-wrap gap-3">
        <Button look="primary" type="submit" busy={keeping.state === 'saving' && t('form.saving')}>
          {t('form.save')}
        </Button>
        <Button onClick={onCancel}>{t('form.cancel')}</Button>
      </div>
      {keeping.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('form.notSaved', { reason: keeping.sentence })}
        </p>
      )}
    </form>
  );
}

type Say = ReturnType<typeof useDeskWords>['t'];

function faultWords(told: readonly FieldFault[], which: readonly FieldFault[], t: Say): string | undefined {
  const fault = told.find((one) => which.includes(one));
  switch (fault) {
    case undefined:
      return undefined;
    case 'prompt':
      return t('fault.prompt', { most: pollLimits.promptLength });
    case 'label':
      return t('fault.label', { most: pollLimits.labelLength });
    case 'chooseWords':
      return t('fault.chooseWords', { most: pollLimits.wordsEach });
    case 'scale':
      return t('fault.scale', { most: pollLimits.scale });
    case 'unit':
      return t('fault.unit', { most: pollLimits.unitLength });
    case 'seconds':
      return t('fault.seconds', { least: pollLimits.leastSeconds, most: pollLimits.seconds });
    default:
      return t(`fault.${fault}`);
  }
}

function KindField({ kind, onKind }: { kind: PollKind; onKind: (kind: PollKind) => void }) {
  const { t } = useDeskWords();
  return (
    <label className="grid max-w-form gap-1">
      <span className="text-label">{t('form.kind')}</span>
      <select value={kind} onChange={({ target }) => onKind(target.value as PollKind)} className="field">
        {pollKinds.map((one) => (
          <option key={one} value={one}>
            {t(`kind.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FieldProps {
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}

function PromptField({ value, fault, onChange }: FieldProps) {
  const { t } = useDeskWords();
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-label">
        {t('form.prompt')}
      </label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={({ target }) => onChange(target.value)}
        className="field py-2"
      />
      {fault !== undefined && <Fault id={`${id}-fault`}>{fault}</Fault>}
    </div>
  );
}

function Fault({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="text-caption text-live">
      {children}
    </p>
  );
}

/** A figure, or a word beside it. */
function Short({ label, value, fault, onChange }: FieldProps & { label: string }) {
  const id = useId();
  return (
    <div className="grid content-end gap-1">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <input
        id={id}
        inputMode="decimal"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={({ target }) => onChange(target.value)}
        className="field max-w-32"
      />
      {fault !== undefined && <Fault id={`${id}-fault`}>{fault}</Fault>}
    </div>
  );
}

interface PartProps {
  fields: PollFields;
  told: readonly FieldFault[];
  onChange: (what: Partial<PollFields>) => void;
}

/** The figures that some kinds have. */
function Numbers({ fields, told, onChange }: PartProps) {
  const { t } = useDeskWords();
  const { kind } = fields;
  return (
    <>
      {kind === 'rating' && (
        <Short
          label={t('form.scale')}
          value={fields.scale}
          fault={faultWords(told, ['scale'], t)}
          onChange={(scale) => onChange({ scale })}
        />
      )}
      {hasChoose(kind) && (
        <fieldset className="grid gap-2">
          <legend className="mb-1 text-label text-muted">
            {kind === 'words' ? t('form.howManyWords') : t('form.howMany')}
          </legend>
          <div className="flex flex-wrap gap-4">
            <Short
              label={t('form.least')}
              value={fields.least}
              fault={faultWords(told, ['choose', 'chooseWords'], t)}
              onChange={(least) => onChange({ least })}
            />
            <Short
              label={t('form.most')}
              value={fields.most}
              fault={undefined}
              onChange={(most) => onChange({ most })}
            />
          </div>
        </fieldset>
      )}
      {kind === 'number' && (
        <fieldset className="grid gap-2">
          <legend className="mb-1 text-label text-muted">{t('form.range')}</legend>
          <div className="flex flex-wrap gap-4">
            <Short
              label={t('form.rangeFrom')}
              value={fields.from}
              fault={faultWords(told, ['range'], t)}
              onChange={(from) => onChange({ from })}
            />
            <Short
              label={t('form.rangeTo')}
              value={fields.to}
              fault={undefined}
              onChange={(to) => onChange({ to })}
            />
            <Short
              label={t('form.unit')}
              value={fields.unit}
              fault={faultWords(told, ['unit'], t)}
              onChange={(unit) => onChange({ unit })}
            />
          </div>
        </fieldset>
      )}
    </>
  );
}

/** What voters are told before they vote. */
function Terms({ fields, onChange }: Omit<PartProps, 'told'>) {
  const { t } = useDeskWords();
  const { results, anonymity } = fields;
  return (
    <>
      <Choice
        label={t('form.results')}
        value={results}
        options={(['on-reveal', 'live', 'staff'] as const).map((value) => ({
          value,
          label: t(`form.${value}`),
        }))}
        // Counting anonymous ballots while people vote would tell who voted what.
        onChange={(next) =>
          onChange({
            results: next,
            ...(next === 'live' && anonymity === 'anonymous' && { anonymity: 'confidential' }),
          })
        }
      />
      <div className="grid gap-1">
        <Choice
          label={t('form.anonymity')}
          value={anonymity}
          options={(['confidential', 'anonymous', 'named'] as const).map((value) => ({
            value,
            label: t(`form.${value}`),
          }))}
          onChange={(next) =>
            onChange({
              anonymity: next,
              ...(next === 'anonymous' && results === 'live' && { results: 'on-reveal' }),
            })
          }
        />
        <p className="text-caption text-muted">{t(`form.${anonymity}Hint`)}</p>
      </div>
    </>
  );
}
