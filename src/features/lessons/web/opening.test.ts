import { expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import { untilOpen } from './opening.ts';

test('LW8 a lesson is looked at once its moment has come, however far off, and again until it is open', () => {
  const clock = manualClock();
  let looks = 0;
  const opensAt = new Date(clock.nowMs() + 40 * 24 * 3_600_000).toISOString();
  const stop = untilOpen({ opensAt, look: () => (looks += 1), clock, random: () => 0.5 });
  clock.advance(40 * 24 * 3_600_000 - 1);
  expect(looks).toBe(0);
  clock.advance(1_000);
  expect(looks).toBe(1);
  clock.advance(6_000);
  expect(looks).toBe(2);
  stop();
  clock.advance(60_000);
  expect(looks).toBe(2);
  expect(clock.pending).toBe(0);
});
