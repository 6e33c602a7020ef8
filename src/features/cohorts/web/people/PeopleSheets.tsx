import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { EnrolmentLine } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';

interface TransferSheetProps {
  people: readonly EnrolmentLine[];
  /** Other cohorts of the organisation that the reader runs. */
  cohorts: readonly { id: string; title: string }[];
  onMove: (cohort: { id: string; title: string }) => void;
  onClose: () => void;
}

export function TransferSheet({ people, cohorts, onMove, onClose }: TransferSheetProps) {
  const { t } = useCohortsWords();
  const [chosen, setChosen] = useState(cohorts[0]?.id);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    const cohort = cohorts.find(({ id }) => id === chosen);
    if (cohort) onMove(cohort);
  };
  const whom = { count: people.length, name: people[0]?.name ?? '' };
  return (
    <Sheet title={t('sheet.moveTitle', whom)} onClose={onClose}>
      {cohorts.length === 0 ? (
        <p>{t('sheet.moveNowhere')}</p>
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <p>{t('sheet.moveText')}</p>
          <label className="grid gap-1">
            <span className="text-label">{t('sheet.moveTo')}</span>
            <select value={chosen} onChange={(one) => setChosen(one.target.value)} className="field">
              {cohorts.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <SheetButtons go={t('sheet.moveNow')} onClose={onClose} />
        </form>
      )}
    </Sheet>
  );
}

interface LastDaySheetProps {
  people: readonly EnrolmentLine[];
  zone: string;
  onSet: (expiresOn: string | null) => void;
  onClose: () => void;
}

export function LastDaySheet({ people, zone, onSet, onClose }: LastDaySheetProps) {
  const { t } = useCohortsWords();
  const [day, setDay] = useState(people[0]?.expiresOn ?? '');
  const [tried, setTried] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (day !== '') onSet(day);
  };
  const fault = tried && day === '' ? t('sheet.missingDay') : undefined;
  const whom = { count: people.length, name: people[0]?.name ?? '' };
  return (
    <Sheet title={t('sheet.lastDayTitle', whom)} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <p>{t('sheet.lastDayText', { zone })}</p>
        <label className="grid gap-1">
          <span className="text-label">{t('sheet.lastDay')}</span>
          <input
            type="date"
            value={day}
            onChange={(chosen) => setDay(chosen.target.value)}
            aria-invalid={fault !== undefined}
            aria-describedby={fault === undefined ? undefined : 'last-day-fault'}
            className="field"
          />
          {fault !== undefined && (
            <span id="last-day-fault" className="text-caption text-live">
              {fault}
            </span>
          )}
        </label>
        <SheetButtons go={t('sheet.lastDaySave')} onClose={onClose}>
          {people.some(({ expiresOn }) => expiresOn !== null) && (
            <Button onClick={() => onSet(null)}>{t('sheet.lastDayClear')}</Button>
          )}
        </SheetButtons>
      </form>
    </Sheet>
  );
}

function SheetButtons({ go, onClose, children }: { go: string; onClose: () => void; children?: ReactNode }) {
  const { t } = useCohortsWords();
  return (
    <div className="flex flex-wrap gap-3">
      <Button type="submit" look="primary">
        {go}
      </Button>
      {children}
      <Button onClick={onClose}>{t('sheet.cancel')}</Button>
    </div>
  );
}
