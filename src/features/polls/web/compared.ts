import type { OpenPoll, PollTally } from '../contract.ts';
import { meanStep, percentFrom } from './resultRows.ts';

/** A vote and the one that asks the same again, as far as both results are told to whoever looks. */
export type Round = Pick<OpenPoll, 'id' | 'kind' | 'options' | 'voters' | 'range'> & {
  rightOptionIds: readonly string[] | null;
  tally: PollTally | null;
};

/** A figure before and after what was said in between. */
export interface Moved {
  before: number;
  after: number;
}

export interface ComparedRow {
  id: string;
  label: string;
  /** How many chose it; of a ranking, points. */
  count: Moved;
  /** Of everybody who voted in that round; of a ranking, of the most points that an option could have. From 0 to 100. */
  percent: Moved;
  isRight: boolean;
}

export type Compared =
  /** `unit`: what a row's figure is. So few as say nothing in percent are told as numbers. */
  | { is: 'rows'; rows: ComparedRow[]; unit: 'percent' | 'count' | 'points'; mean: Moved | null }
  | { is: 'estimates'; mean: Moved; median: Moved }
  /** What was written stands in two lists: of sentences, each stands for itself. They are no part of a tally. */
  | { is: 'texts' };

/** What is compared by its figures. */
export type Counted = Exclude<Compared, { is: 'texts' }>;

/** So many words of two clouds stand beside each other. */
const mostWords = 8;

/**
 * Two rounds of the same question side by side. null: there is nothing to compare, since one of them is not told yet, or
 * nobody has voted in it.
 */
export function compared(before: Round | undefined, after: Round): Compared | null {
  if (!before?.tally || !after.tally || before.voters === 0 || after.voters === 0) return null;
  const { kind } = after;
  if (kind === 'text') return { is: 'texts' };
  if (kind === 'number') return ofEstimates(before.tally, after.tally);
  if (kind === 'words') {
    const rows = wordRows(before, after, before.tally, after.tally);
    return rows.length === 0 ? null : { is: 'rows', rows, unit: 'count', mean: null };
  }
  const few = before.voters < percentFrom || after.voters < percentFrom;
  const rows = optionRows(before, after, before.tally, after.tally);
  return {
    is: 'rows',
    rows: kind === 'ranking' ? rows.toSorted((one, other) => other.count.after - one.count.after) : rows,
    unit: kind === 'ranking' ? 'points' : few ? 'count' : 'percent',
    mean: kind === 'rating' ? meansOf(before, after, before.tally, after.tally) : null,
  };
}

/** The row that moved furthest, by its share; undefined where none did. */
export function mostMoved(rows: readonly ComparedRow[]): ComparedRow | undefined {
  const by = ({ percent }: ComparedRow): number => Math.abs(percent.after - percent.before);
  const [first] = rows.toSorted((one, other) => by(other) - by(one));
  return first && by(first) > 0 ? first : undefined;
}

function ofEstimates({ estimate: before }: PollTally, { estimate: after }: PollTally): Compared | null {
  if (!before || !after) return null;
  return {
    is: 'estimates',
    mean: { before: before.mean, after: after.mean },
    median: { before: before.median, after: after.median },
  };
}

/** Its options stand in the same order, and each round has ids of its own. */
function optionRows(before: Round, after: Round, first: PollTally, second: PollTally): ComparedRow[] {
  const isRanking = after.kind === 'ranking';
  const wholeOf = ({ voters, options }: Round): number => voters * (isRanking ? options.length : 1);
  return after.options.map(({ id, label }, place) => {
    const count = {
      before: first.counts[before.options[place]?.id ?? ''] ?? 0,
      after: second.counts[id] ?? 0,
    };
    return {
      ...{ id, label, count },
      percent: percentOf(count, { before: wholeOf(before), after: wholeOf(after) }),
      isRight: after.rightOptionIds?.includes(id) ?? false,
    };
  });
}

/**
 * The words that were given most in both rounds together, whether in one or in each; equally often, those of now first.
 * What is hidden in a round is in its tally as little as what nobody gave.
 */
function wordRows(before: Round, after: Round, first: PollTally, second: PollTally): ComparedRow[] {
  const given = new Map<string, { label: string; count: Moved }>();
  for (const [when, { words }] of [['after', second] as const, ['before', first] as const]) {
    for (const { text, count } of words) {
      const one = given.get(text.toLocaleLowerCase()) ?? { label: text, count: { before: 0, after: 0 } };
      given.set(text.toLocaleLowerCase(), { ...one, count: { ...one.count, [when]: count } });
    }
  }
  const both = ({ count }: { count: Moved }): number => count.before + count.after;
  return [...given]
    .toSorted(([, one], [, other]) => both(other) - both(one) || other.count.after - one.count.after)
    .slice(0, mostWords)
    .map(([id, { label, count }]) => ({
      ...{ id, label, count, isRight: false },
      percent: percentOf(count, { before: before.voters, after: after.voters }),
    }));
}

function percentOf(count: Moved, whole: Moved): Moved {
  const share = (part: number, all: number): number => Math.round((100 * part) / Math.max(1, all));
  return { before: share(count.before, whole.before), after: share(count.after, whole.after) };
}

function meansOf(before: Round, after: Round, first: PollTally, second: PollTally): Moved | null {
  const then = meanStep(before, first);
  const now = meanStep(after, second);
  return then === null || now === null ? null : { before: then, after: now };
}
