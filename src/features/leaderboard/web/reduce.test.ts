import { describe, expect, test } from 'vitest';
import type { Adjustment, CohortBoard, SessionBoard } from '../contract.ts';
import {
  adjusted,
  cohortChanged,
  cohortEarned,
  leaderboardLive,
  sessionChanged,
  sessionEarned,
} from './reduce.ts';

const board = { lines: [{ rank: 1, name: 'Mina', points: 500 }], standings: [{ points: 500, people: 1 }] };
const empty = { lines: [], standings: [] };
const own = { takesPart: true, pseudonym: null, points: null };
const session: SessionBoard = {
  ...{ sessionId: 's', cohortId: 'c', isOn: true, isUp: false, board: empty, own },
};
const cohort: CohortBoard = { cohortId: 'c', board: empty, own };
const earned = { cohortId: 'c', sessionId: 's', points: 500, cohortPoints: 900 };

describe('a session’s board', () => {
  test('is the one that was told, and one’s own points stay', () => {
    const changed = { sessionId: 's', isOn: true, isUp: true, board };
    expect(sessionChanged(session, changed)).toEqual({ ...session, isUp: true, board });
    expect(sessionChanged(session, { ...changed, sessionId: 'other' })).toBe(session);
    expect(sessionChanged(session, { sessionId: 's', isOn: true, isUp: false, board: empty })).toBe(session);
  });

  test('has one’s own points as they were told', () => {
    expect(sessionEarned(session, earned).own).toEqual({ ...own, points: 500 });
    expect(sessionEarned(session, { ...earned, sessionId: 'other' })).toBe(session);
    const watched = { ...session, own: null };
    expect(sessionEarned(watched, earned)).toBe(watched);
  });
});

test('a cohort’s board takes points of whichever session, and only its own board', () => {
  expect(cohortEarned(cohort, { ...earned, sessionId: 'other' }).own).toEqual({ ...own, points: 900 });
  expect(cohortChanged(cohort, { cohortId: 'c', board })).toEqual({ ...cohort, board });
  expect(cohortChanged(cohort, { cohortId: 'other', board })).toBe(cohort);
});

describe('how one is seen', () => {
  const changed = leaderboardLive.reducers['leaderboard:session']!['leaderboard:self-changed'] as unknown as (
    data: SessionBoard,
    event: object,
  ) => unknown;

  test('a name is taken as told; points of somebody who comes back are asked for', () => {
    const named = { cohortId: 'c', takesPart: true, pseudonym: 'Quiet Otter' };
    expect(changed(session, named)).toEqual({ ...session, own: { ...own, pseudonym: 'Quiet Otter' } });
    expect(changed(session, { ...named, takesPart: false })).toBe('refetch');
    expect(changed(session, { ...named, cohortId: 'other' })).toBe(session);
  });
});

test('LB9 what staff gave stands once, the newest first, however late it comes', () => {
  const one = (id: string): Adjustment => ({
    ...{ id, sessionId: 's', person: { id: 'p', name: 'Mina' }, points: 5, reason: 'Fine.', at: '' },
  });
  const both = [one('2'), one('1')].reduce(adjusted, { sessionId: 's', adjustments: [] as Adjustment[] });
  expect(both.adjustments.map(({ id }) => id)).toEqual(['2', '1']);
  expect(adjusted(both, one('1'))).toBe(both);
  expect(adjusted(both, { ...one('3'), sessionId: 'other' })).toBe(both);
});
