import { describe, expect, test } from 'vitest';
import { enrolmentState, type EnrolmentLine } from '../../contract.ts';
import { actsFor, actsForAll, thenAgain, wayBack } from './peopleActs.ts';
import { addressOf, countsOf, filterIn, shownOf, type PeopleFilter } from './peopleFilter.ts';

const line = (name: string, more: Partial<EnrolmentLine> = {}): EnrolmentLine => ({
  enrolmentId: name,
  userId: name,
  name,
  email: `${name.toLowerCase()}@demo.test`,
  role: 'student',
  state: 'active',
  since: '2026-01-05T09:00:00.000Z',
  ticket: null,
  expiresOn: null,
  movedTo: null,
  ...more,
});
const people = [
  line('Zoe'),
  line('Ada', { state: 'paused' }),
  line('Ines', { role: 'instructor' }),
  line('Uma', { state: 'waiting', ticket: 7 }),
  line('Tom', { state: 'waiting', ticket: 3 }),
  line('Gone', { state: 'removed' }),
];
const compare = (a: string, b: string): number => a.localeCompare(b);
const shown = (filter: Partial<PeopleFilter>, kept: string[] = []): string[] =>
  shownOf(people, { state: 'in', role: 'any', find: '', ...filter }, new Set(kept), compare).map(
    ({ name }) => name,
  );

describe('what of the list is shown', () => {
  test('those who are in, instructors first, by name; those who wait by their number', () => {
    expect(shown({})).toEqual(['Ines', 'Ada', 'Zoe']);
    expect(shown({ state: 'waiting' })).toEqual(['Tom', 'Uma']);
    expect(countsOf(people)).toEqual({ in: 3, waiting: 2, invited: 0, paused: 1, finished: 0, removed: 1 });
  });

  test('by role and by a part of the name or address, however it is written', () => {
    expect(shown({ role: 'student' })).toEqual(['Ada', 'Zoe']);
    expect(shown({ find: ' INE' })).toEqual(['Ines']);
    expect(shown({ find: 'zoe@' })).toEqual(['Zoe']);
  });

  test('whoever was changed a moment ago stays in sight', () => {
    expect(shown({}, ['Gone'])).toEqual(['Ines', 'Ada', 'Gone', 'Zoe']);
  });

  test('an address says it, and nothing more than what is not the rule', () => {
    for (const filter of [
      { state: 'in', role: 'any', find: '' },
      { state: 'waiting', role: 'student', find: 'a b' },
    ] as const) {
      expect(filterIn(new URLSearchParams(addressOf(filter)))).toEqual(filter);
    }
    expect(addressOf({ state: 'in', role: 'any', find: '' })).toEqual({});
    expect(filterIn(new URLSearchParams('state=nonsense&role=king'))).toEqual({
      state: 'in',
      role: 'any',
      find: '',
    });
  });
});

describe('what can be done', () => {
  test('about many only what can be done about each', () => {
    expect(actsForAll([line('Zoe'), line('Ada', { state: 'paused' })])).toEqual([
      'finish',
      'transfer',
      'lastDay',
      'remove',
    ]);
    expect(actsForAll([line('Zoe'), line('Gone', { state: 'removed' })])).toEqual([]);
    expect(actsForAll([])).toEqual([]);
    expect(actsFor(line('Ines', { role: 'instructor' }))).toEqual(['makeStudent', 'remove']);
  });

  test('and undone, except for who waited or was invited', () => {
    for (const before of enrolmentState.options) {
      const acts = actsFor(line('Zoe', { state: before }));
      for (const change of ['pause', 'resume', 'finish', 'remove'] as const) {
        if (!acts.includes(change)) continue;
        const isLost = change === 'remove' && (before === 'waiting' || before === 'invited');
        expect(wayBack(before, change) === undefined).toBe(isLost);
      }
    }
    expect(wayBack('paused', 'finish')).toEqual({ act: 'change', changes: ['resume', 'pause'] });
    expect(thenAgain('paused')).toEqual(['pause']);
    expect(thenAgain('active')).toEqual([]);
  });
});
