import { expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { Database } from './db/database.ts';
import type { AnyFeature, Chore } from './feature.ts';
import type { Log } from './log/log.ts';
import { Upkeep } from './upkeep.ts';

function upkeepOf(run: Chore['run']) {
  const clock = manualClock();
  const defects: unknown[] = [];
  const room = { chores: [{ name: 'overdue', everyMs: 1_000, run }] } as unknown as AnyFeature;
  const upkeep = new Upkeep({
    db: {} as Database,
    log: {} as Log,
    features: [room],
    clock,
    retentionDays: 30,
    defect: (cause) => void defects.push(cause),
  });
  return { clock, upkeep, defects };
}

test('OPS5 what falls due is done at each interval, never twice at once, and no more once the node stops', async () => {
  let runs = 0;
  let finish = (): void => {};
  const { clock, upkeep } = upkeepOf(() => {
    runs += 1;
    return new Promise((resolve) => (finish = resolve));
  });
  clock.advance(3_000);
  expect(runs).toBe(1);
  finish();
  await new Promise(setImmediate);
  clock.advance(1_000);
  expect(runs).toBe(2);
  upkeep.stop();
  finish();
  await new Promise(setImmediate);
  clock.advance(5_000);
  expect(runs).toBe(2);
});

test('OPS5 one that fails is told as a defect and tried again at the next interval', async () => {
  let runs = 0;
  const { clock, defects } = upkeepOf(() => {
    runs += 1;
    return Promise.reject(new Error('no'));
  });
  clock.advance(1_000);
  await new Promise(setImmediate);
  clock.advance(1_000);
  await new Promise(setImmediate);
  expect([runs, defects.length]).toEqual([2, 2]);
});
