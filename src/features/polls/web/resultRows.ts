import type { DeskPoll, OpenPoll, PollTally } from '../contract.ts';

/** Fewer voters than this are told as numbers: a percent of four people says more than it knows. */
export const percentFrom = 5;

export interface ResultRow {
  id: string;
  label: string;
  count: number;
  /** Of the whole that the poll's bars are measured by, from 0 to 100. */
  percent: number;
  isRight: boolean;
  isOwn: boolean;
}

/** A poll, whoever sees it, as far as its result is told. */
export type Resulted = Pick<OpenPoll, 'kind' | 'options' | 'voters' | 'range' | 'rightOptionIds'> & {
  state: DeskPoll['state'];
};

/**
 * One row an option, in the order of the poll; of a ranking by points, the most first. All bars are measured by the
 * voters, a ranking's by the most points that an option can have: so they begin at nothing and end at everything.
 */
export function resultRows(
  poll: Omit<Resulted, 'range' | 'state'>,
  tally: PollTally,
  own: readonly string[] = [],
): ResultRow[] {
  const { kind, options, voters, rightOptionIds } = poll;
  const whole = Math.max(1, kind === 'ranking' ? voters * options.length : voters);
  const rows = options.map(({ id, label }) => {
    const count = tally.counts[id] ?? 0;
    return {
      ...{ id, label, count, percent: Math.round((100 * count) / whole) },
      ...{ isRight: rightOptionIds?.includes(id) ?? false, isOwn: own.includes(id) },
    };
  });
  return kind === 'ranking' ? rows.toSorted((one, other) => other.count - one.count) : rows;
}

/** What was chosen most: one row or, where several are equal, all of them; none without a vote. */
export function leaders(rows: readonly ResultRow[]): ResultRow[] {
  const most = Math.max(0, ...rows.map(({ count }) => count));
  return most === 0 ? [] : rows.filter(({ count }) => count === most);
}

/** The mean of a rating, to one place; its options are its steps, from 1 up. null without a vote. */
export function meanStep({ options }: Pick<Resulted, 'options'>, { counts }: PollTally): number | null {
  const votes = options.reduce((sum, { id }) => sum + (counts[id] ?? 0), 0);
  if (votes === 0) return null;
  const sum = options.reduce((all, { id }, place) => all + (place + 1) * (counts[id] ?? 0), 0);
  return Math.round((10 * sum) / votes) / 10;
}

/** How large a word of a cloud is, in five steps by its share of the most frequent one. */
export function wordStep(count: number, most: number): 1 | 2 | 3 | 4 | 5 {
  const step = Math.ceil((5 * count) / Math.max(1, most));
  return Math.min(5, Math.max(1, step)) as 1 | 2 | 3 | 4 | 5;
}
