import { describe, expect, test } from 'vitest';
import {
  chosen,
  faultOf,
  firstChoice,
  isTapped,
  moved,
  noChoice,
  numberTyped,
  withOption,
  wordsIn,
  type Asked,
} from './choice.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
const asked = (kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({
  ...{ kind, options, choose: { least: 1, most: 1 }, range: null },
  ...more,
});

describe('what keeps a choice from being a vote', () => {
  test.each<[string, Asked, Partial<typeof noChoice>, string | undefined]>([
    ['nothing chosen', asked('single'), {}, 'few'],
    ['one chosen', asked('single'), { optionIds: ['a'] }, undefined],
    ['too few', asked('multiple', { choose: { least: 2, most: 3 } }), { optionIds: ['a'] }, 'few'],
    ['too many', asked('multiple', { choose: { least: 1, most: 1 } }), { optionIds: ['a', 'b'] }, 'many'],
    ['nothing written', asked('text'), { texts: ['  '] }, 'empty'],
    ['too much written', asked('text'), { texts: ['x'.repeat(301)] }, 'long'],
    ['too many words', asked('words', { choose: { least: 1, most: 1 } }), { texts: ['a', 'b'] }, 'many'],
    ['a word that is too long', asked('words'), { texts: ['x'.repeat(31)] }, 'long'],
    ['no number', asked('number'), {}, 'no-number'],
    ['a number outside', asked('number', { range: { least: 0, most: 5, unit: '' } }), { number: 6 }, 'range'],
    [
      'a number at the edge',
      asked('number', { range: { least: 0, most: 5, unit: '' } }),
      { number: 5 },
      undefined,
    ],
  ])('%s', (_what, poll, choice, fault) => {
    expect(faultOf(poll, chosen(choice))).toBe(fault);
  });
});

test('one press is the vote where one option is asked for, and nowhere else', () => {
  expect((['single', 'yes-no', 'rating', 'quiz'] as const).every((kind) => isTapped(asked(kind)))).toBe(true);
  expect(isTapped(asked('quiz', { choose: { least: 1, most: 2 } }))).toBe(false);
  expect(
    (['multiple', 'ranking', 'text', 'words', 'number'] as const).some((kind) => isTapped(asked(kind))),
  ).toBe(false);
});

test('a ranking begins in the order in which it is asked, with as many as count', () => {
  expect(firstChoice(asked('ranking', { choose: { least: 1, most: 2 } })).optionIds).toEqual(['a', 'b']);
  expect(firstChoice(asked('multiple'))).toEqual(noChoice);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
});

test('options stay in the order of the poll, in whatever order they are ticked', () => {
  const poll = asked('multiple');
  const ticked = withOption(poll, withOption(poll, noChoice, 'c', true), 'a', true);
  expect(ticked.optionIds).toEqual(['a', 'c']);
  expect(withOption(poll, ticked, 'a', false).optionIds).toEqual(['c']);
});

test('words are parted by commas of any script, each once', () => {
  expect(wordsIn(' clear, fast ,Clear,, too  much')).toEqual(['clear', 'fast', 'too much']);
  expect(wordsIn('واضح، سريع')).toEqual(['واضح', 'سريع']);
  expect(wordsIn(' , ')).toEqual([]);
});

test.each([
  ['12', 12],
  ['1 200', 1_200],
  ['1,200', 1_200],
  ['2,5', 2.5],
  ['−3.5', -3.5],
  ['', undefined],
  ['many', undefined],
  ['1.2.3', undefined],
])('“%s” reads as %s', (text, number) => {
  expect(numberTyped(text)).toBe(number);
});
