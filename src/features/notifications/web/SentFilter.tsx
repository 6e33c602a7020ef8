import {
  toldOutcomes,
  typesForStaff,
  type SentPage,
  type ToldOutcome,
  type TypeForStaff,
} from '../contract.ts';
import { useSentWords } from './sentWords.ts';

/** What is looked for; '' is anything. */
export interface SentAsked {
  type: TypeForStaff | '';
  personId: string;
  outcome: ToldOutcome | '';
}

interface SentFilterProps {
  asked: SentAsked;
  /** Who can be chosen. */
  people: SentPage['people'];
  onAsk: (asked: SentAsked) => void;
}

/** Which kind, whose, and what became of it. */
export function SentFilter({ asked, people, onAsk }: SentFilterProps) {
  const { t } = useSentWords();
  return (
    <form
      role="search"
      aria-label={t('filter.label')}
      onSubmit={(form) => form.preventDefault()}
      className="flex flex-wrap items-end gap-x-4 gap-y-3"
    >
      <Chosen
        label={t('filter.type')}
        value={asked.type}
        options={[
          ['', t('filter.allTypes')],
          ...typesForStaff.map((type): [string, string] => [type, t(`types.${type}`)]),
        ]}
        onChange={(type) => onAsk({ ...asked, type: type as SentAsked['type'] })}
      />
      <Chosen
        label={t('filter.person')}
        value={asked.personId}
        options={[['', t('filter.everybody')], ...people.map(({ id, name }): [string, string] => [id, name])]}
        onChange={(personId) => onAsk({ ...asked, personId })}
      />
      <Chosen
        label={t('filter.outcome')}
        value={asked.outcome}
        options={[
          ['', t('filter.anyOutcome')],
          ...toldOutcomes.map((outcome): [string, string] => [outcome, t(`filter.${outcome}`)]),
        ]}
        onChange={(outcome) => onAsk({ ...asked, outcome: outcome as SentAsked['outcome'] })}
      />
    </form>
  );
}

interface ChosenProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

function Chosen({ label, value, options, onChange }: ChosenProps) {
  return (
    <label className="grid max-w-full gap-1 max-bar:w-full">
      <span className="text-label">{label}</span>
      <select
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className="field max-w-full max-bar:w-full bar:max-w-64"
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
