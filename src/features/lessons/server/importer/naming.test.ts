import { expect, test } from 'vitest';
import { compareNames, humanise, keyOf, readName, slug, withoutNumber } from './naming.ts';
import { cut } from './pageTitle.ts';

test.each([
  ['01-intro', [1], 'intro'],
  ['1. Intro', [1], 'Intro'],
  ['1.2 Intro', [1, 2], 'Intro'],
  ['(5.) Snake Game', [5], 'Snake Game'],
  ['Lesson 3 - Loops', [3], 'Loops'],
  ['week-2', [2], ''],
  ['chapter03', [3], ''],
  ['Kapitel_4_Ende', [4], 'Ende'],
  ['10', [10], ''],
  ['2d-graphics', undefined, '2d-graphics'],
  ['lessons', undefined, 'lessons'],
  ['part-time-work', undefined, 'part-time-work'],
  ['unit2b', undefined, 'unit2b'],
])('the name %s is read as number %j and words %j', (name, number, words) => {
  expect(readName(name)).toEqual({ number, words });
});

test.each([
  ['1. Intro', 'Intro'],
  ['1.2 Intro', 'Intro'],
  ['01 - Intro', 'Intro'],
  ['3) Intro', 'Intro'],
  ['Lesson 3: Loops', 'Loops'],
  ['Week 2 – Loops', 'Loops'],
  ['Module 1 | Loops', 'Loops'],
  ['3 ways to begin', '3 ways to begin'],
  ['2D graphics', '2D graphics'],
  ['Lesson 3', 'Lesson 3'],
  ['2024: a year', '2024: a year'],
  ['Part of the whole', 'Part of the whole'],
])('the heading %j becomes the title %j', (heading, title) => {
  expect(withoutNumber(heading)).toBe(title);
});

test('names sort by number first, then 1, 2, 10', () => {
  const names = ['b', 'a10', 'a2', '10-x', '9-x', '2.10 x', '2.9 x', '2 x', 'Lesson 1', '00-setup'];
  expect(names.sort(compareNames)).toEqual([
    '00-setup',
    'Lesson 1',
    '2 x',
    '2.9 x',
    '2.10 x',
    '9-x',
    '10-x',
    'a2',
    'a10',
    'b',
  ]);
});

test('keys are ASCII, leave numbers out where words remain, and differ where names differ', () => {
  expect(keyOf('01-Getting_Started!')).toBe('getting-started');
  expect(keyOf('week-2')).toBe('week-2');
  expect(keyOf('03')).toBe('03');
  expect(slug('Übung für Anfänger')).toBe('ubung-fur-anfanger');
  expect(slug('第一课')).not.toBe(slug('第二课'));
  expect(slug('---')).toBe('x');
});

test('a file name becomes a title', () => {
  expect(humanise('01-getting_started')).toBe('Getting started');
  expect(humanise('week-2')).toBe('Week 2');
});

test('a long text is cut at a word and never within a character', () => {
  expect(cut('one two three four', 15)).toBe('one two three…');
  expect(cut('😀'.repeat(20), 10)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});
