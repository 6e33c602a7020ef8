import { expect, test } from 'vitest';
import type { ItemAnswer } from '../../contract.ts';
import { sameAnswer, unlessEmpty } from '../answers.ts';
import { inAnsweredOrder, moved } from './order.ts';
import { readsAsNumber } from './readsAsNumber.ts';

test('a row moves up or down, and the others keep their order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
});

test('what an answer does not name stands behind what it names, and what is gone is left out', () => {
  const asked = ['a', 'b', 'c'].map((id) => ({ id }));
  expect(inAnsweredOrder(asked, ['c', 'gone', 'a']).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});

test('numbers read as people write them', () => {
  for (const typed of ['1,5', '-0.25', '−3', '1 000', '.5', '85 %', '85%'])
    expect([typed, readsAsNumber(typed, '%')]).toEqual([typed, true]);
  for (const typed of ['', 'five', '--1', '3 kg'])
    expect([typed, readsAsNumber(typed, '%')]).toEqual([typed, false]);
});

test('an emptied field is no answer', () => {
  expect(unlessEmpty({ kind: 'text', text: '  ' })).toBeNull();
  expect(unlessEmpty({ kind: 'multiple', optionIds: [] })).toBeNull();
  expect(unlessEmpty({ kind: 'gaps', texts: [{ gapId: 'g', text: ' ' }] })).toBeNull();
  expect(unlessEmpty({ kind: 'truth', value: false })).not.toBeNull();
});

test('the order in which options were ticked says nothing; an order that was asked for says all', () => {
  const ticked = (...optionIds: string[]): ItemAnswer => ({ kind: 'multiple', optionIds });
  const ordered = (...optionIds: string[]): ItemAnswer => ({ kind: 'ordering', optionIds });
  expect(sameAnswer(ticked('a', 'b'), ticked('b', 'a'))).toBe(true);
  expect(sameAnswer(ordered('a', 'b'), ordered('b', 'a'))).toBe(false);
  expect(sameAnswer(null, ticked())).toBe(false);
});
