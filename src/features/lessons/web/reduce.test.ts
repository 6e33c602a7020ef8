import { expect, test } from 'vitest';
import { identity } from '#features/identity/contract.ts';
import type { DraftLesson, LessonPage } from '../contract.ts';
import { draftPageChanged, lessonProgressed } from './reduce.ts';

const waiting = {
  id: 'third',
  gate: { state: 'after', lessons: [{ id: 'first', title: 'First' }] },
} as LessonPage;
const open = { id: 'third', gate: { state: 'open' } } as LessonPage;
const done = (lessonId: string) => ({ lessonId, completedAt: '2026-06-09T10:00:00Z' });
const mine = { topic: identity.topics.person.of({ userId: '01890a5d-ac96-774b-bcce-b302099a8057' }) };

test('LW8 a lesson that waits for others is looked at again when one of them is completed', () => {
  expect(lessonProgressed(waiting, done('first'), mine)).toBe('refetch');
  expect(lessonProgressed(waiting, done('second'), mine)).toBe(waiting);
  expect(lessonProgressed(open, done('first'), mine)).toBe(open);
});

test('LW8 what is taken back may close a lesson again', () => {
  expect(lessonProgressed(open, { lessonId: 'first', completedAt: null }, mine)).toBe('refetch');
});

test('LW8 what other people complete opens nothing', () => {
  expect(lessonProgressed(waiting, done('first'), { topic: 'cohort/c/staff' })).toBe(waiting);
});

test('a page of a draft is looked at again when it changes, or when anything may have', () => {
  const page = { pageId: 'mine', modulePageId: 'module' } as DraftLesson;
  for (const pageId of ['mine', 'module', null]) expect(draftPageChanged(page, { pageId })).toBe('refetch');
  expect(draftPageChanged(page, { pageId: 'other' })).toBe(page);
});
