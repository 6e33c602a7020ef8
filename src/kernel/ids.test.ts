import { expect, test } from 'vitest';
import { id, newId } from './ids.ts';

test('an id is a UUID of version 7 that begins with its moment', () => {
  const nowMs = Date.UTC(2031, 4, 6, 7, 8, 9, 123);
  const made = newId(nowMs);
  expect(id.safeParse(made).success).toBe(true);
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(made.replace('-', '').slice(0, 12), 16)).toBe(nowMs);
});

test('ids made within one millisecond sort as they were made, also once its counter is spent', () => {
  const nowMs = Date.UTC(2032, 0, 1);
  const made = Array.from({ length: 10_000 }, () => newId(nowMs));
  expect(made.toSorted()).toEqual(made);
});

test('a clock that steps back makes no id that sorts before the last one', () => {
  const before = newId(Date.UTC(2033, 0, 1));
  expect(newId(Date.UTC(2033, 0, 1) - 60_000) > before).toBe(true);
});

test('a hundred thousand ids are a hundred thousand different ones', () => {
  expect(new Set(Array.from({ length: 100_000 }, () => newId())).size).toBe(100_000);
});

test('two ids of one moment do not tell the one from the other: 62 bits are random', () => {
  const tails = Array.from({ length: 1_000 }, () => newId(Date.UTC(2034, 0, 1)).slice(19));
  expect(new Set(tails).size).toBe(1_000);
});

test.each(['', 'abc', '00000000-0000-0000-0000-00000000000g', '019cad981e807000800000000d1b0000'])(
  '%j is not an id',
  (word) => {
    expect(id.safeParse(word).success).toBe(false);
  },
);
