import { expect, test } from 'vitest';
import { Gathered } from './gathered.ts';

/** Statements that are answered when the test says so. */
function aTable(options: { mostAtOnce?: number } = {}) {
  const statements: { keys: readonly string[]; answer: () => void; fail: (cause: Error) => void }[] = [];
  const gathered = new Gathered<string, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const found = new Map(keys.filter((key) => key !== 'nothing').map((key) => [key, `of ${key}`]));
        statements.push({ keys, answer: () => resolve(found), fail: reject });
      }),
    options,
  );
  return { gathered, statements };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('whoever asks alone is asked for at once; many who ask meanwhile go along in one statement', async () => {
  const { gathered, statements } = aTable();
  const first = ['a', 'b', 'c', 'd'].map((key) => gathered.ask(key));
  const later = ['e', 'nothing', 'e', 'f'].map((key) => gathered.ask(key));
  expect(statements.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['c'], ['d']]);
  statements[0]!.answer();
  expect(await first[0]).toBe('of a');
  await settled();
  expect(statements[4]!.keys).toEqual(['e', 'nothing', 'f']);
  // One that hangs keeps nobody else waiting.
  statements[4]!.answer();
  expect(await Promise.all(later)).toEqual(['of e', undefined, 'of e', 'of f']);
  expect(statements).toHaveLength(5);
});

test('a statement that fails is told to those who were part of it, and to nobody else', async () => {
  const { gathered, statements } = aTable();
  const lost = gathered.ask('a');
  const kept = gathered.ask('b');
  statements[0]!.fail(new Error('gone'));
  await expect(lost).rejects.toThrow('gone');
  statements[1]!.answer();
  expect(await kept).toBe('of b');
});

test('where one statement is on its way at a time, those who ask in one turn go together from the first', async () => {
  const { gathered, statements } = aTable({ mostAtOnce: 1 });
  const first = ['a', 'b', 'c'].map((key) => gathered.ask(key));
  await settled();
  expect(statements.map(({ keys }) => keys)).toEqual([['a', 'b', 'c']]);
  const later = ['d', 'e'].map((key) => gathered.ask(key));
  await settled();
  expect(statements).toHaveLength(1);
  statements[0]!.fail(new Error('gone'));
  expect((await Promise.allSettled(first)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
  await settled();
  statements[1]!.answer();
  expect(await Promise.all(later)).toEqual(['of d', 'of e']);
});
