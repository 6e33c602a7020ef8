import { describe, expect, test } from 'vitest';
import { pointsFor, rankIn } from './contract.ts';

describe('LB1 what a right answer pays', () => {
  test.each([
    ['at once', 0, 20, 1_000],
    ['after a quarter of the time', 5_000, 20, 870],
    ['half way', 10_000, 20, 750],
    ['just before the end', 19_999, 20, 500],
    ['at the end', 20_000, 20, 500],
    ['after the end', 90_000, 20, 500],
    ['half way through thirty seconds, where none were set', 15_000, null, 750],
    ['later than that', 40_000, null, 500],
  ] as const)('%s', (_when, afterMs, seconds, points) => {
    expect(pointsFor({ afterMs, seconds })).toBe(points);
  });

  test('never more for a later answer', () => {
    const paid = Array.from({ length: 70 }, (_, tenth) => pointsFor({ afterMs: tenth * 500, seconds: 30 }));
    expect(paid).toEqual(paid.toSorted((a, b) => b - a));
    expect(paid.every((points) => points % 10 === 0)).toBe(true);
  });
});

test('LB5 whoever has as many points has the same rank, and the next one is below all of them', () => {
  const board = {
    standings: [
      { points: 900, people: 2 },
      { points: 500, people: 3 },
      { points: -20, people: 1 },
    ],
  };
  expect([900, 500, -20].map((points) => rankIn(board, points))).toEqual([1, 3, 6]);
});
