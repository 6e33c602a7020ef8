import { expect, test } from 'vitest';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { completionState } from './completionState.ts';

const at = '2026-06-09T10:02:00Z';
const open = { lessonId: 'l1', told: null, answered: undefined, pending: undefined, isAway: false };

test('a lesson stands as the outline tells it', () => {
  expect(completionState(open)).toEqual({ state: 'open' });
  expect(completionState({ ...open, told: at })).toEqual({ state: 'done', at });
});

test('what is on its way is shown as that, and without a connection as kept', () => {
  const pending = { name: 'progress:complete', state: 'sending', problem: undefined } as const;
  expect(completionState({ ...open, pending })).toEqual({ state: 'sending' });
  const waiting = { ...pending, state: 'waiting' } as const;
  expect(completionState({ ...open, pending: waiting })).toEqual({ state: 'sending' });
  expect(completionState({ ...open, pending: waiting, isAway: true })).toEqual({
    state: 'waiting',
    what: 'complete',
  });
  const old = { ...pending, name: 'progress:undo', state: 'needs-confirmation' } as const;
  expect(completionState({ ...open, told: at, pending: old })).toEqual({ state: 'waiting', what: 'undo' });
});

test('a refusal says why, in the words of the server', () => {
  const problem = new ApiProblem('too_many', 'Too many at once. Please wait a moment.');
  const pending = { name: 'progress:complete', state: 'failed', problem } as const;
  expect(completionState({ ...open, pending })).toEqual({
    state: 'failed',
    what: 'complete',
    sentence: problem.message,
  });
});

test('the answer holds until the outline has moved, and never outlives it', () => {
  const answered = { lessonId: 'l1', completedAt: at, toldBefore: null };
  expect(completionState({ ...open, answered })).toEqual({ state: 'done', at });
  expect(completionState({ ...open, answered, told: at })).toEqual({ state: 'done', at });
  const undone = { lessonId: 'l1', completedAt: null, toldBefore: at };
  expect(completionState({ ...open, answered: undone, told: at })).toEqual({ state: 'open' });
  expect(completionState({ ...open, answered, lessonId: 'l2' })).toEqual({ state: 'open' });
});

test('PR15 where something else than a word completes a lesson, it says what, and how far that is', () => {
  const stay = { isMet: false, seconds: 70, media: [] };
  const dwell = { by: 'dwell', minutes: 2 } as const;
  expect(completionState({ ...open, rule: dwell, stay })).toEqual({
    state: 'lacking',
    rule: dwell,
    seconds: 70,
  });
  const video = { by: 'video', percent: 80 } as const;
  const played = { media: 'f', positionSeconds: 1, durationSeconds: 9, watchedPercent: 40 };
  expect(completionState({ ...open, rule: video, stay: { ...stay, media: [played] } })).toEqual({
    state: 'lacking',
    rule: video,
    watchedPercent: 40,
  });
  const quiz = { by: 'quiz' } as const;
  expect(completionState({ ...open, rule: quiz })).toEqual({ state: 'lacking', rule: quiz });
  expect(completionState({ ...open, rule: { by: 'button' }, stay })).toEqual({ state: 'open' });
});

test('PR16 once the rule is met the word is the reader’s again, and what is complete is complete', () => {
  const rule = { by: 'dwell', minutes: 2 } as const;
  const stay = { isMet: true, seconds: 130, media: [] };
  expect(completionState({ ...open, rule, stay })).toEqual({ state: 'open' });
  expect(completionState({ ...open, told: at, rule })).toEqual({ state: 'done', at });
});
