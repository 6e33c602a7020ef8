import { describe, expect, test } from 'vitest';
import { dropped, inOrder, orderOf, placeLesson, stepLesson, stepModule, type Order } from './arrange.ts';
import { lineDiff, partsOf } from './lineDiff.ts';
import {
  beginLines,
  lineRange,
  putBlock,
  putFile,
  putLink,
  surround,
  type Edit,
  type Selected,
} from './marking.ts';

const order: Order = [
  { pageId: 'A', lessons: ['a1', 'a2'] },
  { pageId: 'B', lessons: ['b1'] },
  { pageId: 'C', lessons: [] },
];
const words = (given: Order | null): string =>
  given?.map(({ pageId, lessons }) => `${pageId}:${lessons.join(',')}`).join(' ') ?? 'nowhere';

describe('the order of pages', () => {
  test('LW9 a lesson goes step by step, and over the end of its module into the next', () => {
    expect(words(stepLesson(order, 'a2', 'up'))).toBe('A:a2,a1 B:b1 C:');
    expect(words(stepLesson(order, 'a2', 'down'))).toBe('A:a1 B:a2,b1 C:');
    expect(words(stepLesson(order, 'b1', 'down'))).toBe('A:a1,a2 B: C:b1');
    expect(words(stepLesson(order, 'b1', 'up'))).toBe('A:a1,a2,b1 B: C:');
    expect(words(stepLesson(order, 'a1', 'up'))).toBe('nowhere');
    expect(words(stepLesson(order, 'zz', 'up'))).toBe('nowhere');
  });

  test('a lesson is put anywhere at once', () => {
    expect(words(placeLesson(order, 'a1', 'A', 1))).toBe('A:a2,a1 B:b1 C:');
    expect(words(placeLesson(order, 'a1', 'B', 1))).toBe('A:a2 B:b1,a1 C:');
  });

  test('a module takes its lessons along', () => {
    expect(words(stepModule(order, 'B', 'up'))).toBe('B:b1 A:a1,a2 C:');
    expect(words(stepModule(order, 'C', 'down'))).toBe('nowhere');
  });

  test('a page that is dropped on another stands beside it, a lesson on a module in it', () => {
    expect(words(dropped(order, 'a1', 'b1', 'after'))).toBe('A:a2 B:b1,a1 C:');
    expect(words(dropped(order, 'a1', 'a2', 'after'))).toBe('A:a2,a1 B:b1 C:');
    expect(words(dropped(order, 'a2', 'C', 'after'))).toBe('A:a1 B:b1 C:a2');
    expect(words(dropped(order, 'A', 'B', 'after'))).toBe('B:b1 A:a1,a2 C:');
    expect(words(dropped(order, 'C', 'a1', 'before'))).toBe('C: A:a1,a2 B:b1');
    expect(words(dropped(order, 'A', 'a2', 'after'))).toBe(words(order));
    expect(dropped(order, 'a1', 'gone', 'after')).toBe(order);
  });

  test('a draft is shown in an order that is on its way, with what that order does not know', () => {
    const modules = [
      { pageId: 'A', lessons: [{ pageId: 'a1' }, { pageId: 'new' }] },
      { pageId: 'B', lessons: [{ pageId: 'b1' }] },
    ];
    const shown = inOrder(modules, [
      { pageId: 'B', lessons: ['b1', 'a1', 'gone'] },
      { pageId: 'A', lessons: [] },
    ]);
    expect(words(orderOf(shown))).toBe('B:b1,a1 A:new');
  });
});

const applied = ({ text }: Selected, { from, to, insert, select }: Edit): string => {
  const after = text.slice(0, from) + insert + text.slice(to);
  return `${after.slice(0, select[0])}[${after.slice(select[0], select[1])}]${after.slice(select[1])}`;
};
const at = (marked: string): Selected => {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  return { text: marked.replace('[', '').replace(']', ''), from, to };
};
const after = (marked: string, act: (selected: Selected) => Edit): string => {
  const selected = at(marked);
  return applied(selected, act(selected));
};

