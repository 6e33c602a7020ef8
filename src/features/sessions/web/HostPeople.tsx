import { useId, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BesideName } from '#platform/web/ui/BesideName.tsx';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { isOver, type SessionConsole } from '../contract.ts';
import { whoIsIn, type InSession } from './hostSees.ts';
import { useHostWords } from './useHostWords.ts';

/** Who is in, the latest first: whoever just came is looked for most. Staff stand apart, and so does who is missing. */
export function HostPeople({ console: data }: { console: SessionConsole }) {
  const { t } = useHostWords();
  const { here, session } = data;
  const { students, staff, guests, missing } = whoIsIn(data);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <h2 className="text-section">{t('people.heading')}</h2>
      {here.length === 0 && (
        <div className="text-muted">
          <p>{t('people.nobody')}</p>
          <p className="text-caption">{t('people.nobodyExample')}</p>
        </div>
      )}
      {staff.length > 0 && (
        <Group name={t('people.staff')}>
          <People name={t('people.staff')} people={staff} console={data} />
        </Group>
      )}
      {students.length > 0 && (
        <Group name={t('people.students', { count: students.length })}>
          <People name={t('people.list')} people={students.toReversed()} console={data} />
        </Group>
      )}
      {guests.length > 0 && (
        <Group name={t('people.guests', { count: guests.length })}>
          <People name={t('people.guestList')} people={guests.toReversed()} console={data} />
        </Group>
      )}
      {!isOver(session.state) && missing.length > 0 && <Missing missing={missing} />}
    </section>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 id={id} className="text-label text-muted">
        {name}
      </h3>
      {children}
    </div>
  );
}

const list = 'max-h-80 overflow-auto border-t border-hairline';

interface PeopleProps {
  name: string;
  people: InSession['staff'];
  console: SessionConsole;
}

function People({ name, people, console: { session, cohort, guests } }: PeopleProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  // Two guests may call themselves the same.
  const numbers = new Map(guests.map(({ id, number }) => [id, number]));
  return (
    <ul tabIndex={0} aria-label={name} className={list}>
      {people.map(({ id, name: person, since }) => (
        <li
          key={id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-hairline py-1.5"
        >
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <bdi>{person}</bdi>
            {session.host?.id === id && <span className="text-caption text-muted">{t('people.host')}</span>}
            <GuestMark number={numbers.get(id)} />
            <BesideName personId={id} />
          </span>
          <span className="text-caption text-muted">
            {t('people.since', { when: formats.clock(since, cohort.zone) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function GuestMark({ number }: { number: number | undefined }) {
  const { t } = useHostWords();
  return (
    number !== undefined && <span className="text-caption text-muted">{t('people.guest', { number })}</span>
  );
}

/** Who of the class is not in, by name. */
function Missing({ missing }: Pick<InSession, 'missing'>) {
  const { t, i18n } = useHostWords();
  const byName = missing.toSorted((one, other) => one.name.localeCompare(other.name, i18n.language));
  return (
    <details className="group">
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {t('people.missing', { count: missing.length })}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      <ul tabIndex={0} aria-label={t('people.missingList')} className={list}>
        {byName.map(({ id, name }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-2 border-b border-hairline py-1.5">
            <bdi>{name}</bdi>
            <BesideName personId={id} />
          </li>
        ))}
      </ul>
    </details>
  );
}
