import { expect, test } from 'vitest';
import { inMemory } from '../../../../tests/support/rooms.ts';
import { figureOf } from '../contract.ts';
import { progressSuite } from './progress.suite.ts';
import { staysSuite } from './stays.suite.ts';

progressSuite(inMemory);
staysSuite(inMemory);

test('PR4 a course without lessons stands at nothing of nothing', () => {
  expect(figureOf(0, 0)).toEqual({ completed: 0, total: 0, percent: 0 });
});
