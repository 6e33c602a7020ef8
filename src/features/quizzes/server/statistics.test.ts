import { describe, expect, test } from 'vitest';
import type { EditionItem } from './catalogueStore.ts';
import { choicesOf, type Item } from './format/quiz.ts';
import { readQuiz } from './format/readQuiz.ts';
import type { ItemOutcome } from './gradingStore.ts';
import { correlation, statisticsOf } from './statistics.ts';

function items(...blocks: string[]): EditionItem[] {
  const { part } = readQuiz(`key: q\ntitle: Q\n\n${blocks.join('\n\n')}\n`);
  return part!.content.items.map((item, position) => ({
    itemId: `item-${position + 1}`,
    number: 1,
    position,
    pool: null,
    quizKey: 'q',
    item: item as Item,
    ids: choicesOf(item as Item).map(({ label }) => `id-${label}`),
  }));
}

/** Points of one item, attempt by attempt, with what was chosen where it was a choice. */
function outcomes(itemId: string, points: readonly number[], chosen: readonly string[] = []): ItemOutcome[] {
  return points.map((got, index) => ({
    attemptId: `attempt-${index + 1}`,
    studentId: `student-${index + 1}`,
    itemId,
    points: got,
    outOf: 100,
    verdict: got >= 100 ? 'right' : got > 0 ? 'partly' : 'wrong',
    answer: chosen[index] === undefined ? null : { kind: 'single', optionId: `id-${chosen[index]}` },
  }));
}

const choice = (key: string): string => `== ${key}: single\nQ ${key}\n(x) r\n( ) w\n( ) v`;

describe('QZ24 figures about an item', () => {
  test('difficulty is the mean share of the points; points off count as none', () => {
    const [only] = statisticsOf(items(choice('a')), outcomes('item-1', [100, 100, 50, 0, -50]));
    expect(only).toMatchObject({ difficulty: 0.5, discrimination: null });
  });

  test('discrimination is the correlation with the rest of the quiz, the item itself left out', () => {
    const all = [
      ...outcomes('item-1', [100, 100, 0, 0, 100]),
      ...outcomes('item-2', [100, 100, 0, 0, 0]),
      ...outcomes('item-3', [0, 0, 100, 100, 0]),
    ];
    const found = statisticsOf(items(choice('a'), choice('b'), choice('c')), all);
    // By hand: of item 1 with (100, 100, 100, 100, 0), of item 2 with (100, 100, 100, 100, 100), of item 3 with
    // (200, 200, 0, 0, 100).
    expect(found.map(({ discrimination }) => discrimination)).toEqual([-0.408, null, -0.913]);
  });

  test('below five attempts there is none of them, and no word of what was most often wrong', () => {
    const [only] = statisticsOf(items(choice('a')), outcomes('item-1', [0, 0, 0, 100], ['w', 'w', 'v', 'r']));
    expect(only).toMatchObject({ difficulty: null, discrimination: null, commonestWrong: null, answered: 4 });
    expect(only!.choices.map(({ times }) => times)).toEqual([1, 2, 1]);
  });

  test('the commonest wrong answer, of equally frequent ones the first in the alphabet', () => {
    const chosen = ['w', 'v', 'w', 'v', 'r', 'r'];
    const [only] = statisticsOf(items(choice('a')), outcomes('item-1', [0, 0, 0, 0, 100, 100], chosen));
    expect(only!.commonestWrong).toEqual({ answer: 'v', times: 2 });
    expect(only!.choices).toEqual([
      { label: 'r', right: true, times: 2 },
      { label: 'w', right: false, times: 2 },
      { label: 'v', right: false, times: 2 },
    ]);
  });

  test('a correlation is between -1 and 1, and none where nothing varies', () => {
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
    expect(correlation([1, 2, 3], [6, 4, 2])).toBeCloseTo(-1);
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});
