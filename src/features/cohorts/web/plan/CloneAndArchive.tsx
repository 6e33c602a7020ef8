import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { DayField } from '../DayField.tsx';
import { useCohortsWords } from '../useCohortsWords.ts';

export type Cloning =
  | { state: 'ready' }
  | { state: 'cloning' }
  | { state: 'cloned'; cohort: { id: string; title: string } }
  | { state: 'failed'; sentence: string };

interface CloneCohortProps {
  cloning: Cloning;
  /** The day after the last one of the model. */
  startsOn: string;
  onClone: (wanted: { title: string; startsOn: string }) => void;
}

export function CloneCohort({ cloning, startsOn, onClone }: CloneCohortProps) {
  const { t } = useCohortsWords();
  const [title, setTitle] = useState('');
  const [day, setDay] = useState(startsOn);
  const [tried, setTried] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (title.trim() && day && cloning.state !== 'cloning') onClone({ title: title.trim(), startsOn: day });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <p className="max-w-read text-muted">{t('cohort.cloneText')}</p>
      <div className="grid max-w-form gap-4">
        <TextField
          label={t('cohort.cloneTitle')}
          name="title"
          value={title}
          onChange={setTitle}
          fault={tried && !title.trim() ? t('cohort.missingName') : undefined}
        />
        <DayField
          label={t('cohort.cloneStartsOn')}
          value={day}
          onChange={setDay}
          fault={tried && !day ? t('sheet.missingDay') : undefined}
        />
      </div>
      <p>
        <Button type="submit" busy={cloning.state === 'cloning' && t('cohort.cloning')}>
          {t('cohort.cloneNow')}
        </Button>
      </p>
      <div role="status">
        {cloning.state === 'cloned' && (
          <p className="flex flex-wrap gap-4 text-good">
            {t('cohort.cloned', { cohort: cloning.cohort.title })}
            <Link to={`/teach/${cloning.cohort.id}/plan`} className="text-accent">
              {t('cohort.openIt')}
            </Link>
          </p>
        )}
        {cloning.state === 'failed' && <p className="text-live">{cloning.sentence}</p>}
      </div>
    </form>
  );
}

interface ArchiveCohortProps {
  archived: boolean;
  busy: boolean;
  fault: string | null;
  onArchive: (archived: boolean) => void;
}

export function ArchiveCohort({ archived, busy, fault, onArchive }: ArchiveCohortProps) {
  const { t } = useCohortsWords();
  return (
    <div className="grid gap-4">
      <p className="max-w-read text-muted">
        {archived ? t('cohort.unarchiveText') : t('cohort.archiveText')}
      </p>
      <p>
        <Button busy={busy && t('cohort.archiving')} onClick={() => onArchive(!archived)}>
          {archived ? t('cohort.unarchiveNow') : t('cohort.archiveNow')}
        </Button>
      </p>
      {fault !== null && (
        <p role="alert" className="text-live">
          {fault}
        </p>
      )}
    </div>
  );
}
