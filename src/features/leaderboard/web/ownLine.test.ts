import { expect, test } from 'vitest';
import type { Board, OwnStanding } from '../contract.ts';
import { peopleOn, whereOn } from './ownLine.ts';

const board: Board = {
  lines: [
    { rank: 1, name: 'Quiet Otter', points: 900 },
    { rank: 2, name: 'Jonas', points: 500 },
    { rank: 2, name: 'Mina', points: 500 },
  ],
  standings: [
    { points: 900, people: 1 },
    { points: 500, people: 3 },
    { points: 10, people: 4 },
  ],
};
const own = (more: Partial<OwnStanding> = {}): OwnStanding => ({
  ...{ takesPart: true, pseudonym: null, points: 500 },
  ...more,
});

test('LB5 one finds one’s own line, or one’s rank below all of them', () => {
  expect(whereOn(board, own(), 'Mina')).toEqual({ state: 'on', rank: 2, points: 500, line: 2 });
  expect(whereOn(board, own(), 'Zoe')).toEqual({ state: 'on', rank: 2, points: 500, line: -1 });
  expect(whereOn(board, own({ points: 10 }), 'Mina')).toEqual({ state: 'on', rank: 5, points: 10, line: -1 });
});

test('LB7 under a made-up name one’s own line is that one, and nobody’s who is called the same', () => {
  const amara = own({ points: 900, pseudonym: 'Quiet Otter' });
  expect(whereOn(board, amara, 'Jonas')).toMatchObject({ line: 0 });
  expect(whereOn(board, own({ pseudonym: 'Amber Fox' }), 'Jonas')).toMatchObject({ line: -1, rank: 2 });
});

test('LB6 whoever is out, or has nothing, has no rank', () => {
  expect(whereOn(board, own({ takesPart: false, points: null }), 'Mina')).toEqual({ state: 'out' });
  expect(whereOn(board, own({ points: null }), 'Mina')).toEqual({ state: 'none' });
});

test('everybody on a board is counted, in sight or not', () => {
  expect(peopleOn(board)).toBe(8);
});
