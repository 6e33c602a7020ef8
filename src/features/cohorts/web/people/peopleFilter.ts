import type { CohortRole, EnrolmentLine, EnrolmentState } from '../../contract.ts';

/** What of the list is shown: those who are in (active, and pausing), or those in one other state. */
export const shownStates = ['in', 'waiting', 'invited', 'paused', 'finished', 'removed'] as const;
export type ShownState = (typeof shownStates)[number];

export interface PeopleFilter {
  state: ShownState;
  role: CohortRole | 'any';
  find: string;
}

const statesOf: Record<ShownState, readonly EnrolmentState[]> = {
  in: ['active', 'paused'],
  waiting: ['waiting'],
  invited: ['invited'],
  paused: ['paused'],
  finished: ['finished'],
  removed: ['removed'],
};

/** The filter that an address names; what it does not name, or names wrongly, is left open. */
export function filterIn(search: URLSearchParams): PeopleFilter {
  const state = shownStates.find((one) => one === search.get('state')) ?? 'in';
  const role = (['student', 'instructor'] as const).find((one) => one === search.get('role')) ?? 'any';
  return { state, role, find: search.get('find') ?? '' };
}

/** The filter as an address has it: only what is not the rule. */
export function addressOf({ state, role, find }: PeopleFilter): Record<string, string> {
  return {
    ...(state !== 'in' && { state }),
    ...(role !== 'any' && { role }),
    ...(find !== '' && { find }),
  };
}

export function countsOf(people: readonly EnrolmentLine[]): Record<ShownState, number> {
  const count = (shown: ShownState): number =>
    people.filter(({ state }) => statesOf[shown].includes(state)).length;
  return Object.fromEntries(shownStates.map((shown) => [shown, count(shown)])) as Record<ShownState, number>;
}

/**
 * Who is shown, in order: who waits by their number, everybody else by role and name.
 *
 * @param kept people who stay in sight whatever the filter says: they were changed a moment ago
 */
export function shownOf(
  people: readonly EnrolmentLine[],
  { state: shown, role, find }: PeopleFilter,
  kept: ReadonlySet<string>,
  compare: (a: string, b: string) => number,
): EnrolmentLine[] {
  const words = find.trim().toLowerCase();
  const fits = (person: EnrolmentLine): boolean =>
    (kept.has(person.userId) || statesOf[shown].includes(person.state)) &&
    (role === 'any' || person.role === role) &&
    (person.name.toLowerCase().includes(words) || person.email.includes(words));
  return people
    .filter(fits)
    .sort(
      (a, b) =>
        (shown === 'waiting' ? (a.ticket ?? Infinity) - (b.ticket ?? Infinity) || 0 : 0) ||
        a.role.localeCompare(b.role) ||
        compare(a.name, b.name),
    );
}
