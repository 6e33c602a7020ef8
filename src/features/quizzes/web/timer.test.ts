import { describe, expect, test } from 'vitest';
import { ServerTime } from '#platform/web/api/serverTime.ts';
import { clockFace, spokenBetween, timeLeft, untilNextFace } from './timer.ts';

const noon = '2026-06-09T12:00:00.000Z';
const noonMs = Date.parse(noon);

describe('the time left', () => {
  test('QZ53 runs until the deadline, then counts late answers for the minutes that the quiz gives', () => {
    expect(timeLeft(noonMs - 60_000, noon, 5)).toEqual({ phase: 'running', leftMs: 60_000 });
    expect(timeLeft(noonMs, noon, 5)).toEqual({ phase: 'late', leftMs: 300_000 });
    expect(timeLeft(noonMs + 300_000, noon, 5)).toEqual({ phase: 'over' });
    expect(timeLeft(noonMs, noon, 0)).toEqual({ phase: 'over' });
    expect(timeLeft(noonMs, null, 5)).toEqual({ phase: 'unlimited' });
  });

  test('shows full seconds, and 0:00 only when it is over', () => {
    expect([1_450_000, 59_001, 1, 0, -5_000, 3_840_000].map(clockFace)).toEqual([
      '24:10',
      '1:00',
      '0:01',
      '0:00',
      '0:00',
      '1:04:00',
    ]);
    expect([61_250, 60_000].map(untilNextFace)).toEqual([250, 1_000]);
  });

  test('QZ53 is spoken at 10, 5 and 1 minutes and 10 seconds, once, also by a page that slept', () => {
    expect(spokenBetween(600_500, 599_500)).toBe(600);
    expect(spokenBetween(599_500, 598_500)).toBeUndefined();
    expect(spokenBetween(700_000, 50_000)).toBe(60);
    expect(spokenBetween(11_000, 10_000)).toBe(10);
    // More time was given.
    expect(spokenBetween(50_000, 700_000)).toBeUndefined();
  });
});

describe('the server’s time on a device', () => {
  function aDevice() {
    const clocks = { wall: 5_000, running: 0 };
    const time = new ServerTime({ wallMs: () => clocks.wall, runningMs: () => clocks.running });
    const pass = (ms: number): void => {
      clocks.wall += ms;
      clocks.running += ms;
    };
    return { clocks, time, pass };
  }

  test('QZ53 goes on from what the server said, whatever the device’s own clock shows', () => {
    const { time, pass } = aDevice();
    time.hear(noon);
    pass(1_500);
    expect(time.nowMs()).toBe(noonMs + 1_500);
    // The same snapshot again, out of a cache.
    time.hear(noon);
    expect(time.nowMs()).toBe(noonMs + 1_500);
    // Another one that was fetched a while ago and is looked at only now.
    pass(60_000);
    time.hear('2026-06-09T12:00:02.000Z');
    expect(time.nowMs()).toBe(noonMs + 61_500);
  });

  test('QZ53 a device clock that is set back gives nobody more time; after a sleep the server is to be asked', () => {
    const { clocks, time, pass } = aDevice();
    time.hear(noon);
    pass(10_000);
    clocks.wall -= 3_600_000;
    expect(time.nowMs()).toBe(noonMs + 10_000);
    expect(time.isDoubtful).toBe(true);
    time.hear('2026-06-09T12:00:10.000Z');
    expect(time.isDoubtful).toBe(false);
    // Asleep: only the clock on the wall went on.
    clocks.wall += 120_000;
    expect(time.nowMs()).toBe(noonMs + 130_000);
    expect(time.isDoubtful).toBe(true);
  });

  test('is remembered across a reload without the server', () => {
    const { clocks, time, pass } = aDevice();
    time.hear(noon);
    pass(60_000);
    const kept = time.heard!;
    clocks.running = 0;
    const after = new ServerTime({ wallMs: () => clocks.wall, runningMs: () => clocks.running });
    after.recall(kept);
    expect(after.nowMs()).toBe(noonMs + 60_000);
    after.hear('2026-06-09T12:01:02.000Z');
    after.recall(kept);
    expect(after.nowMs()).toBe(noonMs + 62_000);
  });

  test('an answer’s moment moves it forward, never back', () => {
    const { time } = aDevice();
    time.hear(noon);
    time.atLeast('2026-06-09T12:00:04.000Z');
    time.atLeast('2026-06-09T12:00:01.000Z');
    expect(time.nowMs()).toBe(noonMs + 4_000);
  });
});
