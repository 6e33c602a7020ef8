import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BesideName } from '#platform/web/ui/BesideName.tsx';
import type { EnrolmentLine } from '../../contract.ts';
import { useCohortsWords, type Say } from '../useCohortsWords.ts';
import type { PersonAct } from './peopleActs.ts';
import { PersonMenu } from './PersonMenu.tsx';

interface PeopleTableProps {
  people: readonly EnrolmentLine[];
  /** Where each of those who wait stands in the row, from 1. */
  places: ReadonlyMap<string, number>;
  /** The reader, who does nothing to themself here. */
  meId: string;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** Whose row waits for the server's answer. */
  busy: ReadonlySet<string>;
  /** False where the reader may only look. */
  canAct: boolean;
  onAct: (act: PersonAct, people: readonly EnrolmentLine[]) => void;
}

export function PeopleTable(props: PeopleTableProps) {
  const { people, places, meId, selected, onSelect, busy, canAct, onAct } = props;
  const { t } = useCohortsWords();
  const formats = useFormats();
  const selectable = people.filter(({ userId }) => userId !== meId).map(({ userId }) => userId);
  const isAll = selectable.length > 0 && selectable.every((userId) => selected.has(userId));
  const toggle = (userId: string): void => {
    const after = new Set(selected);
    if (!after.delete(userId)) after.add(userId);
    onSelect(after);
  };
  const head = 'py-2 text-start';
  return (
    <table className="w-full border-t border-hairline max-bar:block">
      <thead className="text-start text-label text-muted max-bar:block">
        <tr className="border-b border-hairline max-bar:flex max-bar:items-center">
          {canAct && (
            <th scope="col" className="w-10 py-2 text-start">
              <Tick
                label={t('people.selectAll')}
                checked={isAll}
                onChange={() => onSelect(new Set(isAll ? [] : selectable))}
              />
            </th>
          )}
          <th scope="col" className={head}>
            {t('people.name')}
          </th>
          <th scope="col" className={`${head} max-bar:sr-only`}>
            {t('people.email')}
          </th>
          <th scope="col" className={`${head} max-bar:sr-only`}>
            {t('people.role')}
          </th>
          <th scope="col" className={`${head} max-bar:sr-only`}>
            {t('people.standing')}
          </th>
          <th scope="col" className="max-bar:sr-only">
            <span className="sr-only">{t('people.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-bar:block">
        {people.map((person) => {
          const isMe = person.userId === meId;
          return (
            <tr
              key={person.userId}
              className="h-12 border-b border-hairline max-bar:grid max-bar:h-auto max-bar:grid-cols-[2.5rem_minmax(0,1fr)_auto] max-bar:items-start max-bar:py-2"
            >
              {canAct && (
                <td className="py-1 max-bar:row-span-4">
                  {!isMe && (
                    <Tick
                      label={t('people.select', { name: person.name })}
                      checked={selected.has(person.userId)}
                      onChange={() => toggle(person.userId)}
                    />
                  )}
                </td>
              )}
              <th scope="row" className="py-1 text-start font-strong max-bar:col-start-2">
                <bdi>{person.name}</bdi>
                {isMe && (
                  <span className="ms-2 rounded-bar bg-quiet px-2 py-0.5 text-caption text-muted">
                    {t('people.you')}
                  </span>
                )}
                <span className="block font-regular empty:hidden">
                  <BesideName personId={person.userId} />
                </span>
              </th>
              <td className="py-1 text-muted max-bar:col-start-2 max-bar:truncate">
                <bdi>{person.email}</bdi>
              </td>
              <td className="py-1 max-bar:col-start-2 max-bar:text-caption">{t(`people.${person.role}`)}</td>
              <td className="py-1 text-muted max-bar:col-start-2 max-bar:text-caption">
                <span className="block">{standing(t, person, places)}</span>
                {person.expiresOn && (
                  <span className="block text-caption">
                    {t('people.lastDay', { day: formats.days(person.expiresOn, person.expiresOn) })}
                  </span>
                )}
              </td>
              <td className="py-1 text-end max-bar:col-start-3 max-bar:row-span-4 max-bar:row-start-1 max-bar:self-center">
                {canAct && !isMe && (
                  <PersonMenu
                    person={person}
                    busy={busy.has(person.userId)}
                    onAct={(act) => onAct(act, [person])}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function standing(t: Say, person: EnrolmentLine, places: ReadonlyMap<string, number>): string {
  const { state, movedTo, userId } = person;
  switch (state) {
    case 'waiting':
      return t('people.number', { place: places.get(userId) ?? 0 });
    case 'active':
      return t('people.active');
    case 'removed':
      return movedTo === null ? t('people.state.removed') : t('people.movedTo');
    default:
      return t(`people.state.${state}`);
  }
}

function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <label className="controls inline-flex w-10 cursor-pointer items-center">
      <input type="checkbox" checked={checked} onChange={onChange} aria-label={label} className="size-4" />
    </label>
  );
}
