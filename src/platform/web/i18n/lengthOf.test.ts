import { expect, test } from 'vitest';
import { lengthOf } from './lengthOf.ts';

test('a length is told in the largest unit that still tells it well', () => {
  const told = (seconds: number): string => Object.values(lengthOf(seconds)).join(' ');
  expect([0, 119, 120, 149, 7_199, 7_200, 172_799, 172_800].map(told)).toEqual([
    ...['seconds 0', 'seconds 119', 'minutes 2', 'minutes 2', 'minutes 120'],
    ...['hours 2', 'hours 48', 'days 2'],
  ]);
});
