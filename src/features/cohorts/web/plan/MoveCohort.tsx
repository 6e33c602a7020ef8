import { useState, type FormEvent } from 'react';
import type { ViewData } from '#kernel/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { cohorts } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';

export type MovePreview = ViewData<typeof cohorts, 'cohorts:move-preview'>;

export type Moving =
  | { state: 'ready' }
  | { state: 'moving' }
  | { state: 'moved'; days: number }
  | { state: 'failed'; sentence: string };

interface MoveCohortProps {
  /** The days that are looked at; null: none yet. */
  days: number | null;
  preview: View<MovePreview>;
  moving: Moving;
  onPreview: (days: number | null) => void;
  onMove: (days: number) => void;
}

/** Moves all that counts from the first day, after showing every date as it is and as it would be. */
export function MoveCohort({ days, preview, moving, onPreview, onMove }: MoveCohortProps) {
  const { t } = useCohortsWords();
  const [typed, setTyped] = useState('7');
  const number = Number(typed.trim().replace('−', '-'));
  const isWhole = Number.isInteger(number) && number !== 0 && Math.abs(number) <= 3_650;
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (isWhole) onPreview(number);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="max-w-read text-muted">{t('cohort.moveText')}</p>
      <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
        <TextField
          label={t('cohort.moveDays')}
          name="days"
          value={typed}
          onChange={setTyped}
          description={t('cohort.moveHint')}
          fault={isWhole ? undefined : t('cohort.moveFault')}
          dir="ltr"
        />
        <Button type="submit" className="mt-[1.375rem]">
          {t('cohort.preview')}
        </Button>
      </form>
      <div role="status">
        {moving.state === 'moved' && (
          <p className="flex flex-wrap items-center gap-4 text-good">
            {t('cohort.moved')}
            <Button look="plain" onClick={() => onMove(-moving.days)}>
              {t('cohort.undo')}
            </Button>
          </p>
        )}
        {moving.state === 'failed' && <p className="text-live">{moving.sentence}</p>}
      </div>
      {days !== null && (
        <Shown
          view={preview}
          loading={t('cohort.previewLoading')}
          failed={t('cohort.previewFailed')}
          bones={<Bones lines={['100%', '100%', '100%']} />}
        >
          {(data) => (
            <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
              <h3 className="text-title">
                {days > 0
                  ? t('cohort.previewTitle', { count: days })
                  : t('cohort.previewEarlier', { count: -days })}
              </h3>
              <PreviewTable preview={data} />
              <p className="flex flex-wrap gap-3">
                <Button
                  look="primary"
                  busy={moving.state === 'moving' && t('cohort.moving')}
                  onClick={() => onMove(days)}
                >
                  {t('cohort.moveNow')}
                </Button>
                <Button onClick={() => onPreview(null)}>{t('sheet.cancel')}</Button>
              </p>
            </section>
          )}
        </Shown>
      )}
    </div>
  );
}

function PreviewTable({ preview }: { preview: MovePreview }) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  const { cohort, startsOn, endsOn, lessons, places } = preview;
  const moment = (at: string): string => formats.moment(at, cohort.zone);
  const day = (on: string): string => formats.days(on, on);
  const rows = [
    {
      what: t('cohort.theDays'),
      before: formats.days(cohort.startsOn, cohort.endsOn),
      after: formats.days(startsOn, endsOn),
    },
    ...lessons.map(({ title, what, before, after }) => ({
      what: what === 'opens' ? t('cohort.opens', { lesson: title }) : t('cohort.due', { lesson: title }),
      before: moment(before),
      after: moment(after),
    })),
    ...places.map(({ name, before, after }) => ({
      what: t('cohort.lastDayOf', { name }),
      before: day(before),
      after: day(after),
    })),
  ];
  return (
    <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={t('cohort.preview')}>
      <table className="w-full border-t border-hairline">
        <thead className="text-label text-muted">
          <tr className="border-b border-hairline">
            {(['what', 'before', 'after'] as const).map((column) => (
              <th key={column} scope="col" className="py-2 pe-4 text-start">
                {t(`cohort.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-b border-hairline">
              <th scope="row" className="py-2 pe-4 text-start font-regular">
                {row.what}
              </th>
              <td className="py-2 pe-4 text-muted">{row.before}</td>
              <td className="py-2 font-strong">{row.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
