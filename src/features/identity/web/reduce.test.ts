import { expect, test } from 'vitest';
import { sessionEnded, sessionStarted } from './reduce.ts';

const session = (id: string, current = false) => ({
  id,
  device: 'Firefox on Linux',
  network: '127.0.0.x',
  startedAt: '2026-01-05T09:00:00.000Z',
  seenAt: '2026-01-05T09:00:00.000Z',
  current,
});

test('a session that ended is gone from the list; one that is not in it changes nothing', () => {
  const data = { sessions: [session('here', true), session('phone')] };
  expect(sessionEnded(data, { sessionId: 'phone' })).toEqual({ sessions: [session('here', true)] });
  expect(sessionEnded(data, { sessionId: 'elsewhere' })).toBe(data);
});

test('a session that begins elsewhere stands first; told again it changes nothing', () => {
  const data = { sessions: [session('here', true)] };
  const { current: _current, ...phone } = session('phone');
  const after = sessionStarted(data, phone);
  expect(after).toEqual({ sessions: [session('phone'), session('here', true)] });
  expect(sessionStarted(after, phone)).toBe(after);
});
