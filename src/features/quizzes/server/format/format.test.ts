import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyQuiz } from '../../../../../tests/support/anyQuiz.ts';
import { readQuiz } from './readQuiz.ts';
import { fenced, writeQuiz } from './writeQuiz.ts';

const block = `key: repairs
title: At the repairs desk
time: 20 minutes
attempts: 3
pass: 70%
late: 10 minutes, 20% off
release: by hand
shows key: no
shuffle: questions, answers
draw: 1 of classes

Have the *handbook* beside you.

== first: single, 2 points, pool classes
No hot water since Monday. Which class?

( ) emergency
    > Nobody is in danger.
(x) urgent
(50%) routine
(-25%) none at all

> Section 4 of the handbook.
tags: classes, handbook
read again: choosing-a-first-use-case#start-from-the-work

== second: multiple, 2 points, pool classes, partial, minus 0.5, in order
Which of these are emergencies?

[x] smell of gas
[x] smoke
[ ] a dripping tap
    > Annoying, and no emergency.

== third: true/false
A model remembers what I said last week.

( ) true
    > It is sent again.
(x) false

== fourth: numeric, 1.5 points
How long is the wait for an *urgent* visit?

= 3
= 2 .. 4 (50%)
    > Nearly.
= 3 ± 5% (25%)
unit: days

== fifth: text, exact case, ignore accents
What is the list called?

= Repairs Handbook
= handbook (50%)
read again: #keep-the-first-one-small

== sixth: ordering, partial
Put the steps in order.

1. Read
2. Decide
3. Book

== seventh: matching, partial
What belongs together?

- emergency -> 4 hours
- urgent -> 3 days
- -> 20 weeks

== eighth: gaps, partial
Complete.

| A model picks one [[token | word]] after
| the other, by [[*chance | rule | vote]].

== use other-quiz/zeros
`;

