import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { every, manualClock, systemClock } from './clock.ts';

test('a manual clock stands still until it is moved', () => {
  const clock = manualClock(1_000);
  expect(clock.nowMs()).toBe(1_000);
  clock.advance(250);
  expect(clock.nowMs()).toBe(1_250);
});

test('timers run in the order of their moments, each at its own, and those of one moment as they were set', () => {
  const clock = manualClock(0);
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(`${name} at ${clock.nowMs()}`);
  clock.after(30, note('late'));
  clock.after(10, note('early'));
  clock.after(10, note('early too'));
  clock.advance(29);
  expect(ran).toEqual(['early at 10', 'early too at 10']);
  clock.advance(1);
  expect(ran).toEqual(['early at 10', 'early too at 10', 'late at 30']);
});

test('a timer set while time moves runs in the same move when it falls due in it', () => {
  const clock = manualClock(0);
  const ran: number[] = [];
  clock.after(10, () => clock.after(10, () => void ran.push(clock.nowMs())));
  clock.advance(20);
  expect(ran).toEqual([20]);
});

test('a timer that was called off does not run and is not pending', () => {
  const clock = manualClock(0);
  const ran = vi.fn();
  const callOff = clock.after(10, ran);
  expect(clock.pending).toBe(1);
  callOff();
  callOff();
  expect(clock.pending).toBe(0);
  clock.advance(20);
  expect(ran).not.toHaveBeenCalled();
});

test('every runs again and again until it is stopped, also from within', () => {
  const clock = manualClock(0);
  const ran: number[] = [];
  const stop = every(clock, 100, () => {
    ran.push(clock.nowMs());
    if (ran.length === 3) stop();
  });
  clock.advance(1_000);
  expect(ran).toEqual([100, 200, 300]);
  expect(clock.pending).toBe(0);
});

test('every goes on after a run that failed', () => {
  const clock = manualClock(0);
  let runs = 0;
  const stop = every(clock, 100, () => {
    runs += 1;
    if (runs === 1) throw new Error('once');
  });
  expect(() => clock.advance(100)).toThrow('once');
  clock.advance(100);
  expect(runs).toBe(2);
  stop();
});

test('a manual clock may run timers that are due at once', () => {
  const clock = manualClock(0);
  const ran = vi.fn();
  clock.after(0, ran);
  clock.advance(0);
  expect(ran).toHaveBeenCalledOnce();
});

const realSetTimeout = globalThis.setTimeout;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('the system clock tells the time of day, sets timers and calls them off', () => {
  vi.setSystemTime(5_000);
  expect(systemClock.nowMs()).toBe(5_000);
  const ran = vi.fn();
  const calledOff = vi.fn();
  systemClock.after(50, ran);
  systemClock.after(50, calledOff)();
  vi.advanceTimersByTime(50);
  expect(ran).toHaveBeenCalledOnce();
  expect(calledOff).not.toHaveBeenCalled();
});

test('a timer of the system clock does not keep the process alive', () => {
  let timer: NodeJS.Timeout | undefined;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((action: () => void, delayMs: number) => {
    timer = realSetTimeout(action, delayMs);
    return timer;
  }) as typeof setTimeout);
  const callOff = systemClock.after(60_000, () => {});
  expect(timer?.hasRef()).toBe(false);
  vi.mocked(setTimeout).mockRestore();
  callOff();
  clearTimeout(timer);
});
