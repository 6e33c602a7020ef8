import { expect, test } from 'vitest';
import { faultsOf, pointsIn } from './adjusting.ts';

test.each([
  ['100', 100],
  [' +250 ', 250],
  ['-40', -40],
  ['−40', -40],
  ['10000', 10_000],
  ['10001', undefined],
  ['0', undefined],
  ['1.5', undefined],
  ['ten', undefined],
  ['', undefined],
])('LB9 points that are typed as “%s” are %s', (typed, points) => {
  expect(pointsIn(typed)).toBe(points);
});

test('LB9 whom it is for, how many, and why is needed', () => {
  expect(faultsOf({ personId: '', points: 'x', reason: '  ' })).toEqual({
    ...{ personId: 'missing', points: 'missing', reason: 'missing' },
  });
  expect(faultsOf({ personId: 'a', points: '5', reason: 'r'.repeat(201) })).toEqual({ reason: 'long' });
  expect(faultsOf({ personId: 'a', points: '5', reason: 'Fine.' })).toEqual({});
});
