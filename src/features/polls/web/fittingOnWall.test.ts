import { expect, test } from 'vitest';
import { fittingOnWall } from './fittingOnWall.ts';

const texts = (...all: string[]) => all.map((text) => ({ text }));

test('six lines of texts fit on a wall; a long one, or one of several lines, has two', () => {
  expect(fittingOnWall(texts('a', 'b', 'c'))).toBe(3);
  expect(fittingOnWall(texts(...'abcdefgh'))).toBe(6);
  const long = 'word '.repeat(20);
  expect(fittingOnWall(texts(long, 'two\nlines', long, 'x'))).toBe(3);
  expect(fittingOnWall(texts('a', long, long, 'b', 'c'))).toBe(4);
  expect(fittingOnWall([])).toBe(0);
});

test('where the texts of two rounds share a wall, a text has its second line sooner', () => {
  const line = 'word '.repeat(8);
  expect(fittingOnWall(texts(line, line, line, line))).toBe(4);
  expect(fittingOnWall(texts(line, line, line, line), 'half')).toBe(3);
});
