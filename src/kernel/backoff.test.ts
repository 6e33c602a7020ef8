import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, reconnectBackoff } from './backoff.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const backoff = fc.record({
  firstMs: fc.integer({ min: 1, max: 60_000 }),
  capMs: fc.integer({ min: 1, max: 600_000 }),
});

test('a wait is whole milliseconds, never negative, never above the cap or the doubled range', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000 }), backoff, random, (failures, given, share) => {
      const waitMs = backoffMs(failures, given, () => share);
      expect(Number.isSafeInteger(waitMs)).toBe(true);
      expect(waitMs).toBeGreaterThanOrEqual(0);
      expect(waitMs).toBeLessThan(Math.max(1, Math.min(given.capMs, given.firstMs * 2 ** failures)));
    }),
  );
});

test('the range doubles with every failure until it reaches the cap', () => {
  const widest = [0, 1, 2, 3, 4].map((failures) =>
    backoffMs(failures, { firstMs: 1_000, capMs: 7_000 }, () => 0.999_999),
  );
  expect(widest).toEqual([999, 1_999, 3_999, 6_999, 6_999]);
});

test('a class that lost its connection together comes back spread over the whole range', () => {
  const waits = Array.from({ length: 100 }, (_, place) => backoffMs(0, reconnectBackoff, () => place / 100));
  expect(new Set(waits).size).toBe(100);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(reconnectBackoff.firstMs * 0.9);
});

/** When each of 1,000 who lost a server together is back, in ms after it is there again. */
function comeBack({ awayMs, round }: { awayMs: number; round: number }): number[] {
  // A simple generator with a seed (Numerical Recipes): the same rounds each time.
  let state = round * 7_919;
  const draw = (): number => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
  return Array.from({ length: 1_000 }, () => {
    let atMs = 0;
    for (let failures = 0; atMs === 0 || atMs < awayMs; failures++)
      atMs += backoffMs(failures, reconnectBackoff, draw);
    return atMs - awayMs;
  }).toSorted((a, b) => a - b);
}

test.each([0, 5_000, 20_000, 120_000])(
  'CUT3 of 1,000 who were away for %i ms, 950 try again within 7 s of the end of it, and never 50 in 100 ms',
  (awayMs) => {
    for (let round = 1; round <= 20; round++) {
      const back = comeBack({ awayMs, round });
      expect(back[949]).toBeLessThan(7_000);
      const crowds = new Map<number, number>();
      for (const ms of back) crowds.set(Math.floor(ms / 100), (crowds.get(Math.floor(ms / 100)) ?? 0) + 1);
      expect(Math.max(...crowds.values())).toBeLessThan(50);
    }
  },
);

test('a negative number of failures is a fault of the caller', () => {
  expect(() => backoffMs(-1, reconnectBackoff, () => 0.5)).toThrow(
    new RangeError('failures must be 0 or more, got -1'),
  );
});
