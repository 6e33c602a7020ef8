import { describe, expect, test } from 'vitest';
import { session } from '#app/web/gallery/sessionFixtures.ts';
import { groupsOf, minutesUntil, phaseOf } from './sessionPhase.ts';

const nineMs = Date.parse('2026-06-09T09:00:00.000Z');
const minute = 60_000;
const at = (minutes: number): string => new Date(nineMs + minutes * minute).toISOString();

describe('what a session is to those who take part', () => {
  test('SE10 the doors open half an hour before, and stay open while the host is late', () => {
    const planned = session({ startsAt: at(0) });
    expect(phaseOf(planned, nineMs - 31 * minute)).toEqual({ is: 'ahead', startsInMs: 31 * minute });
    expect(phaseOf(planned, nineMs - 30 * minute).is).toBe('waiting');
    expect(phaseOf(planned, nineMs + 5 * minute)).toEqual({ is: 'waiting', startsInMs: -5 * minute });
  });

  test('SE3 a rehearsal looks as if nothing had begun', () => {
    const rehearsed = session({ state: 'rehearsal', startsAt: at(60) });
    expect(phaseOf(rehearsed, nineMs).is).toBe('ahead');
  });

  test('once it is live, over or called off, the clock says nothing more', () => {
    for (const state of ['live', 'ended', 'cancelled'] as const)
      expect(phaseOf(session({ state, startsAt: at(600) }), nineMs)).toEqual({ is: state });
  });
});

test('sessions are told apart by now, next and before; one called off stands where it would have been', () => {
  const lines = [
    session({ id: 'long ago', state: 'ended', startsAt: at(-2_000) }),
    session({ id: 'called off', state: 'cancelled', startsAt: at(-1_000) }),
    session({ id: 'over', state: 'ended', startsAt: at(-200) }),
    session({ id: 'soon', startsAt: at(10) }),
    session({ id: 'live', state: 'live', startsAt: at(12) }),
    session({ id: 'will not be', state: 'cancelled', startsAt: at(500) }),
    session({ id: 'tomorrow', startsAt: at(1_500) }),
  ];
  const { now, next, past } = groupsOf(lines, nineMs);
  const ids = (group: readonly { id: string }[]): string[] => group.map(({ id }) => id);
  expect(ids(now)).toEqual(['live', 'soon']);
  expect(ids(next)).toEqual(['will not be', 'tomorrow']);
  expect(ids(past)).toEqual(['over', 'called off', 'long ago']);
});

test('minutes are rounded up, so that nobody comes late by a sentence', () => {
  expect([-5, 0, 1, minute, minute + 1].map(minutesUntil)).toEqual([0, 0, 1, 1, 2]);
});
