import { expect, test } from 'vitest';
import { launchOf, quickFault, quickPollOf } from './quickPoll.ts';

test('two things with an “or” between them are the options of a question', () => {
  expect(quickPollOf('Pizza or salad?')).toEqual({
    kind: 'single',
    prompt: 'Pizza or salad?',
    labels: ['Pizza', 'Salad'],
  });
  expect(quickPollOf('pizza, pasta or salad?')?.labels).toEqual(['Pizza', 'Pasta', 'Salad']);
  expect(quickPollOf('A / B / C')?.labels).toEqual(['A', 'B', 'C']);
});

test('what stands behind the question mark, or a colon, are the options', () => {
  expect(quickPollOf('Which first? Examples, critique, roles')).toEqual({
    kind: 'single',
    prompt: 'Which first?',
    labels: ['Examples', 'Critique', 'Roles'],
  });
  expect(quickPollOf('Lunch: 12:00 | 12:30')).toEqual({
    kind: 'single',
    prompt: 'Lunch',
    labels: ['12:00', '12:30'],
  });
  expect(quickPollOf('ما رأيك؟ هذا، ذاك')?.labels).toEqual(['هذا', 'ذاك']);
});

test('a question without options is one of yes and no, whatever its commas', () => {
  for (const prompt of ['Shall we go on?', 'After that, shall we go on?', 'Ready', 'Coffee, or, well, not?'])
    expect(quickPollOf(prompt)?.prompt).toBe(prompt);
  expect(quickPollOf('After that, shall we go on?')?.kind).toBe('yes-no');
  expect(quickPollOf('Same or same?')).toMatchObject({ kind: 'yes-no', labels: [] });
});

test('a scale makes a rating, and an open end an answer in words', () => {
  expect(quickPollOf('How clear was this? 1-5')).toEqual({
    kind: 'rating',
    prompt: 'How clear was this?',
    labels: [],
  });
  expect(quickPollOf('What will you try first …')).toEqual({
    kind: 'text',
    prompt: 'What will you try first',
    labels: [],
  });
  expect(quickPollOf('1-5')?.kind).toBe('yes-no');
});

test('a line that says nothing asks nothing', () => {
  for (const line of ['', '   ', '\t']) expect(quickPollOf(line)).toBeUndefined();
});

test('more than a poll holds is told before it is asked', () => {
  expect(quickFault(quickPollOf('Which? a, b')!)).toBeUndefined();
  expect(
    quickFault(quickPollOf(`Which? ${Array.from({ length: 13 }, (_one, at) => `o${at}`).join(', ')}`)!),
  ).toBe('many');
  expect(quickFault(quickPollOf(`${'long '.repeat(70)}?`)!)).toBe('long');
  expect(quickFault(quickPollOf(`Which? a, ${'b'.repeat(121)}`)!)).toBe('long');
});

test('what was not said is as it usually is: shown on reveal, and confidential', () => {
  expect(launchOf(quickPollOf('Pizza or salad?')!)).toMatchObject({
    options: ['Pizza', 'Salad'],
    results: 'on-reveal',
    anonymity: 'confidential',
    seconds: null,
  });
});
