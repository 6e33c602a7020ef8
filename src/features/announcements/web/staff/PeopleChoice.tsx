import { useState } from 'react';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useStaffWords } from './staffWords.ts';

export interface NamedPerson {
  id: string;
  name: string;
}

interface PeopleChoiceProps {
  people: readonly NamedPerson[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  fault: string | undefined;
}

/** What the first field of it is called. */
export const peopleField = 'people';

/** So many are looked through without typing. */
const fewPeople = 8;

/** Some people of a cohort, by their names. */
export function PeopleChoice({ people, chosen, onChange, fault }: PeopleChoiceProps) {
  const { t } = useStaffWords();
  const [find, setFind] = useState('');
  const isFew = people.length <= fewPeople;
  const wanted = find.trim().toLocaleLowerCase();
  const found = people.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const tick = (id: string, isIn: boolean): void => {
    const next = new Set(chosen);
    if (isIn) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset
      aria-describedby={fault === undefined ? undefined : 'group-people-fault'}
      className="grid gap-2"
    >
      <legend className={isFew ? 'text-label' : 'sr-only'}>{t('groups.people')}</legend>
      {!isFew && <TextField label={t('groups.find')} name={peopleField} value={find} onChange={setFind} />}
      <div className="grid max-h-80 overflow-y-auto border-y border-hairline">
        {found.map(({ id, name }) => (
          <label key={id} className="controls flex cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              name={peopleField}
              checked={chosen.has(id)}
              onChange={(box) => tick(id, box.target.checked)}
              className="size-4.5 shrink-0"
            />
            <bdi>{name}</bdi>
          </label>
        ))}
      </div>
      <p role="status" className="text-caption text-muted">
        {t('groups.count', { count: people.filter(({ id }) => chosen.has(id)).length })}
      </p>
      {fault !== undefined && (
        <p id="group-people-fault" role="alert" className="text-caption text-live">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
