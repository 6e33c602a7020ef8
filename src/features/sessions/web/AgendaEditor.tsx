import { useRef, useState, type ReactNode } from 'react';
import { newId } from '#kernel/ids.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { announcer } from '#platform/web/ui/announcer.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { isOver, sessionLimits, type SessionConsole } from '../contract.ts';
import { AgendaItemFields } from './AgendaItemFields.tsx';
import {
  draftOf,
  isChanged,
  minutesInAll,
  rebased,
  rowFault,
  rowStarts,
  withNewRow,
  withoutRow,
  withRow,
  withRowBack,
  withRowMoved,
  type AgendaDraft,
  type AgendaRow,
} from './agendaDraft.ts';
import type { ScheduleSaving } from './ScheduleForm.tsx';
import { useHostWords } from './useHostWords.ts';

export interface AgendaEditorProps {
  console: SessionConsole;
  saving: ScheduleSaving;
  /** @returns whether it was saved: what was written is then done with */
  onSave: (draft: AgendaDraft) => Promise<boolean>;
  /** What other rooms have ready for an item; undefined for one that is not saved yet. */
  readyOf?: (item: { id: string; place: number } | undefined) => ReactNode;
}

/** The run sheet while it is written. What others save meanwhile is not lost without a word. */
export function AgendaEditor({ console: kept, saving, onSave, readyOf }: AgendaEditorProps) {
  const { t } = useHostWords();
  const [edits, setEdits] = useState<AgendaDraft | null>(null);
  const [removed, setRemoved] = useState<{ row: AgendaRow; place: number } | null>(null);
  const [tried, setTried] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const { session, cohort } = kept;
  if (isOver(session.state)) return <p className="text-muted">{t('sheet.closed')}</p>;

  const draft = edits ?? draftOf(kept);
  const { rows } = draft;
  const isDirty = edits !== null && isChanged(edits, kept);
  const isElsewhere = isDirty && edits.revision !== kept.revision;
  const starts = rowStarts(rows, session.startsAt);
  const isKept = (row: AgendaRow): row is AgendaRow & { id: string } =>
    session.agenda.some(({ id }) => id === row.id);

  const discard = (): void => {
    setEdits(null);
    setRemoved(null);
    setTried(false);
  };
  const save = async (wanted: AgendaDraft): Promise<void> => {
    setTried(true);
    if (wanted.rows.some((row) => rowFault(row) !== undefined)) return;
    setEdits(wanted);
    if (await onSave(wanted)) discard();
  };
  const add = (): void => {
    const key = newId();
    setEdits(withNewRow(draft, key));
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-title="${CSS.escape(key)}"]`)?.focus(),
    );
  };
  const move = (row: AgendaRow, by: -1 | 1): void => {
    const next = withRowMoved(draft, row.key, by);
    if (next === draft) return;
    setEdits(next);
    const place = next.rows.findIndex(({ key }) => key === row.key) + 1;
    const title = row.title.trim() === '' ? t('sheet.untitled', { place }) : row.title;
    announcer.say({ text: t('sheet.movedTo', { title, place, of: rows.length }), group: 'agenda-moved' });
  };
  const remove = (row: AgendaRow, place: number): void => {
    setEdits(withoutRow(draft, row.key));
    setRemoved({ row, place });
  };
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h2 className="text-section">{t('sheet.heading')}</h2>
        <p className="max-w-read text-muted">{t('sheet.lead')}</p>
      </div>
      {rows.length === 0 && <EmptyNote why={t('sheet.none')} example={t('sheet.noneExample')} />}
      {rows.length > 0 && (
        <ol ref={list} className="border-t border-hairline">
          {rows.map((row, index) => (
            <AgendaItemFields
              key={row.key}
              row={row}
              place={index + 1}
              of={rows.length}
              startsMs={starts[index]!}
              zone={cohort.zone}
              tellsFaults={tried}
              onChange={(what) => setEdits(withRow(draft, row.key, what))}
              onMove={(by) => move(row, by)}
              onRemove={() => remove(row, index)}
              ready={readyOf?.(isKept(row) ? { id: row.id, place: index + 1 } : undefined)}
            />
          ))}
        </ol>
      )}
      {removed && (
        <Notice>
          <p role="status">
            {t('sheet.removed', {
              title: removed.row.title.trim() || t('sheet.untitled', { place: removed.place + 1 }),
            })}
          </p>
          <Button
            look="plain"
            onClick={() => {
              setEdits(withRowBack(draft, removed.row, removed.place));
              setRemoved(null);
            }}
          >
            {t('sheet.undo')}
          </Button>
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {rows.length < sessionLimits.agendaItems ? (
          <Button onClick={add}>{t('sheet.add')}</Button>
        ) : (
          <p className="text-muted">{t('sheet.full', { most: sessionLimits.agendaItems })}</p>
        )}
        <Fit rows={rows} minutes={session.minutes} />
      </div>
      {isElsewhere && (
        <Notice tone="caution">
          <p role="alert">{t('sheet.elsewhere')}</p>
          <span className="flex flex-wrap gap-3">
            <Button onClick={() => void save(rebased(draft, kept))}>{t('sheet.keepMine')}</Button>
            <Button onClick={discard}>{t('sheet.takeTheirs')}</Button>
          </span>
        </Notice>
      )}
      {(isDirty || saving.state !== 'ready') && (
        <SaveBar
          isDirty={isDirty}
          canSave={isDirty && !isElsewhere}
          saving={saving}
          onSave={() => void save(draft)}
          onDiscard={discard}
        />
      )}
    </section>
  );
}

/** Whether the items fit into the session. */
function Fit({ rows, minutes: of }: { rows: readonly AgendaRow[]; minutes: number }) {
  const { t } = useHostWords();
  if (rows.length === 0) return null;
  const minutes = minutesInAll(rows);
  const words = { count: rows.length, minutes, of, by: minutes - of };
  return minutes > of ? (
    <p className="text-caution">{t('sheet.over', words)}</p>
  ) : (
    <p className="text-muted">{t('sheet.fits', words)}</p>
  );
}

interface SaveBarProps {
  isDirty: boolean;
  canSave: boolean;
  saving: ScheduleSaving;
  onSave: () => void;
  onDiscard: () => void;
}

function SaveBar({ isDirty, canSave, saving, onSave, onDiscard }: SaveBarProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  return (
    <div className="sticky bottom-[calc(var(--bar-bottom)+0.5rem)] z-30 flex flex-wrap items-center gap-3 rounded-surface border border-hairline bg-surface p-3 shadow-float">
      {isDirty && (
        <>
          <Button
            look="primary"
            aria-disabled={!canSave}
            busy={saving.state === 'saving' && t('sheet.saving')}
            onClick={canSave ? onSave : undefined}
          >
            {t('sheet.save')}
          </Button>
          <Button onClick={onDiscard}>{t('sheet.discard')}</Button>
        </>
      )}
      <p role="status">
        {saving.state === 'saved' && !isDirty && (
          <span className="text-good">{t('sheet.saved', { when: formats.clock(saving.at) })}</span>
        )}
        {saving.state === 'failed' && (
          <span className="text-live">{t('sheet.notSaved', { reason: saving.sentence })}</span>
        )}
      </p>
    </div>
  );
}
