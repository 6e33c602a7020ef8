import { expect, test } from 'vitest';
import { secondsTyped } from './timerLength.ts';

test.each([
  ['12', 720],
  [' 1.5 ', 90],
  ['1,5', 90],
  ['7:30', 450],
  ['0:10', 10],
  ['1:30:00', 5_400],
  ['240', 14_400],
  ['4:00:00', 14_400],
])('%j is %i seconds', (typed, seconds) => {
  expect(secondsTyped(typed)).toBe(seconds);
});

test.each(['', '0', '0:09', '0.1', '241', '4:00:01', '7:60', '7:5', 'ten', '-5', '1:2:3:4', '1e2'])(
  '%j is no time for a timer',
  (typed) => {
    expect(secondsTyped(typed)).toBeUndefined();
  },
);
