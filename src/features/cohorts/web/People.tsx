import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { CohortRole, EnrolmentLine } from '../contract.ts';

export type Adding =
  | { state: 'ready' }
  | { state: 'adding' }
  | { state: 'added'; name: string }
  | { state: 'unknown' }
  | { state: 'already'; name: string }
  | { state: 'failed'; sentence: string };

interface PeopleProps {
  people: readonly EnrolmentLine[];
  /** The reader, who cannot remove themself here. */
  meId: string;
  adding: Adding;
  onAdd: (person: { email: string; role: CohortRole }) => void;
  /** Removed since the page was opened: their rows stay, with the way back, until the page is left. */
  removedHere: ReadonlySet<string>;
  /** Whose row waits for the server's answer. */
  busy: ReadonlySet<string>;
  /** Why the last change of a row was refused. */
  fault: string | null;
  onRemove: (userId: string) => void;
  onBringBack: (person: EnrolmentLine) => void;
}

/** Who belongs to a cohort, for its staff. */
export function People(props: PeopleProps) {
  const { people, meId, adding, onAdd, removedHere, busy, fault, onRemove, onBringBack } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const inSight = people.filter(({ state, userId }) => state === 'active' || removedHere.has(userId));
  const former = people.filter(({ state, userId }) => state === 'removed' && !removedHere.has(userId));
  const roleWords = { student: t('people.student'), instructor: t('people.instructor') };
  const rows = [...inSight].sort((a, b) => a.role.localeCompare(b.role) || formats.compare(a.name, b.name));

  return (
    <div className="grid gap-8">
      <AddPerson adding={adding} onAdd={onAdd} />
      {fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {fault}
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyNote why={t('people.none')} example={t('people.noneExample')} />
      ) : (
        <table className="w-full border-t border-hairline max-bar:block">
          <thead className="text-start text-label text-muted max-bar:sr-only">
            <tr className="border-b border-hairline">
              <th scope="col" className="py-2 text-start">
                {t('people.name')}
              </th>
              <th scope="col" className="py-2 text-start">
                {t('people.email')}
              </th>
              <th scope="col" className="py-2 text-start">
                {t('people.role')}
              </th>
              <th scope="col" className="py-2 text-start">
                {t('people.since')}
              </th>
              <th scope="col">
                <span className="sr-only">{t('people.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-bar:block">
            {rows.map((person) =>
              person.state === 'removed' ? (
                <tr key={person.userId} className="border-b border-hairline bg-quiet max-bar:block">
                  <td colSpan={5} className="px-2 py-1 max-bar:block">
                    <span className="flex flex-wrap items-center justify-between gap-x-4">
                      <span role="status">{t('people.removed', { name: person.name })}</span>
                      <Button
                        look="plain"
                        aria-label={t('people.undoName', { name: person.name })}
                        onClick={() => onBringBack(person)}
                        className="me-0"
                      >
                        {t('people.undo')}
                      </Button>
                    </span>
                  </td>
                </tr>
              ) : (
                <tr
                  key={person.userId}
                  className="h-12 border-b border-hairline max-bar:grid max-bar:h-auto max-bar:grid-cols-[1fr_auto] max-bar:py-2"
                >
                  <th scope="row" className="py-1 text-start font-strong">
                    <bdi>{person.name}</bdi>
                    {person.userId === meId && (
                      <span className="ms-2 rounded-bar bg-quiet px-2 py-0.5 text-caption text-muted">
                        {t('people.you')}
                      </span>
                    )}
                  </th>
                  <td className="py-1 text-muted max-bar:col-start-1">
                    <bdi>{person.email}</bdi>
                  </td>
                  <td className="py-1 max-bar:col-start-1 max-bar:text-caption">{roleWords[person.role]}</td>
                  <td className="py-1 text-muted max-bar:hidden">{formats.day(person.since)}</td>
                  <td className="py-1 text-end max-bar:col-start-2 max-bar:row-span-3 max-bar:row-start-1 max-bar:self-center">
                    {person.userId !== meId && (
                      <Button
                        look="plain"
                        aria-label={t('people.removeName', { name: person.name })}
                        busy={busy.has(person.userId) && t('people.removing')}
                        onClick={() => onRemove(person.userId)}
                        className="me-0"
                      >
                        {t('people.remove')}
                      </Button>
                    )}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
      {former.length > 0 && (
        <details>
          <summary className="controls inline-flex items-center text-accent underline">
            {t('people.former', { count: former.length })}
          </summary>
          <ul className="mt-2 border-t border-hairline">
            {former.map((person) => (
              <li
                key={person.userId}
                className="flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-1"
              >
                <span className="text-muted">
                  <bdi>{person.name}</bdi>
                </span>
                <Button
                  aria-label={t('people.bringBackName', { name: person.name })}
                  onClick={() => onBringBack(person)}
                >
                  {t('people.bringBack')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function AddPerson({ adding, onAdd }: Pick<PeopleProps, 'adding' | 'onAdd'>) {
  const { t } = useTranslation();
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
    <form onSubmit={submit} noValidate aria-label={t('people.add')} className="grid gap-2">
      <div className="grid items-start gap-3 bar:grid-cols-[minmax(0,22rem)_auto_auto] bar:justify-start">
        <TextField
          label={t('people.email')}
          name="email"
          type="email"
          dir="ltr"
          description={t('people.emailHint')}
          value={email}
          onChange={setEmail}
          fault={tried && !email.trim() ? t('people.missingEmail') : undefined}
        />
        <label className="grid gap-1">
          <span className="text-label">{t('people.role')}</span>
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
          busy={adding.state === 'adding' && t('people.adding')}
          className="bar:mt-[1.375rem]"
        >
          {t('people.addNow')}
        </Button>
      </div>
      <p role="status">
        <AddingWords adding={adding} />
      </p>
    </form>
  );
}

function AddingWords({ adding }: { adding: Adding }) {
  const { t } = useTranslation();
  switch (adding.state) {
    case 'added':
      return <span className="text-good">{t('people.added', { name: adding.name })}</span>;
    case 'already':
      return t('people.already', { name: adding.name });
    case 'unknown':
      return <span className="text-caution">{t('people.unknown')}</span>;
    case 'failed':
      return <span className="text-live">{adding.sentence}</span>;
    default:
      return null;
  }
}
