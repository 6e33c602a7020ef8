import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { CohortRole } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';

export type Adding =
  | { state: 'ready' }
  | { state: 'adding' }
  | { state: 'added'; name: string }
  | { state: 'waits'; name: string }
  | { state: 'unknown' }
  | { state: 'already'; name: string }
  | { state: 'failed'; sentence: string };

interface AddPersonProps {
  adding: Adding;
  onAdd: (person: { email: string; role: CohortRole }) => void;
}

/** Brings somebody in who has an account, by the exact address. */
export function AddPerson({ adding, onAdd }: AddPersonProps) {
  const { t } = useCohortsWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<CohortRole>('student');
  const [tried, setTried] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (email.trim() && adding.state !== 'adding') {
      onAdd({ email: email.trim(), role });
      setTried(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t('add.title')} className="grid gap-2">
      <div className="grid items-start gap-3 bar:grid-cols-[minmax(0,22rem)_auto_auto] bar:justify-start">
        <TextField
          label={t('add.email')}
          name="email"
          type="email"
          dir="ltr"
          description={t('add.hint')}
          value={email}
          onChange={setEmail}
          fault={tried && !email.trim() ? t('add.missing') : undefined}
        />
        <label className="grid gap-1">
          <span className="text-label">{t('add.role')}</span>
          <select
            value={role}
            onChange={(chosen) => setRole(chosen.target.value as CohortRole)}
            className="field"
          >
            <option value="student">{t('people.student')}</option>
            <option value="instructor">{t('people.instructor')}</option>
          </select>
        </label>
        <Button
          type="submit"
          look="primary"
          busy={adding.state === 'adding' && t('add.adding')}
          className="bar:mt-[1.375rem]"
        >
          {t('add.now')}
        </Button>
      </div>
      <p role="status">
        <AddingWords adding={adding} />
      </p>
    </form>
  );
}

function AddingWords({ adding }: { adding: Adding }) {
  const { t } = useCohortsWords();
  switch (adding.state) {
    case 'added':
      return <span className="text-good">{t('add.added', { name: adding.name })}</span>;
    case 'waits':
      return <span className="text-caution">{t('add.waits', { name: adding.name })}</span>;
    case 'already':
      return t('add.already', { name: adding.name });
    case 'unknown':
      return <span className="text-caution">{t('add.unknown')}</span>;
    case 'failed':
      return <span className="text-live">{adding.sentence}</span>;
    default:
      return null;
  }
}
