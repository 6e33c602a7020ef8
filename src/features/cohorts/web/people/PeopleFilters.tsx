import type { CohortRole } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { shownStates, type PeopleFilter, type ShownState } from './peopleFilter.ts';

interface PeopleFiltersProps {
  filter: PeopleFilter;
  counts: Record<ShownState, number>;
  onFilter: (filter: PeopleFilter) => void;
}

/** States as tabs with how many are in each; those in which nobody is are left out, but for the one that is shown. */
export function PeopleFilters({ filter, counts, onFilter }: PeopleFiltersProps) {
  const { t } = useCohortsWords();
  const states = shownStates.filter((state) => state === 'in' || state === filter.state || counts[state] > 0);
  return (
    <div className="grid gap-4">
      <div role="group" aria-label={t('people.states')} className="flex flex-wrap gap-2">
        {states.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={filter.state === state}
            onClick={() => onFilter({ ...filter, state })}
            className="controls inline-flex items-center gap-2 rounded-control border border-control bg-surface px-3 text-label hover:bg-quiet aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-canvas"
          >
            {t(`people.state.${state}`)}
            <span>{counts[state]}</span>
          </button>
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <label className="grid min-w-56 grow gap-1 bar:max-w-80">
          <span className="text-label">{t('people.find')}</span>
          <input
            type="search"
            value={filter.find}
            onChange={(typed) => onFilter({ ...filter, find: typed.target.value })}
            className="field"
          />
        </label>
        <label className="grid gap-1">
          <span className="text-label">{t('people.role')}</span>
          <select
            value={filter.role}
            onChange={(chosen) => onFilter({ ...filter, role: chosen.target.value as CohortRole | 'any' })}
            className="field"
          >
            <option value="any">{t('people.anyRole')}</option>
            <option value="student">{t('people.student')}</option>
            <option value="instructor">{t('people.instructor')}</option>
          </select>
        </label>
      </div>
    </div>
  );
}
