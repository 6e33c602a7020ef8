import { useState, type FormEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { PersonLine } from '../../contract.ts';
import { useOperateWords } from './useOperateWords.ts';

export type Only = 'all' | 'disabled' | 'operators';
export type PersonAct = 'disable' | 'enable' | 'end-sessions' | 'send-reset';

/** What came of the last act. */
export type Said =
  | { act: Exclude<PersonAct, 'end-sessions'>; name: string }
  | { act: 'end-sessions'; name: string; ended: number };

export interface PeopleListProps {
  people: readonly PersonLine[];
  /** The reader, whom these acts are not for. */
  meId: string;
  asked: { search: string; only: Only };
  onFind: (asked: { search: string; only: Only }) => void;
  /** Absent: that was all. */
  onMore?: (() => void) | undefined;
  isLoadingMore: boolean;
  /** Whose row waits for the server's answer. */
  busy: string | null;
  said: Said | null;
  fault: string | null;
  onAct: (person: PersonLine, act: PersonAct) => void;
}

/** Everybody who has an account here, for operators. */
export function PeopleList(props: PeopleListProps) {
  const { people, meId, asked, onFind, onMore, isLoadingMore, busy, said, fault, onAct } = props;
  const { t } = useOperateWords();
  const [disabling, setDisabling] = useState<PersonLine | null>(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Find asked={asked} onFind={onFind} />
      {fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {fault}
        </p>
      )}
      <p role="status" className="text-good empty:hidden">
        {said && <SaidWords said={said} />}
      </p>
      {people.length === 0 ? (
        <EmptyNote why={t('people.none')} example={t('people.noneExample')} />
      ) : (
        <ul className="border-t border-hairline">
          {people.map((person) => (
            <li
              key={person.id}
              className="grid gap-x-8 gap-y-2 border-b border-hairline py-3 wide:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] wide:items-center"
            >
              <Who person={person} isMe={person.id === meId} />
              {person.id !== meId && (
                <Acts
                  person={person}
                  isBusy={busy === person.id}
                  onAct={(act) => (act === 'disable' ? setDisabling(person) : onAct(person, act))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {onMore && (
        <Button
          onClick={onMore}
          busy={isLoadingMore && t('people.loadingMore')}
          className="justify-self-start"
        >
          {t('people.more')}
        </Button>
      )}
      {disabling && (
        <Sheet title={t('people.disableTitle', { name: disabling.name })} onClose={() => setDisabling(null)}>
          <p>{t('people.disableText')}</p>
          <Button
            look="danger"
            className="mt-6 w-full"
            onClick={() => {
              setDisabling(null);
              onAct(disabling, 'disable');
            }}
          >
            {t('people.disable')}
          </Button>
        </Sheet>
      )}
    </div>
  );
}

function Find({ asked, onFind }: Pick<PeopleListProps, 'asked' | 'onFind'>) {
  const { t } = useOperateWords();
  const [search, setSearch] = useState(asked.search);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    onFind({ ...asked, search: search.trim() });
  };
  return (
    <form role="search" onSubmit={submit} className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="w-full max-w-80">
        <TextField
          label={t('people.search')}
          name="search"
          type="search"
          value={search}
          onChange={setSearch}
        />
      </div>
      <label className="grid gap-1">
        <span className="text-label">{t('people.only')}</span>
        <select
          value={asked.only}
          onChange={(chosen) => onFind({ search: search.trim(), only: chosen.target.value as Only })}
          className="field"
        >
          <option value="all">{t('people.all')}</option>
          <option value="disabled">{t('people.disabled')}</option>
          <option value="operators">{t('people.operators')}</option>
        </select>
      </label>
      <Button type="submit">{t('people.find')}</Button>
    </form>
  );
}

function Who({ person, isMe }: { person: PersonLine; isMe: boolean }) {
  const { t } = useOperateWords();
  const formats = useFormats();
  const now = useNow();
  const { name, email, disabledAt } = person;
  const notes = [
    ...(isMe ? [t('people.you')] : []),
    ...(person.platformAdmin ? [t('people.operator')] : []),
    ...(person.simulated ? [t('people.simulated')] : []),
    ...(person.emailVerified ? [] : [t('people.unverified')]),
    ...(person.hasPassword ? [] : [t('people.noPassword')]),
  ];
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <bdi className="font-strong">{name}</bdi>
        {disabledAt !== null && (
          <Note tone="bg-live-soft text-live">
            {t('people.isDisabled', { when: formats.when(disabledAt, now) })}
          </Note>
        )}
        {notes.map((note) => (
          <Note key={note} tone="bg-quiet text-muted">
            {note}
          </Note>
        ))}
      </p>
      <p className="text-caption text-muted [overflow-wrap:anywhere]">
        <bdi>{email}</bdi>
      </p>
    </div>
  );
}

function Note({ tone, children }: { tone: string; children: ReactNode }) {
  return <span className={`rounded-bar px-2 py-0.5 text-caption ${tone}`}>{children}</span>;
}

interface ActsProps {
  person: PersonLine;
  isBusy: boolean;
  onAct: (act: PersonAct) => void;
}

function Acts({ person: { id, name, disabledAt }, isBusy, onAct }: ActsProps) {
  const { t } = useOperateWords();
  if (isBusy) return <p className="text-muted wide:text-end">{t('people.working')}</p>;
  if (disabledAt !== null) {
    return (
      <p className="flex flex-wrap gap-x-4 wide:justify-end">
        <DataLink id={id} name={name} />
        <Button aria-label={t('people.enableName', { name })} onClick={() => onAct('enable')}>
          {t('people.enable')}
        </Button>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap gap-x-4 wide:justify-end">
      <DataLink id={id} name={name} />
      <Button
        look="plain"
        aria-label={t('people.sendResetName', { name })}
        onClick={() => onAct('send-reset')}
      >
        {t('people.sendReset')}
      </Button>
      <Button
        look="plain"
        aria-label={t('people.endSessionsName', { name })}
        onClick={() => onAct('end-sessions')}
      >
        {t('people.endSessions')}
      </Button>
      <Button look="plain" aria-label={t('people.disableName', { name })} onClick={() => onAct('disable')}>
        {t('people.disable')}
      </Button>
    </p>
  );
}

/** To what is kept about a person: a copy of it, and its end. */
function DataLink({ id, name }: Pick<PersonLine, 'id' | 'name'>) {
  const { t } = useOperateWords();
  return (
    <Link
      to={`/ops/people/${id}`}
      aria-label={t('people.dataName', { name })}
      className="controls flex items-center text-accent"
    >
      {t('people.data')}
    </Link>
  );
}

function SaidWords({ said }: { said: Said }) {
  const { t } = useOperateWords();
  const { name } = said;
  switch (said.act) {
    case 'disable':
      return t('people.doneDisable', { name });
    case 'enable':
      return t('people.doneEnable', { name });
    case 'send-reset':
      return t('people.doneSendReset', { name });
    case 'end-sessions':
      return t('people.doneEndSessions', { name, count: said.ended });
  }
}
