import { expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { PageEvent } from '#platform/web/realtime/page.ts';
import { attendEveryMs } from '../contract.ts';
import { keepAttending } from './attendance.ts';

function anAudience() {
  const clock = manualClock();
  const said: string[] = [];
  const listeners = new Map<PageEvent, () => void>();
  const stop = keepAttending({
    clock,
    page: {
      on(event, action) {
        listeners.set(event, action);
        return () => void listeners.delete(event);
      },
    },
    attend: () => said.push('in'),
    leave: () => said.push('out'),
  });
  return { clock, said, stop, listeners, happens: (event: PageEvent) => listeners.get(event)?.() };
}

test('SE11 somebody is in at once, and again before the lease could lapse', () => {
  const { clock, said } = anAudience();
  expect(said).toEqual(['in']);
  clock.advance(3 * attendEveryMs);
  expect(said).toEqual(['in', 'in', 'in', 'in']);
});

test('leaving the page says so once, and coming back to it says that one is in', () => {
  const { said, happens, stop } = anAudience();
  happens('leave');
  happens('leave');
  expect(said).toEqual(['in', 'out']);
  happens('resume');
  expect(said).toEqual(['in', 'out', 'in']);
  stop();
  expect(said).toEqual(['in', 'out', 'in', 'out']);
});

test('after leaving, nothing more is said', () => {
  const { clock, said, happens } = anAudience();
  happens('leave');
  clock.advance(10 * attendEveryMs);
  expect(said).toEqual(['in', 'out']);
});

test('a phone that wakes up or finds its network says so at once, and not each time it is looked at', () => {
  const { clock, said, happens } = anAudience();
  clock.advance(attendEveryMs / 2);
  happens('visible');
  expect(said).toHaveLength(1);
  happens('online');
  expect(said).toHaveLength(2);
  // Its timers slept.
  const { clock: other, said: saidThere, happens: there } = anAudience();
  other.nowMs = () => Date.UTC(2026, 0, 5, 10);
  there('visible');
  expect(saidThere).toHaveLength(2);
});

test('nothing is left behind', () => {
  const { clock, stop, listeners } = anAudience();
  stop();
  expect(clock.pending).toBe(0);
  expect(listeners.size).toBe(0);
});
