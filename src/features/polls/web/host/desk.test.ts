import { describe, expect, test } from 'vitest';
import type { DeskPoll } from '../../contract.ts';
import { actOfKey, actsFor, classSees, isSealed, neighbourOf, partsOfDesk } from './desk.ts';

const at = (second: number): string => `2026-06-09T13:00:0${second}.000Z`;
const poll = (more: Partial<DeskPoll> = {}): DeskPoll => ({
  ...{ id: 'p', sessionId: 's', kind: 'yes-no', prompt: 'Shall we?', options: [], range: null },
  ...{ choose: { least: 1, most: 1 }, results: 'on-reveal', anonymity: 'confidential', revoteOf: null },
  ...{ edition: 1, closedAt: null, revealedAt: null, putAwayAt: null, voters: 0, state: 'open' },
  ...{ openedAt: at(1), closesAt: null, seconds: null, rightOptionIds: [], tally: null },
  ...{ agendaItemId: null, place: 1 },
  ...more,
});
const draft = poll({ state: 'draft', openedAt: null });
const closed = poll({ state: 'closed' });
const shown = { ...closed, revealedAt: at(2) };

test('what is written, what is up and what was before stand apart', () => {
  const first = poll({ id: 'a', state: 'closed', openedAt: at(1) });
  const last = poll({ id: 'b', state: 'closed', openedAt: at(2) });
  expect(partsOfDesk([draft, first, last], [])).toEqual({ drafts: [draft], up: [last], earlier: [first] });
  const away = { ...last, putAwayAt: at(3) };
  expect(partsOfDesk([first, away], [])).toEqual({ drafts: [], up: [], earlier: [away, first] });
  const open = poll({ id: 'c', openedAt: at(0) });
  expect(partsOfDesk([first, open], [])).toEqual({ drafts: [], up: [open], earlier: [first] });
});

test('drafts stand as the run sheet has their items, and those for none, or for one that went, come last', () => {
  const prepared = (id: string, agendaItemId: string | null) => poll({ id, state: 'draft', agendaItemId });
  const drafts = [prepared('a', null), prepared('b', 'late'), prepared('c', 'gone')];
  const all = [...drafts, prepared('d', 'early'), prepared('e', 'late')];
  const agenda = [{ id: 'early' }, { id: 'late' }];
  expect(partsOfDesk(all, agenda).drafts.map(({ id }) => id)).toEqual(['d', 'b', 'e', 'a', 'c']);
});

test('PO27 drafts of one item stand as staff have put them, and are moved past each other and no further', () => {
  const prepared = (id: string, agendaItemId: string | null, place: number) =>
    poll({ id, state: 'draft', agendaItemId, place });
  const all = [prepared('a', null, 5), prepared('b', 'late', 4), prepared('c', 'gone', 2)];
  const agenda = [{ id: 'early' }, { id: 'late' }];
  const { drafts } = partsOfDesk([...all, prepared('d', 'late', 1), prepared('e', 'early', 9)], agenda);
  expect(drafts.map(({ id }) => id)).toEqual(['e', 'd', 'b', 'c', 'a']);
  const past = ([-1, 1] as const).map((by) =>
    drafts.map((_draft, place) => neighbourOf(agenda, drafts, place, by)?.id),
  );
  expect(past).toEqual([
    [undefined, undefined, 'd', undefined, 'c'],
    [undefined, 'b', undefined, 'a', undefined],
  ]);
});

describe('what can be done', () => {
  test('an open poll is closed or shown; a closed one is shown, put away, asked again', () => {
    expect(actsFor(draft, false)).toEqual([]);
    expect(actsFor(poll(), false)).toEqual(['close', 'reveal', 'revote', 'reset']);
    expect(actsFor(closed, false)).toEqual(['reveal', 'put-away', 'revote', 'reset']);
    expect(actsFor(shown, false)).toEqual(['put-away', 'revote', 'reset']);
    expect(actsFor({ ...shown, putAwayAt: at(3) }, false)).toEqual(['revote', 'reset']);
  });

  test('what is for staff is never shown, and after the session nothing is asked', () => {
    expect(actsFor({ ...closed, results: 'staff' }, false)).not.toContain('reveal');
    expect(actsFor(closed, true)).toEqual(['reveal']);
    expect(actsFor(shown, true)).toEqual([]);
  });
});

test('the desk says what the class has before it', () => {
  expect(classSees(poll())).toBe('question');
  expect(classSees(poll({ results: 'live' }))).toBe('growing');
  expect(classSees(closed)).toBe('closed');
  expect(classSees({ ...closed, results: 'live' })).toBe('result');
  expect(classSees(shown)).toBe('result');
  expect(classSees(poll({ results: 'staff' }))).toBe('staff-open');
  expect(classSees({ ...closed, results: 'staff' })).toBe('staff-closed');
});

test('anonymous votes are sealed as long as people vote', () => {
  expect(isSealed(poll({ anonymity: 'anonymous' }))).toBe(true);
  expect(isSealed({ ...closed, anonymity: 'anonymous' })).toBe(false);
  expect(isSealed(poll())).toBe(false);
});

test('digits, C and R are keys, whatever their case; nothing else is', () => {
  expect(actOfKey('1')).toEqual({ do: 'select', place: 0 });
  expect(actOfKey('9')).toEqual({ do: 'select', place: 8 });
  expect(actOfKey('c')).toEqual({ do: 'close' });
  expect(actOfKey('R')).toEqual({ do: 'reveal' });
  for (const key of ['0', '10', 'Enter', 'x', 'n', 'b']) expect(actOfKey(key)).toBeUndefined();
});
