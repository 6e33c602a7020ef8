import { expect, test } from 'vitest';
import { saysMore } from './saysMore.ts';

const summary = 'Somebody counted, measured or asked, and wrote the answer down. Ask who it was.';

test('a summary of the writer’s own stands above the text', () => {
  expect(saysMore({ summary, markdown: '# Rows\n\nThe smallest useful thing is a row.' })).toBe(true);
});

test('one that was taken from the text does not stand there twice', () => {
  const markdown =
    '![The way](material:0f/way.svg "Here")\n\nSomebody *counted*, [measured](lesson:a#b) or asked, and\nwrote the answer down. Ask who it was.';
  expect(saysMore({ summary, markdown })).toBe(false);
});

test('no summary says nothing', () => {
  expect(saysMore({ summary: '', markdown: 'Some text.' })).toBe(false);
});
