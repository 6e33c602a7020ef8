import { describe, expect, test } from 'vitest';
import type { DeskPoll } from '../../contract.ts';
import { faultsOf, fieldsOf, freshFields, writtenOf, type PollFields } from './pollFields.ts';

const fields = (more: Partial<PollFields> = {}): PollFields => ({
  ...freshFields(),
  prompt: 'Which first?',
  ...more,
});
const options = (...labels: string[]): PollFields['options'] =>
  labels.map((label, key) => ({ key, label, isRight: false }));
const two = options('Examples', 'Critique');

describe('what is written', () => {
  test('a question and two options are enough; empty lines do not count', () => {
    const filled = fields({ options: options('Examples', ' ', 'Critique ') });
    expect(faultsOf(filled)).toEqual([]);
    expect(writtenOf(filled)).toEqual({
      kind: 'single',
      prompt: 'Which first?',
      options: ['Examples', 'Critique'],
      right: [],
      range: null,
      results: 'on-reveal',
      anonymity: 'confidential',
      seconds: null,
    });
  });

  test('right options are told by their place among those that are not empty', () => {
    const quiz = fields({
      kind: 'quiz',
      options: [
        { key: 0, label: '', isRight: true },
        { key: 1, label: 'A', isRight: false },
        { key: 2, label: 'B', isRight: true },
      ],
    });
    expect(faultsOf(quiz)).toEqual([]);
    expect(writtenOf(quiz)).toMatchObject({ options: ['A', 'B'], right: [1] });
  });

  test('what another kind has left in the form is not sent', () => {
    const number = fields({ kind: 'number', options: two, scale: '9', from: '0', to: '10', unit: ' hours ' });
    expect(writtenOf(number)).toMatchObject({
      options: [],
      right: [],
      range: { least: 0, most: 10, unit: 'hours' },
    });
    expect(writtenOf(number)).not.toHaveProperty('scale');
    expect(writtenOf(fields({ kind: 'rating', scale: '7', options: two }))).toMatchObject({
      options: [],
      scale: 7,
    });
    expect(writtenOf(fields({ options: two, from: '1', to: '2' })).range).toBeNull();
  });

  test('how many are chosen is said only where it was typed', () => {
    expect(writtenOf(fields({ kind: 'multiple', options: two }))).not.toHaveProperty('choose');
    expect(writtenOf(fields({ kind: 'multiple', options: two, most: '1' }))).toMatchObject({
      choose: { least: 1, most: 1 },
    });
    expect(writtenOf(fields({ kind: 'words', least: '2' }))).toMatchObject({ choose: { least: 2, most: 5 } });
  });
});

describe('faults', () => {
  test.each<[string, Partial<PollFields>, string[]]>([
    ['no question', { prompt: ' ', options: two }, ['prompt']],
    ['one option', { options: options('Examples', '') }, ['few']],
    ['two that are the same', { options: options('Yes', 'yes ') }, ['same']],
    ['an option that is too long', { options: options('Yes', 'n'.repeat(121)) }, ['label']],
    ['no right answer', { kind: 'quiz', options: two }, ['right']],
    ['more than there are', { kind: 'multiple', options: two, most: '3' }, ['choose']],
    ['fewer than one', { kind: 'multiple', options: two, least: '0' }, ['choose']],
    ['too many words', { kind: 'words', most: '6' }, ['chooseWords']],
    ['a scale of one step', { kind: 'rating', scale: '1' }, ['scale']],
    ['half a range', { kind: 'number', from: '1' }, ['range']],
    ['a range upside down', { kind: 'number', from: '2', to: '1' }, ['range']],
    ['a unit of nothing', { kind: 'number', unit: 'km' }, ['range']],
    ['a time that is no number', { options: two, seconds: 'soon' }, ['seconds']],
    ['too short a time', { options: two, seconds: '4' }, ['seconds']],
  ])('%s', (_what, more, faults) => {
    expect(faultsOf(fields(more))).toEqual(faults);
  });
});

test('a draft comes back into the form as it was written', () => {
  const draft: DeskPoll = {
    ...{ id: 'p', sessionId: 's', kind: 'multiple', prompt: 'Which?', revoteOf: null, edition: 1 },
    options: [
      { id: 'a', label: 'A' },
      { id: 'b', label: 'B' },
    ],
    ...{ choose: { least: 1, most: 2 }, range: null, results: 'live', anonymity: 'named' },
    ...{
      closedAt: null,
      revealedAt: null,
      putAwayAt: null,
      agendaItemId: null,
      place: 1,
      voters: 0,
      state: 'draft',
      openedAt: null,
      closesAt: null,
    },
    ...{ seconds: 90, rightOptionIds: [], tally: null },
  };
  expect(writtenOf(fieldsOf(draft))).toEqual({
    kind: 'multiple',
    prompt: 'Which?',
    options: ['A', 'B'],
    right: [],
    choose: { least: 1, most: 2 },
    range: null,
    results: 'live',
    anonymity: 'named',
    seconds: 90,
  });
  const called = ['Hardly', 'Well'].map((label, place) => ({ id: String(place), label }));
  for (const kind of ['rating', 'yes-no'] as const) {
    const worded = fieldsOf({ ...draft, kind, options: called });
    expect(writtenOf(worded)).toMatchObject({ options: ['Hardly', 'Well'] });
    expect(writtenOf(worded)).not.toHaveProperty('scale');
  }
  const longer = { ...fieldsOf({ ...draft, kind: 'rating', options: called }), scale: '5' };
  expect(writtenOf(longer)).toMatchObject({ options: [], scale: 5 });
});
