import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, event } from '#kernel/contract.ts';
import { topicKind } from '#kernel/topics.ts';
import { catalogueOf } from '../catalogue.ts';
import { deliveryPage, deliveryTable, withTable } from './deliveryTable.ts';
import { duration, markdownTable } from './markdown.ts';

const shelf = topicKind('shelf/:shelfId', { who: ['person'] });
const data = z.object({});
const catalogue = catalogueOf([
  contract('books', {
    events: {
      'books:told': event({ summary: '.', kind: 'fact', delivery: 'live', data, on: [shelf] }),
      'books:kept': event({ summary: '.', kind: 'fact', delivery: 'notice', data, on: [] }),
      'books:filled': event({
        summary: '.',
        kind: 'state',
        delivery: 'ambient',
        data,
        key: () => '',
        on: [shelf],
      }),
    },
  }),
]);

test('each event that is heard has a row with what it promises; only states are gathered', () => {
  expect(deliveryPage(catalogue).split('\n').slice(-5)).toEqual([
    '| event          | kind  | class   | road   | ceiling | we aim at (p95) | gathered for |',
    '| -------------- | ----- | ------- | ------ | ------- | --------------- | ------------ |',
    '| `books:told`   | fact  | live    | socket | 500 ms  | 150 ms          | at once      |',
    '| `books:filled` | state | ambient | stream | 10 s    | 1 s             | 50 ms        |',
    '',
  ]);
});

test('each class that is in use has a row with what it promises and what travels in it', () => {
  expect(deliveryTable(catalogue)).toBe(
    [
      '| class   | road   | ceiling | we aim at (p95) | states gathered for | events | of    |',
      '| ------- | ------ | ------- | --------------- | ------------------- | ------ | ----- |',
      '| live    | socket | 500 ms  | 150 ms          | 100 ms              | 1      | books |',
      '| ambient | stream | 10 s    | 1 s             | 50 ms               | 1      | books |',
    ].join('\n'),
  );
});

test('the table takes the place of the old one between its marks, however often', () => {
  const page = 'before\n\n<!-- delivery:begin -->\n\nold\n\n<!-- delivery:end -->\n\nafter\n';
  const once = withTable(page, '| new |')!;
  expect(once).toBe('before\n\n<!-- delivery:begin -->\n\n| new |\n\n<!-- delivery:end -->\n\nafter\n');
  expect(withTable(once, '| new |')).toBe(once);
});

test('a page without both marks takes no table', () => {
  expect(withTable('nothing', '')).toBeUndefined();
  expect(withTable('<!-- delivery:begin -->', '')).toBeUndefined();
  expect(withTable('<!-- delivery:end --><!-- delivery:begin -->', '')).toBeUndefined();
});

test('a bar in a cell does not end the cell', () => {
  expect(markdownTable(['a'], [['x | y']])).toBe('| a      |\n| ------ |\n| x \\| y |');
});

test.each([
  [150, '150 ms'],
  [1_000, '1 s'],
  [1_500, '1.5 s'],
  [90_000, '90 s'],
  [60_000, '1 min'],
  [600_000, '10 min'],
])('%i ms are said as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
