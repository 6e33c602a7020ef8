import { expect, test } from 'vitest';
import type { SearchHit } from '../../contract.ts';
import { byLesson, queryOf } from './hits.ts';

const hit = (lessonId: string, text: string): SearchHit => ({
  in: 'lesson',
  lessonId,
  title: lessonId,
  module: 'One',
  anchor: null,
  pieces: [{ text, hit: true }],
});

test('LW10 places are shown by lesson, and the lesson with the best place first', () => {
  const lessons = byLesson([hit('b', '1'), hit('a', '2'), hit('b', '3')]);
  expect(lessons.map(({ lessonId, hits }) => [lessonId, hits.length])).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
});

test('one letter finds nothing, and blanks do not count', () => {
  expect(queryOf(' a ')).toBe('');
  expect(queryOf('  few   shot ')).toBe('few shot');
  expect(queryOf('例え')).toBe('例え');
  expect(queryOf('x'.repeat(300))).toHaveLength(200);
});
