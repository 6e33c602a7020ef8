import { describe, expect, test } from 'vitest';
import type { OwnQuiz, Score } from '../contract.ts';
import { newsOf } from './quizNewsOf.ts';
import { outcomeOf, stanceOf } from './quizStance.ts';
import { minutesFor } from './scoreWords.ts';

const nowMs = Date.parse('2026-06-09T12:00:00Z');
const at = (minutes: number): string => new Date(nowMs + minutes * 60_000).toISOString();
const score: Score = { points: 8, outOf: 10, percent: 80, passed: true, grading: 1 };

type Try = OwnQuiz['attempts'][number];
const attempt = (number: number, state: Try['state'], own: Score | null = null): Try => ({
  id: `a${number}`,
  quizId: 'q',
  cohortId: 'c',
  studentId: 's',
  number,
  state,
  answered: 0,
  items: 3,
  startedAt: at(-10),
  deadlineAt: null,
  submittedAt: null,
  late: false,
  lateAnswers: 0,
  score: own,
});
const rules: OwnQuiz['rules'] = {
  opensAt: null,
  closesAt: null,
  timeLimitMinutes: 20,
  attempts: 2,
  passPercent: 60,
  release: 'now',
  late: { minutes: 0, percentOff: 0 },
  showsKey: true,
};
const quiz = (more: Partial<OwnQuiz> = {}) => ({
  state: 'open' as const,
  rules,
  attempts: [],
  attemptsLeft: 2,
  ...more,
});

describe('what can be done with a quiz', () => {
  test('a page that stays open sees it open and close by the time, not by what was true when it was loaded', () => {
    const between = { ...rules, opensAt: at(-1), closesAt: at(1) };
    expect(stanceOf(quiz({ state: 'not-yet', rules: between }), nowMs)).toEqual({ state: 'open' });
    expect(stanceOf(quiz({ rules: between }), nowMs + 60_000)).toEqual({ state: 'closed' });
    expect(stanceOf(quiz({ rules: { ...rules, opensAt: at(5) } }), nowMs)).toEqual({
      state: 'not-yet',
      opensAt: at(5),
    });
  });

  test('an attempt under way is gone on with, also when the quiz has closed', () => {
    const own = quiz({ state: 'closed', attempts: [attempt(1, 'released', score), attempt(2, 'open')] });
    expect(stanceOf(own, nowMs)).toMatchObject({ state: 'in-progress', attempt: { id: 'a2' } });
  });

  test('without an attempt left there is nothing to begin', () => {
    expect(stanceOf(quiz({ attemptsLeft: 0 }), nowMs)).toEqual({ state: 'used-up' });
    expect(stanceOf(quiz({ attemptsLeft: null }), nowMs)).toEqual({ state: 'open' });
  });
});

test('the newest attempt that is over is told, and its score only once it is released', () => {
  expect(outcomeOf([attempt(1, 'open')])).toEqual({ state: 'none' });
  expect(outcomeOf([attempt(2, 'graded', score), attempt(1, 'released', score)])).toMatchObject({
    state: 'held',
    attempt: { id: 'a2' },
  });
  expect(outcomeOf([attempt(1, 'graded'), attempt(2, 'released', score)])).toMatchObject({
    state: 'released',
    score,
  });
});

test('extra time is in the minutes that a student is told, rounded up', () => {
  expect(minutesFor({ rules, accommodation: { extraPercent: 33, extraAttempts: 0 } })).toBe(27);
  expect(minutesFor({ rules: { ...rules, timeLimitMinutes: null }, accommodation: null })).toBeNull();
});

test('home tells what is under way, what closes soon, and new results; the most pressing first', () => {
  const own = (id: string, more: Partial<OwnQuiz>): OwnQuiz => ({
    id,
    key: id,
    title: id,
    lessonId: null,
    lessonTitle: null,
    items: 3,
    outOf: 10,
    intro: '',
    best: null,
    accommodation: null,
    ...quiz(more),
  });
  const handedIn = (state: Try['state'], minutes: number, of: Score | null = null): Try[] => [
    { ...attempt(1, state, of), submittedAt: at(minutes) },
  ];
  const news = newsOf(
    [
      own('graded', { attempts: handedIn('released', -60, score) }),
      own('long ago', { attempts: handedIn('released', -30 * 24 * 60, score) }),
      own('held', { attempts: handedIn('graded', -5) }),
      own('soon', { rules: { ...rules, closesAt: at(600) } }),
      own('sooner', { rules: { ...rules, closesAt: at(60) } }),
      own('some time', { rules: { ...rules, closesAt: at(30 * 24 * 60) } }),
      own('under way', { attempts: [attempt(1, 'open')] }),
    ],
    nowMs,
  );
  expect(news.map(({ quiz: { id } }) => id)).toEqual(['under way', 'sooner', 'soon', 'graded', 'held']);
});
