import { expect, test } from 'vitest';
import { leaders, meanStep, resultRows, wordStep } from './resultRows.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }));
const poll = { kind: 'single', options, voters: 8, rightOptionIds: null } as const;
const tally = (a: number, b: number, c: number) => ({ counts: { a, b, c }, words: [], estimate: null });

test('bars are measured by the voters, from nothing to everybody, in the order of the poll', () => {
  expect(
    resultRows(poll, tally(4, 3, 1)).map(({ label, count, percent }) => [label, count, percent]),
  ).toEqual([
    ['A', 4, 50],
    ['B', 3, 38],
    ['C', 1, 13],
  ]);
});

test('a ranking is measured by the most points that there are, the highest first', () => {
  const rows = resultRows({ ...poll, kind: 'ranking', voters: 2 }, tally(2, 6, 4));
  expect(rows.map(({ id, percent }) => [id, percent])).toEqual([
    ['b', 100],
    ['c', 67],
    ['a', 33],
  ]);
});

test('without a vote nothing divides by nothing, and nothing leads', () => {
  const rows = resultRows({ ...poll, voters: 0 }, tally(0, 0, 0));
  expect(rows.map(({ percent }) => percent)).toEqual([0, 0, 0]);
  expect(leaders(rows)).toEqual([]);
  expect(meanStep(poll, tally(0, 0, 0))).toBeNull();
});

test('what is equal leads together', () => {
  expect(leaders(resultRows(poll, tally(3, 3, 2))).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('the right option and one’s own are marked', () => {
  const rows = resultRows({ ...poll, rightOptionIds: ['b'] }, tally(4, 3, 1), ['a']);
  expect(rows.map(({ isRight, isOwn }) => [isRight, isOwn])).toEqual([
    [false, true],
    [true, false],
    [false, false],
  ]);
});

test('the mean of a rating counts its steps from 1', () => {
  expect(meanStep(poll, tally(1, 0, 2))).toBe(2.3);
});

test('words have five sizes, the most frequent the largest', () => {
  expect([14, 11, 6, 3, 1].map((count) => wordStep(count, 14))).toEqual([5, 4, 3, 2, 1]);
});
