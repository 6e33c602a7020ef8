import { expect, test } from 'vitest';
import { inHeldOrder, moduleSpans, orderOf, totalsOf, type StudentRow } from './classProgress.ts';
import { gridMove } from './gridMoves.ts';

const lessons = ['a', 'b', 'c', 'd'].map((id, index) => ({
  id,
  title: id,
  module: index < 3 ? 'One' : 'Two',
}));
const cohort = { id: 'cohort', title: 'Spring', zone: 'Africa/Lagos' };
const student = (name: string, ...done: string[]): StudentRow => ({
  id: name,
  name,
  completed: done.length,
  total: 4,
  percent: Math.floor((100 * done.length) / 4),
  completions: Object.fromEntries(done.map((id) => [id, '2026-06-09T10:00:00Z'])),
});
const compare = (a: string, b: string): number => a.localeCompare(b);

test('a class is ordered by name, or with those furthest behind first', () => {
  const students = [student('Mina', 'a'), student('Jonas', 'a'), student('Amara', 'a', 'b'), student('Zoe')];
  expect(orderOf(students, 'name', compare)).toEqual(['Amara', 'Jonas', 'Mina', 'Zoe']);
  expect(orderOf(students, 'behind', compare)).toEqual(['Zoe', 'Jonas', 'Mina', 'Amara']);
});

test('an order that was decided stays while lessons are completed, and newcomers stand at the end', () => {
  const held = ['Zoe', 'Amara', 'Gone'];
  const rows = inHeldOrder([student('Amara'), student('New'), student('Zoe', 'a', 'b')], held);
  expect(rows.map(({ name }) => name)).toEqual(['Zoe', 'Amara', 'New']);
});

test('the figures of a class count every square, and a class of under five has no percent', () => {
  const four = [student('A', 'a', 'b'), student('B', 'a'), student('C'), student('D', 'a', 'b', 'c')];
  const few = totalsOf({ cohort, lessons, students: four });
  expect(few).toEqual({ completed: 6, possible: 16, percent: null, median: 2, finishedBy: [3, 2, 1, 0] });
  const five = totalsOf({ cohort, lessons, students: [...four, student('E', 'd')] });
  expect(five.percent).toBe(35);
  expect(five.median).toBe(1);
});

test('a class without students or lessons has figures too', () => {
  expect(totalsOf({ cohort, lessons: [], students: [] })).toMatchObject({
    completed: 0,
    percent: null,
    median: 0,
  });
});

test('lessons are headed by the module they follow each other in', () => {
  expect(moduleSpans(lessons)).toEqual([
    { module: 'One', span: 3 },
    { module: 'Two', span: 1 },
  ]);
});

test('keys move through the grid along the reading direction and stop at its edges', () => {
  const size = { rows: 3, columns: 4, page: 2, direction: 'ltr' } as const;
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey });
  expect(gridMove({ row: 0, column: 0 }, press('ArrowRight'), size)).toEqual({ row: 0, column: 1 });
  expect(gridMove({ row: 0, column: 0 }, press('ArrowLeft'), size)).toEqual({ row: 0, column: 0 });
  expect(gridMove({ row: 1, column: 2 }, press('End', true), size)).toEqual({ row: 2, column: 3 });
  expect(gridMove({ row: 2, column: 2 }, press('Home'), size)).toEqual({ row: 2, column: 0 });
  expect(gridMove({ row: 0, column: 2 }, press('PageDown'), size)).toEqual({ row: 2, column: 2 });
  expect(gridMove({ row: 0, column: 2 }, press('Tab'), size)).toBeUndefined();
  const rtl = { ...size, direction: 'rtl' } as const;
  expect(gridMove({ row: 0, column: 0 }, press('ArrowLeft'), rtl)).toEqual({ row: 0, column: 1 });
});
