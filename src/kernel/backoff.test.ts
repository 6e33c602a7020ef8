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

test('a negative number of failures is a fault of the caller', () => {
  expect(() => backoffMs(-1, reconnectBackoff, () => 0.5)).toThrow(
    new RangeError('failures must be 0 or more, got -1'),
  );
});
