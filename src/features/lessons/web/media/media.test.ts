import { expect, test } from 'vitest';
import { cueAt, foundIn, readCaptions } from './captions.ts';
import { reportOf } from './report.ts';
import { playerAct, type PressedAt } from './playerKeys.ts';
import { clockOf, mergeRanges } from './times.ts';

test('a place in a recording is written as a clock', () => {
  expect([0, 9.9, 70, 250, 3_600, 3_723].map(clockOf)).toEqual([
    '0:00',
    '0:09',
    '1:10',
    '4:10',
    '1:00:00',
    '1:02:03',
  ]);
});

test('LW6 what was played is each second once, in order', () => {
  expect(
    mergeRanges([
      [20, 30],
      [0, 5],
      [4, 10],
      [10.2, 12],
      [25, 26],
      [40, 40],
    ]),
  ).toEqual([
    [0, 12],
    [20, 30],
  ]);
  expect(mergeRanges([])).toEqual([]);
});

test('LW6 what was played is told in whole seconds, and never in more pieces than are taken', () => {
  expect(
    reportOf({
      positionSeconds: 12.6,
      durationSeconds: 31.98,
      ranges: [
        [0, 4.2],
        [4.4, 9.9],
        [12.1, 12.2],
        [20, 31.99],
      ],
    }),
  ).toEqual({
    positionSeconds: 13,
    durationSeconds: 32,
    ranges: [
      [0, 10],
      [20, 32],
    ],
  });
  const jumps = Array.from({ length: 200 }, (_one, at): [number, number] => [at * 10, at * 10 + 2]);
  const { ranges } = reportOf({ positionSeconds: 0, durationSeconds: 2_000, ranges: jumps });
  expect(ranges.length).toBeLessThanOrEqual(60);
});

const file = [
  '\ufeffWEBVTT - a talk',
  '',
  'NOTE 00:00.000 --> 00:01.000 is only a note',
  '',
  'STYLE',
  '::cue { color: red }',
  '',
  '00:04.000 --> 00:06.500 align:start position:10%',
  '<v Ines>Three &amp; <b>four</b>',
  'on two lines',
  '',
  'second',
  '00:00:01,000 --> 00:00:03,000',
  'Said first',
  '',
  'no times here',
  '',
  '01:00:00.000 --> 01:00:01.000',
  '<script>alert(1)</script>',
].join('\r\n');

test('LW3 captions are read as words and times, whoever wrote the file', () => {
  expect(readCaptions(file)).toEqual([
    { fromSeconds: 1, toSeconds: 3, text: 'Said first' },
    { fromSeconds: 4, toSeconds: 6.5, text: 'Three & four on two lines' },
    { fromSeconds: 3_600, toSeconds: 3_601, text: 'alert(1)' },
  ]);
  expect(readCaptions('')).toEqual([]);
});

test('what is being said is found by its time, and stays until the next is said', () => {
  const cues = readCaptions(file);
  expect([0, 1, 3.5, 4, 9_000].map((seconds) => cueAt(cues, seconds))).toEqual([-1, 0, 0, 1, 2]);
});

test('words are found in a transcript whatever their case', () => {
  expect(foundIn('Ask twice, ask well', 'ASK')).toEqual([
    { text: 'Ask', found: true },
    { text: ' twice, ', found: false },
    { text: 'ask', found: true },
    { text: ' well', found: false },
  ]);
  expect(foundIn('Ask', 'tell')).toBeNull();
  expect(foundIn('Ask', '  ')).toEqual([{ text: 'Ask', found: false }]);
  expect(foundIn('İstanbul', 'istanbul')).toBeNull();
});

const page: PressedAt = { inPlayer: false, isTyped: false, isPressable: false, isList: false };
const player: PressedAt = { ...page, inPlayer: true };

test('LW7 letters play on the whole page, space and arrows only in the player', () => {
  expect(playerAct('k', page, true)).toEqual({ act: 'toggle' });
  expect(playerAct('J', page, true)).toEqual({ act: 'seek', bySeconds: -10 });
  expect(playerAct(' ', page, true)).toBeUndefined();
  expect(playerAct(' ', player, true)).toEqual({ act: 'toggle' });
  expect(playerAct(' ', { ...player, isPressable: true }, true)).toBeUndefined();
  expect(playerAct('ArrowRight', player, true)).toEqual({ act: 'seek', bySeconds: 5 });
  expect(playerAct('ArrowRight', page, true)).toBeUndefined();
  expect(playerAct('ArrowDown', { ...player, isList: true }, true)).toBeUndefined();
  expect(playerAct('k', { ...player, isList: true }, true)).toEqual({ act: 'toggle' });
  expect(playerAct('x', player, true)).toBeUndefined();
});

test('LW7 single keys can be turned off, and never act where somebody types', () => {
  expect(playerAct('k', player, false)).toBeUndefined();
  expect(playerAct(' ', player, false)).toEqual({ act: 'toggle' });
  expect(playerAct('k', { ...player, isTyped: true }, true)).toBeUndefined();
});
