import { describe, expect, test } from 'vitest';
import type { PollKind, PollTally } from '../contract.ts';
import { compared, mostMoved, type Round } from './compared.ts';

const ids = ['a', 'b', 'c'];
const tally = (counts: readonly number[], round: string, more: Partial<PollTally> = {}): PollTally => ({
  counts: Object.fromEntries(counts.map((count, place) => [`${round}-${ids[place]}`, count])),
  ...{ words: [], estimate: null },
  ...more,
});
/** Each round has ids of its own. */
const round = (name: string, kind: PollKind, voters: number, counts: readonly number[]): Round => ({
  ...{ id: name, kind, voters, range: null, rightOptionIds: null },
  options: ids.map((id) => ({ id: `${name}-${id}`, label: id.toUpperCase() })),
  tally: tally(counts, name),
});
const rows = (before: Round, after: Round) => {
  const both = compared(before, after);
  return both?.is === 'rows' ? both : undefined;
};

describe('two rounds side by side', () => {
  test('option by option, in percent of each round', () => {
    const both = rows(round('old', 'single', 10, [2, 8, 0]), round('new', 'single', 8, [6, 2, 0]));
    expect(both).toMatchObject({ unit: 'percent', mean: null });
    expect(both!.rows.map(({ label, percent }) => [label, percent.before, percent.after])).toEqual([
      ['A', 20, 75],
      ['B', 80, 25],
      ['C', 0, 0],
    ]);
  });

  test('where one round has few voters, as numbers', () => {
    expect(rows(round('old', 'single', 4, [1, 3, 0]), round('new', 'single', 40, [9, 31, 0]))?.unit).toBe(
      'count',
    );
  });

  test('a rating with its mean before and after', () => {
    const both = rows(round('old', 'rating', 10, [8, 1, 1]), round('new', 'rating', 10, [1, 1, 8]));
    expect(both?.mean).toEqual({ before: 1.3, after: 2.7 });
  });

  test('a ranking by its points now, and its shares of the most points', () => {
    const both = rows(round('old', 'ranking', 5, [15, 10, 5]), round('new', 'ranking', 10, [10, 30, 20]));
    expect(both).toMatchObject({ unit: 'points', mean: null });
    expect(both!.rows.map(({ label, count, percent }) => [label, count, percent])).toEqual([
      ['B', { before: 10, after: 30 }, { before: 67, after: 100 }],
      ['C', { before: 5, after: 20 }, { before: 33, after: 67 }],
      ['A', { before: 15, after: 10 }, { before: 100, after: 33 }],
    ]);
  });

  test('estimates with mean and median', () => {
    const of = (mean: number, median: number): Round => ({
      ...round('any', 'number', 6, []),
      tally: tally([], 'any', { estimate: { least: 0, most: 9, mean, median, steps: [] } }),
    });
    expect(compared(of(4, 3), of(6, 6))).toEqual({
      is: 'estimates',
      mean: { before: 4, after: 6 },
      median: { before: 3, after: 6 },
    });
  });

  const ofWords = (...words: [string, number][]): Round => ({
    ...round('any', 'words', 6, []),
    tally: tally([], 'any', { words: words.map(([text, count]) => ({ text, count })) }),
  });
  const counts = (both: ReturnType<typeof rows>) =>
    both!.rows.map(({ label, count }) => [label, count.before, count.after]);

  test('PO26 words by their counts, whatever their case: also those of one round alone', () => {
    const both = rows(ofWords(['Clear', 2], ['slow', 4]), ofWords(['clear', 5], ['new', 1]));
    expect(both).toMatchObject({ unit: 'count' });
    expect(counts(both)).toEqual([
      ['clear', 2, 5],
      ['slow', 4, 0],
      ['new', 0, 1],
    ]);
    expect(both!.rows[0]!.percent).toEqual({ before: 33, after: 83 });
  });

  test('PO26 of many words those that were given most in both rounds together, of equal ones those of now', () => {
    const many = (word: string) => [...'12345'].map((n): [string, number] => [`${word}${n}`, Number(n)]);
    expect(counts(rows(ofWords(...many('old')), ofWords(...many('new'))))).toEqual([
      ['new5', 0, 5],
      ['old5', 5, 0],
      ['new4', 0, 4],
      ['old4', 4, 0],
      ['new3', 0, 3],
      ['old3', 3, 0],
      ['new2', 0, 2],
      ['old2', 2, 0],
    ]);
  });

  test('PO26 sentences, which stand in two lists', () => {
    expect(compared(round('old', 'text', 9, []), round('new', 'text', 9, []))).toEqual({ is: 'texts' });
  });
});

test.each([
  ['there is no vote before', undefined, round('new', 'single', 9, [9, 0, 0])],
  [
    'the first result is hidden',
    { ...round('old', 'single', 9, []), tally: null },
    round('new', 'single', 9, [9, 0, 0]),
  ],
  [
    'the second result is hidden',
    round('old', 'single', 9, [9, 0, 0]),
    { ...round('new', 'single', 9, []), tally: null },
  ],
  ['nobody has voted again', round('old', 'single', 9, [9, 0, 0]), round('new', 'single', 0, [0, 0, 0])],
  ['nobody voted before', round('old', 'single', 0, [0, 0, 0]), round('new', 'single', 9, [9, 0, 0])],
  [
    'what was written first is hidden',
    { ...round('old', 'text', 9, []), tally: null },
    round('new', 'text', 9, []),
  ],
] as const)('nothing is compared where %s', (_why, before, after) => {
  expect(compared(before, after)).toBeNull();
});

test('what moved furthest is named, and nothing where nothing did', () => {
  const moved = rows(round('old', 'single', 10, [2, 8, 0]), round('new', 'single', 10, [3, 5, 2]))!;
  expect(mostMoved(moved.rows)?.label).toBe('B');
  const still = rows(round('old', 'single', 10, [2, 8, 0]), round('new', 'single', 10, [2, 8, 0]))!;
  expect(mostMoved(still.rows)).toBeUndefined();
});
