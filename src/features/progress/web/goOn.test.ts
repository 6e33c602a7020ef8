import { expect, test } from 'vitest';
import { goOnAt } from './goOn.ts';

const course = (...completed: (string | null)[]) => [
  { lessons: completed.map((completedAt, index) => ({ id: String(index + 1), completedAt })) },
];

test('one goes on at the first open lesson behind the one completed last', () => {
  expect(goOnAt(course('2026-06-09T09:00:00Z', null, '2026-06-09T10:00:00Z', null))?.id).toBe('4');
  expect(goOnAt(course('2026-06-09T11:00:00Z', null, '2026-06-09T10:00:00Z', null))?.id).toBe('2');
});

test('when nothing is open behind it, one goes on at what was skipped', () => {
  expect(goOnAt(course(null, '2026-06-09T10:00:00Z'))?.id).toBe('1');
});

test('a course that nobody began begins at its first lesson, and a finished one has nowhere to go on', () => {
  expect(goOnAt(course(null, null))?.id).toBe('1');
  expect(goOnAt(course('2026-06-09T10:00:00Z'))).toBeUndefined();
  expect(goOnAt([])).toBeUndefined();
});
