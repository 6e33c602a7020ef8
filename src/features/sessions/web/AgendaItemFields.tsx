import { useId, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { sessionLimits, type AgendaKind } from '../contract.ts';
import { agendaKinds, rowFault, type AgendaRow } from './agendaDraft.ts';
import { useHostWords } from './useHostWords.ts';

interface AgendaItemFieldsProps {
  row: AgendaRow;
  /** Counting from 1. */
  place: number;
  of: number;
  /** When it begins by the plan, in ms since 1970. */
  startsMs: number;
  /** The cohort's. */
  zone: string;
  /** Faults are told once somebody tried to save. */
  tellsFaults: boolean;
  onChange: (what: Partial<Omit<AgendaRow, 'key' | 'id'>>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  /** What other rooms have ready for the item. */
  ready?: ReactNode;
}

/** One item of the run sheet while it is written. */
export function AgendaItemFields(props: AgendaItemFieldsProps) {
  const { row, place, of, startsMs, zone, tellsFaults, onChange, onMove, onRemove, ready } = props;
  const { t } = useHostWords();
  const formats = useFormats();
  const faultId = useId();
  const sayId = useId();
  const fault = tellsFaults ? rowFault(row) : undefined;
  const title = row.title.trim() === '' ? t('sheet.untitled', { place }) : row.title.trim();
  const described = (which: typeof fault): string | undefined => (fault === which ? faultId : undefined);
  return (
    <li
      data-row={row.key}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 border-b border-hairline py-3 bar:grid-cols-[3.5rem_minmax(0,1fr)_auto]"
    >
      <p className="text-muted bar:pt-7">
        <span className="sr-only">{t('sheet.item', { place })}</span>{' '}
        <time dateTime={new Date(startsMs).toISOString()}>
          {formats.clock(new Date(startsMs).toISOString(), zone)}
        </time>
      </p>
      <div className="grid min-w-0 gap-2">
        <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2 bar:grid-cols-[minmax(0,1fr)_5.5rem_9rem]">
          <label className="grid gap-1 max-bar:col-span-2">
            <span aria-hidden="true" className="text-caption text-muted">
              {t('sheet.titleShort')}
            </span>
            <input
              value={row.title}
              dir="auto"
              data-title={row.key}
              onChange={({ target }) => onChange({ title: target.value })}
              aria-label={t('sheet.titleOf', { place })}
              aria-invalid={fault === 'title'}
              aria-describedby={described('title')}
              className="field"
            />
          </label>
          <label className="grid gap-1">
            <span aria-hidden="true" className="text-caption text-muted">
              {t('sheet.minutesShort')}
            </span>
            <input
              inputMode="numeric"
              dir="ltr"
              value={row.minutes}
              onChange={({ target }) => onChange({ minutes: target.value })}
              aria-label={t('sheet.minutesOf', { place })}
              aria-invalid={fault === 'minutes'}
              aria-describedby={described('minutes')}
              className="field"
            />
          </label>
          <label className="grid gap-1">
            <span aria-hidden="true" className="text-caption text-muted">
              {t('sheet.kindShort')}
            </span>
            <select
              value={row.kind}
              onChange={({ target }) => onChange({ kind: target.value as AgendaKind })}
              aria-label={t('sheet.kindOf', { place })}
              className="field"
            >
              {agendaKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kind.${kind}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {fault !== undefined && (
          <p id={faultId} className="text-caption text-live">
            {fault === 'title'
              ? t('sheet.missingTitle', { most: sessionLimits.titleLength })
              : t('sheet.wrongMinutes', { most: sessionLimits.agendaItemMinutes })}
          </p>
        )}
        <div className="flex flex-wrap gap-x-8">
          <Folded summary={row.note.trim() === '' ? t('sheet.note') : t('sheet.hasNote')}>
            <textarea
              rows={2}
              dir="auto"
              value={row.note}
              maxLength={sessionLimits.noteLength}
              onChange={({ target }) => onChange({ note: target.value })}
              aria-label={t('sheet.noteOf', { place })}
              className="field py-2"
            />
          </Folded>
          <Folded summary={row.say.trim() === '' ? t('sheet.say') : t('sheet.hasSay')}>
            <textarea
              rows={2}
              dir="auto"
              value={row.say}
              maxLength={sessionLimits.sayLength}
              onChange={({ target }) => onChange({ say: target.value })}
              aria-label={t('sheet.sayOf', { place })}
              aria-describedby={sayId}
              className="field py-2"
            />
            <p id={sayId} className="text-caption text-muted">
              {t('sheet.sayHint')}
            </p>
          </Folded>
          {ready}
        </div>
      </div>
      <p className="flex flex-wrap items-start gap-x-5 bar:pt-5">
        <Button
          look="plain"
          aria-label={t('sheet.upOf', { title })}
          aria-disabled={place === 1}
          onClick={() => onMove(-1)}
        >
          {t('sheet.up')}
        </Button>
        <Button
          look="plain"
          aria-label={t('sheet.downOf', { title })}
          aria-disabled={place === of}
          onClick={() => onMove(1)}
        >
          {t('sheet.down')}
        </Button>
        <Button look="plain" aria-label={t('sheet.removeOf', { title })} onClick={onRemove}>
          {t('sheet.remove')}
        </Button>
      </p>
    </li>
  );
}

function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group open:basis-full">
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {summary}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      {children}
    </details>
  );
}
