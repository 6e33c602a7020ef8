import { expect, test } from 'vitest';
import { scopeOf } from './relations.ts';

test('a scope is read from the fields that carry the names of ids', () => {
  const upper = { userId: 'u', cohortId: 'c', enrolmentId: 'e', organisationId: 'o', courseId: 'k' };
  const ids = { ...upper, sessionId: 's', questionId: 'q' };
  expect(scopeOf({ ...ids, title: 'x', lessonId: 'l' })).toEqual(ids);
});

test('a student is a user', () => {
  expect(scopeOf({ cohortId: 'c', studentId: 's' })).toEqual({ cohortId: 'c', userId: 's' });
});

test('what is no text is no id', () => {
  expect(scopeOf({ userId: 7, cohortId: null, organisationId: ['o'], courseId: undefined })).toEqual({});
});
