import { expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { Person } from '../feature.ts';
import { Lines } from './lines.ts';

const amara = (sessionId = 'laptop'): Person => ({
  kind: 'person',
  userId: 'amara',
  sessionId,
  platformAdmin: false,
});

test('HERE1 any number of connections of one browser is one line, which falls silent with the last of them', () => {
  const clock = manualClock();
  const lines = new Lines(clock);
  lines.opened(amara());
  lines.opened(amara());
  lines.closed(amara());
  clock.advance(60_000);
  expect(lines.all()).toEqual([{ sessionId: 'laptop', userId: 'amara', silentMs: 0 }]);
  lines.closed(amara());
  clock.advance(4_000);
  expect(lines.all()).toEqual([{ sessionId: 'laptop', userId: 'amara', silentMs: 4_000 }]);
});

test('HERE1 a browser that comes back is not silent, and is not forgotten by whoever had seen it silent', () => {
  const clock = manualClock();
  const lines = new Lines(clock);
  lines.opened(amara());
  lines.closed(amara());
  clock.advance(9_000);
  const silent = lines.all().filter(({ silentMs }) => silentMs > 0);
  lines.opened(amara());
  lines.forget(silent.map(({ sessionId }) => sessionId));
  expect(lines.all()).toMatchObject([{ silentMs: 0 }]);
  lines.closed(amara());
  lines.forget(['laptop', 'unknown']);
  expect(lines.all()).toEqual([]);
});

test('HERE1 a browser that polls is heard of until it has missed two polls', () => {
  const clock = manualClock();
  const lines = new Lines(clock);
  lines.polled(amara());
  clock.advance(30_000);
  lines.polled(amara());
  clock.advance(44_000);
  expect(lines.all()).toMatchObject([{ silentMs: 0 }]);
  clock.advance(3_000);
  expect(lines.all()).toMatchObject([{ silentMs: 47_000 }]);
});

test('HERE1 a clock that is set back makes nobody present who has left', () => {
  let nowMs = 100_000;
  const lines = new Lines({ nowMs: () => nowMs, after: () => () => {} });
  lines.opened(amara());
  lines.closed(amara());
  nowMs = 1_000;
  expect(lines.all()[0]!.silentMs).toBeGreaterThan(0);
});
