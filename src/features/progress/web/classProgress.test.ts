import { expect, test } from 'vitest';
import {
  inHeldOrder,
  isPlanned,
  moduleSpans,
  orderOf,
  studentPace,
  totalsOf,
  type StudentRow,
} from './classProgress.ts';

const lessons = ['a', 'b', 'c', 'd'].map((id, index) => ({
  id,
  title: id,
  module: index < 3 ? 'One' : 'Two',
  dueAt: null,
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

test('PR22 a student stands to the plan as their completions do', () => {
  const now = new Date('2026-06-09T13:00:00Z');
  const days = ['08', '09', '10', '11'];
  const planned = lessons.map((lesson, place) => ({
    ...lesson,
    dueAt: `2026-06-${days[place]}T09:00:00.000Z`,
  }));
  const pace = (...done: string[]) => studentPace({ lessons: planned }, student('Mina', ...done), now);
  expect(isPlanned({ lessons })).toBe(false);
  expect(isPlanned({ lessons: planned })).toBe(true);
  expect(pace('b')).toMatchObject({ state: 'behind', lessons: [{ id: 'a' }] });
  expect(pace('a', 'b')).toMatchObject({ state: 'on-plan', next: { id: 'c' } });
  expect(pace('a', 'b', 'd')).toMatchObject({ state: 'ahead', lessons: [{ id: 'd' }] });
  expect(pace('a', 'b', 'c', 'd')).toEqual({ state: 'done' });
});