describe('QZ1 a quiz is written as text', () => {
  test('every kind, with all that can be said of it', () => {
    const { part, faults, notes } = readQuiz(block);
    expect(faults).toEqual([]);
    expect(notes.map(({ line }) => line)).toEqual([58, 65, 72]);
    expect(part).toMatchObject({ key: 'repairs', title: 'At the repairs desk' });
    const { settings, intro, items } = part!.content;
    expect(settings).toEqual({
      timeLimitMinutes: 20,
      attempts: 3,
      passPercent: 70,
      late: { minutes: 10, percentOff: 20 },
      release: 'by-hand',
      showsKey: false,
      shufflesItems: true,
      shufflesOptions: true,
      draws: [{ pool: 'classes', count: 1 }],
    });
    expect(intro).toBe('Have the *handbook* beside you.');
    expect(items[0]).toEqual({
      kind: 'single',
      key: 'first',
      points: 200,
      minus: 0,
      isPartial: false,
      pool: 'classes',
      prompt: 'No hot water since Monday. Which class?',
      keepsOrder: false,
      options: [
        { label: 'emergency', percent: 0, feedback: 'Nobody is in danger.' },
        { label: 'urgent', percent: 100, feedback: '' },
        { label: 'routine', percent: 50, feedback: '' },
        { label: 'none at all', percent: -25, feedback: '' },
      ],
      feedback: 'Section 4 of the handbook.',
      tags: ['classes', 'handbook'],
      readAgain: { lessonKey: 'choosing-a-first-use-case', anchor: 'start-from-the-work' },
    });
    expect(items[1]).toMatchObject({ isPartial: true, minus: 50, keepsOrder: true });
    expect(items[2]).toMatchObject({ isTrue: false, feedbackTrue: 'It is sent again.' });
    expect(items[3]).toMatchObject({
      points: 150,
      unit: 'days',
      accepted: [
        { value: { at: '3', plusMinus: '0' }, percent: 100 },
        { value: { from: '2', to: '4' }, percent: 50, feedback: 'Nearly.' },
        { value: { at: '3', plusMinusPercent: '5' }, percent: 25 },
      ],
    });
    expect(items[4]).toMatchObject({
      caseCounts: true,
      accentsCount: false,
      readAgain: { lessonKey: null, anchor: 'keep-the-first-one-small' },
    });
    expect(items[5]).toMatchObject({ steps: ['Read', 'Decide', 'Book'] });
    expect(items[6]).toMatchObject({
      pairs: [
        { left: 'emergency', right: '4 hours' },
        { left: 'urgent', right: '3 days' },
        { left: null, right: '20 weeks' },
      ],
    });
    expect(items[7]).toMatchObject({
      pieces: [
        'A model picks one ',
        { right: ['token', 'word'], wrong: null },
        ' after\nthe other, by ',
        { right: ['chance'], wrong: ['rule', 'vote'] },
        '.',
      ],
    });
    expect(items[8]).toEqual({ kind: 'use', quizKey: 'other-quiz', itemKey: 'zeros', pool: null });
  });

  test('what is read is written back as the same quiz, also with other line ends', () => {
    const { part } = readQuiz(block);
    expect(readQuiz(writeQuiz(part!.content)).part).toEqual(part);
    expect(readQuiz(block.replaceAll('\n', '\r\n')).part).toEqual(part);
  });

  test('any quiz comes back as it was, through its block', () => {
    fc.assert(
      fc.property(anyQuiz, (quiz) => {
        const text = writeQuiz(quiz);
        const { part, faults } = readQuiz(text);
        expect(faults).toEqual([]);
        expect(part!.content).toEqual(quiz);
        expect(writeQuiz(part!.content)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('a block stands between fences that nothing in it closes', () => {
    expect(fenced('key: a\n')).toBe('```quiz\nkey: a\n```\n');
    expect(fenced('```\ncode\n```\n')).toBe('````quiz\n```\ncode\n```\n````\n');
  });
});

describe('QZ2 what is wrong in a block is told by line', () => {
  const faultsIn = (text: string): string[] =>
    readQuiz(text).faults.map(({ line, message }) => `${line}: ${message}`);
  const quiz = (item: string, head = ''): string => `key: a\ntitle: A\n${head}\n${item}`;

  const cases = [
    ['', '1: There is no item. One begins with `== key: kind`.'],
    ['title: A\n\n== a: truth', '1: A quiz has a `key`.'],
    [quiz('', 'time: soon\n'), '3: `time` is minutes, such as `20 minutes`, at most 1,440, not "soon".'],
    [
      quiz('', 'time: 1441 minutes\n'),
      '3: `time` is minutes, such as `20 minutes`, at most 1,440, not "1441 minutes".',
    ],
    [quiz('', 'attempts: 0\n'), '3: `attempts` is a number from 1 to 100, or `any number`, not "0".'],
    [quiz('', 'colour: red\n'), '3: "colour: red" is no field of a quiz.'],
    [quiz('', '__proto__: red\n'), '3: "__proto__: red" is no field of a quiz.'],
    [quiz('', 'key: b\n'), '3: `key` is here twice.'],
    [
      quiz('', 'late: 5 minutes, 120% off\n'),
      '3: `late` is `no`, or such as `10 minutes, 20% off`, not "5 minutes, 120% off".',
    ],
    [quiz('== A B: single'), '4: An item begins with `== key: kind`.'],
    [quiz('== a: essay'), '4: "essay" is no kind of item.'],
    [quiz('== a: single, 0 points\nQ\n(x) a\n( ) b'), '4: "0 points" says nothing about a single item.'],
    [quiz('== a: single, exact case\nQ\n(x) a\n( ) b'), '4: "exact case" says nothing about a single item.'],
    [quiz('== a: single\nQ'), '4: There is no answer.'],
    [quiz('== a: single\n(x) a\n( ) b'), '4: The item asks nothing'],
    [quiz('== a: single\nQ\n( ) a\n( ) b'), '4: One option is right, here 0 are.'],
    [quiz('== a: single\nQ\n(x) a\n(x) b'), '4: One option is right, here 2 are.'],
    [quiz('== a: single\nQ\n(x) a\n( ) a'), '7: This is the same as in line 6.'],
    [quiz('== a: single\nQ\n(x) a'), '4: A choice needs at least two options.'],
    [quiz('== a: single\nQ\n(x) a\n( )'), '7: This option says nothing.'],
    [
      quiz('== a: single\nQ\n(x) a\n( ) b\nwhat'),
      '8: "what" is no answer, no feedback and no field of an item.',
    ],
    [quiz('== a: multiple\nQ\n[ ] a\n[ ] b'), '4: At least one option is right.'],
    [quiz('== a: true/false\nQ\n(x) yes\n( ) no'), '4: A true/false item has the lines'],
    [quiz('== a: numeric\nQ\n= many'), '6: "many" is no answer that can be compared.'],
    [quiz('== a: numeric\nQ\n= 5 .. 4'), '6: "5 .. 4" is no answer that can be compared.'],
    [quiz('== a: numeric\nQ\n= 5 ± -1'), '6: "5 ± -1" is no answer that can be compared.'],
    [quiz('== a: numeric\nQ\n= 5 (50%)'), '4: At least one answer is worth all points.'],
    [quiz('== a: text\nQ\n= Token\n= token.'), '7: This is the same as in line 6.'],
    [quiz('== a: ordering\nQ\n1. a\n3. b'), '7: This is step 2.'],
    [quiz('== a: matching\nQ\n- a -> b'), '4: There are at least two pairs to match.'],
    [
      quiz('== a: matching\nQ\n- a -> b\n- c -> d\n- -> d'),
      '4: A right side that belongs to nothing stands once',
    ],
    [quiz('== a: gaps\nQ\n| no gap'), '4: There is no gap; write one as `[[right]]`.'],
    [quiz('== a: gaps\nQ\n| a [[gap'), '6: A gap that begins with `[[` ends with `]]`.'],
    [quiz('== a: gaps\nQ\n| a [[*gap]]'), '6: A gap to choose from has a wrong choice too.'],
    [
      quiz('== a: true/false\nQ\n(x) true\n( ) false\nread again: Not a key'),
      '8: `read again` names a lesson',
    ],
    [
      quiz('== a: true/false\nQ\n(x) true\n( ) false\n== a: true/false\nQ\n(x) true\n( ) false'),
      '8: The key "a" is that of line 4 already.',
    ],
    [quiz('== a: true/false, pool p\nQ\n(x) true\n( ) false'), '4: Nothing is drawn of the pool p'],
    [
      quiz('== a: true/false, pool p\nQ\n(x) true\n( ) false', 'draw: 2 of p\n'),
      '1: 2 are to be drawn of the pool p, which has 1.',
    ],
    [quiz('== use a'), '4: An item is used again as `== use quiz-key/item-key`.'],
  ] as const;
  test.for(cases.map(([text, fault]) => [fault, text] as const))('%s', ([fault, text]) => {
    expect(faultsIn(text).some((one) => one.startsWith(fault))).toBe(true);
  });

  test('several are told at once, in order', () => {
    const lines = readQuiz(quiz('== a: single\nQ\n( ) a\n( ) a\n\n== b: nothing', 'time: soon\n')).faults.map(
      ({ line }) => line,
    );
    expect(lines).toEqual([3, 5, 8, 10]);
  });

  test('whatever text comes, it is read in time that grows with its length alone', () => {
    for (const unit of ['(x', '[[', '|', '- ->', '== a: ', '\\', '= 1 (', '9', '> ', '\n', '\u00a0', '*|']) {
      const text = quiz(`== a: gaps\nQ\n| ${unit.repeat(50_000 / unit.length)}`);
      const startMs = performance.now();
      readQuiz(text);
      readQuiz(unit.repeat(50_000 / unit.length));
      expect([unit, performance.now() - startMs < 250]).toEqual([unit, true]);
    }
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400, unit: fc.constantFrom(...'=([x])|\\-> \n:a1.%*'.split('')) }),
        (text) => {
          const { part, faults } = readQuiz(text);
          expect(part === undefined).toBe(faults.length > 0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