describe('marks in a text', () => {
  test('go around what is selected, and away again', () => {
    expect(after('so [good] it', (one) => surround(one, '**', 'bold'))).toBe('so **[good]** it');
    expect(after('so **[good]** it', (one) => surround(one, '**', 'bold'))).toBe('so [good] it');
    expect(after('so []', (one) => surround(one, '*', 'this'))).toBe('so *[this]*');
  });

  test('begin lines, and count them', () => {
    expect(after('a\n[b\nc]\nd', (one) => beginLines(one, '- '))).toBe('a\n[- b\n- c]\nd');
    expect(after('[- b\n- c]', (one) => beginLines(one, '- '))).toBe('[b\nc]');
    expect(after('[b\nc]', (one) => beginLines(one, '1. '))).toBe('[1. b\n2. c]');
    expect(after('[1. b\n2. c]', (one) => beginLines(one, '1. '))).toBe('[b\nc]');
    expect(after('## [x]', (one) => beginLines(one, '### '))).toBe('[### x]');
  });

  test('put a block on lines of its own', () => {
    expect(after('one[] two', (one) => putBlock(one, '---'))).toBe('one\n\n---[]\n\n two');
    expect(after('[]', (one) => putBlock(one, '---'))).toBe('---[]');
    expect(after('one\n\n[]\n\ntwo', (one) => putBlock(one, '---'))).toBe('one\n\n---[]\n\ntwo');
  });

  test('make links and files', () => {
    expect(after('see [here]', (one) => putLink(one, 'lesson:x', 'X'))).toBe('see [here](lesson:x)[]');
    expect(after('see []', (one) => putLink(one, 'lesson:x', 'A [b]'))).toBe('see [A \\[b\\]](lesson:x)[]');
    const address = `material:${'a'.repeat(64)}/two_plans.png`;
    expect(after('so[]', (one) => putFile(one, { name: 'two_plans.png', type: 'image/png', address }))).toBe(
      `so\n\n![two plans](${address})[]`,
    );
    expect(
      after('so []', (one) => putFile(one, { name: 'sheet.pdf', type: 'application/pdf', address })),
    ).toBe(`so [sheet](${address})[]`);
  });
});

test('LW9 a line is found by its number, also beyond the end', () => {
  expect(lineRange('one\ntwo\nthree', 2)).toEqual([4, 7]);
  expect(lineRange('one\ntwo', 9)).toEqual([4, 7]);
  expect(lineRange('', 1)).toEqual([0, 0]);
});

describe('what became of a text', () => {
  const told = (before: string, now: string): string =>
    lineDiff(before, now)
      .map(({ kind, text }) => ({ same: ' ', gone: '-', new: '+' })[kind] + text)
      .join('|');

  test('is told line by line', () => {
    expect(told('a\nb\nc', 'a\nx\nc')).toBe(' a|-b|+x| c');
    expect(told('a\nb', 'a\nb')).toBe(' a| b');
    expect(told('', 'a')).toBe('+a');
    expect(told('a\nb\nc\nd', 'b\nd\ne')).toBe('-a| b|-c| d|+e');
  });

  test('is told at once for texts that are very long', () => {
    const long = (mark: string): string =>
      Array.from({ length: 3_000 }, (_one, at) => `${mark}${at}`).join('\n');
    const startedMs = performance.now();
    expect(lineDiff(long('a'), long('b'))).toHaveLength(6_000);
    expect(performance.now() - startedMs).toBeLessThan(500);
  });

  test('leaves long stretches without a change apart', () => {
    const before = Array.from({ length: 20 }, (_one, at) => String(at)).join('\n');
    const parts = partsOf(lineDiff(before, before.replace('\n10\n', '\nten\n')));
    expect(parts.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['unchanged', 7],
      ['lines', 8],
      ['unchanged', 6],
    ]);
  });
});
