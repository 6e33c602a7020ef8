import { describe, expect, test } from 'vitest';
import { momentOf, wallOf } from '#platform/web/i18n/wallTime.ts';
import type { QuizResults } from '../../contract.ts';
import { choicesShown, hardestOf, separationOf, type ItemFigures } from './itemFigures.ts';
import { pointsTyped } from './pointsTyped.ts';
import { figuresOf, rowsShown, type StudentRow } from './resultRows.ts';
import { faultsOf, ruleFields, rulesOf } from './ruleFields.ts';

type Try = StudentRow['attempts'][number];

const line = (state: Try['state'], more: Partial<Try> = {}): Try => ({
  id: 'a',
  quizId: 'q',
  cohortId: 'c',
  studentId: 's',
  number: 1,
  state,
  answered: 1,
  items: 3,
  startedAt: '2026-06-09T10:00:00Z',
  deadlineAt: null,
  submittedAt: null,
  late: false,
  lateAnswers: 0,
  score: null,
  ...more,
});
const student = (name: string, attempts: Try[], points: number | null = null): StudentRow => ({
  id: name,
  name,
  accommodation: null,
  attempts,
  best: points === null ? null : { points, outOf: 10, percent: points * 10, passed: points > 5, grading: 1 },
});
const students = [
  student('Mina', [line('open')]),
  student('Amara', [line('graded')], 8),
  student('Jonas', [line('released', { lateAnswers: 2 })], 4),
  student('Zoe', []),
];
const compare = (a: string, b: string): number => a.localeCompare(b);

describe('the results of a class', () => {
  test('are counted by the students, not by the attempts', () => {
    expect(figuresOf({ students } as QuizResults)).toEqual({
      students: 4,
      handedIn: 2,
      underWay: 1,
      kept: 1,
      late: 1,
      median: null,
      passed: 1,
    });
  });

  test('have a middle from five results on', () => {
    const six = [1, 9, 3, 7, 5, 6].map((points) => student(`s${points}`, [line('released')], points));
    expect(figuresOf({ students: six }).median).toBe(5.5);
  });

  test('are shown by name, all or those that ask for something', () => {
    const names = (shown: Parameters<typeof rowsShown>[1]) =>
      rowsShown(students, shown, compare).map(({ name }) => name);
    expect(names('all')).toEqual(['Amara', 'Jonas', 'Mina', 'Zoe']);
    expect([names('open'), names('late'), names('none')]).toEqual([['Mina'], ['Jonas'], ['Zoe']]);
  });
});

describe('rules of a cohort', () => {
  const zone = 'Africa/Lagos';
  const own: QuizResults['ownRules'] = {
    opensAt: '2026-06-09T08:00:00.000Z',
    closesAt: null,
    timeLimitMinutes: 30,
    attempts: null,
    release: 'by-hand',
    late: { minutes: 5, percentOff: 20 },
  };

  test('are typed by the clock of the cohort, and come back as they were', () => {
    const fields = ruleFields(own, zone);
    expect(fields).toMatchObject({ opensAt: '2026-06-09T09:00', closesAt: '', minutes: '30' });
    expect(rulesOf(fields, zone)).toEqual(own);
    expect(faultsOf(fields, zone)).toEqual({});
  });

  test('follow summer time where the cohort has it', () => {
    expect(wallOf('2026-03-29T01:30:00.000Z', 'Europe/Berlin')).toBe('2026-03-29T03:30');
    expect(momentOf('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(momentOf('', 'Europe/Berlin')).toBeNull();
  });

  test('that cannot be are told by their field', () => {
    const fields = ruleFields(own, zone);
    expect(faultsOf({ ...fields, closesAt: '2026-06-09T08:59' }, zone)).toEqual({ closesAt: true });
    expect(faultsOf({ ...fields, minutes: '0', attempts: '1.5' }, zone)).toEqual({
      minutes: true,
      attempts: true,
    });
    expect(faultsOf({ ...fields, lateMinutes: '' }, zone)).toEqual({ late: true });
  });
});

test('points are typed with a point or a comma, and at most two decimals', () => {
  expect(['1,5', ' 2 ', '-0.25', '−1', '0'].map(pointsTyped)).toEqual([1.5, 2, -0.25, -1, 0]);
  expect(['', 'two', '1.555', '1001', '1,5,0'].map(pointsTyped)).toEqual([null, null, null, null, null]);
});

describe('the figures of items', () => {
  const item = (difficulty: number | null, discrimination: number | null): ItemFigures => ({
    itemId: 'i',
    prompt: '',
    kind: 'single',
    answered: 9,
    difficulty,
    discrimination,
    commonestWrong: null,
    choices: [],
  });

  test('name the hardest, and whether one fits the rest', () => {
    const [easy, hard] = [item(0.9, 0.4), item(0.3, -0.1)];
    expect(hardestOf([easy, hard, item(null, null)])).toBe(hard);
    expect(hardestOf([item(null, null)])).toBeUndefined();
    expect([easy, hard, item(0.5, 0.1), item(0.5, null)].map(separationOf)).toEqual([
      'good',
      'against',
      'weak',
      'unknown',
    ]);
  });

  test('show at most seven options, the right one always among them', () => {
    const choices = Array.from({ length: 9 }, (_option, place) => ({
      label: `o${place}`,
      right: place === 8,
      times: 20 - 2 * place,
    }));
    const { shown, otherTimes, most } = choicesShown(choices);
    expect(shown.map(({ label }) => label)).toEqual(['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o8']);
    expect([otherTimes, most]).toEqual([8 + 6, 20]);
  });
});
