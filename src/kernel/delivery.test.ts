import { expect, test } from 'vitest';
import { deliveryClasses } from './delivery.ts';

test.each(Object.entries(deliveryClasses))(
  '%s gathers for less than it aims at, and aims below its ceiling',
  (_name, { ceilingMs, aimMs, gatherMs }) => {
    expect(gatherMs).toBeGreaterThanOrEqual(0);
    expect(gatherMs).toBeLessThan(aimMs);
    expect(aimMs).toBeLessThan(ceilingMs);
  },
);

test('what must be there within a second takes the socket, what may take longer the stream', () => {
  for (const { road, ceilingMs } of Object.values(deliveryClasses)) {
    expect(road).toBe(ceilingMs <= 1_000 ? 'socket' : 'stream');
  }
});

test('the ceilings are the ones that were promised', () => {
  expect(
    Object.fromEntries(Object.entries(deliveryClasses).map(([name, { ceilingMs }]) => [name, ceilingMs])),
  ).toEqual({
    live: 500,
    conversation: 1_000,
    answer: 1_000,
    ambient: 10_000,
    presence: 10_000,
    result: 15_000,
    notice: 30_000,
  });
});
