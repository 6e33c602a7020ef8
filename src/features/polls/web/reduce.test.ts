import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskPoll, OpenPoll, OwnBallot, PollDesk, PollList, PollTally } from '../contract.ts';
import {
  deskChanged,
  deskTally,
  deskTurnout,
  listChanged,
  listTally,
  listTurnout,
  listVoted,
  pollsLive,
} from './reduce.ts';

const id = (place: number): string => `01920000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const sessionId = id(1);
const amara = id(11);
const jonas = id(12);
const forAll = { topic: `session/${sessionId}` };
const forStaff = { topic: `session/${sessionId}/staff` };
const ids = [21, 22, 23].map(id);
const [yes, no] = [id(31), id(32)];
const at = '2026-06-09T13:00:00.000Z';

interface Row {
  id: string;
  anonymous: boolean;
  results: OpenPoll['results'];
  state: DeskPoll['state'];
  revealed: boolean;
  edition: number;
  votes: Map<string, string>;
}
type Told = { on: 'all' | 'staff' | 'amara'; type: string; data: object };

/** The server's tables, small: what the views are made of, and what is told of a change. */
class Room {
  #rows: Row[] = [];

  draft(pollId: string, anonymous: boolean, results: Row['results']): Told[] {
    if (this.#rows.some((row) => row.id === pollId)) return [];
    const row: Row = {
      ...{ id: pollId, anonymous, results: anonymous && results === 'live' ? 'on-reveal' : results },
      ...{ state: 'draft', revealed: false, edition: 1, votes: new Map<string, string>() },
    };
    this.#rows = [...this.#rows, row].sort((one, other) => (one.id < other.id ? -1 : 1));
    return [{ on: 'staff', type: 'poll:desk-changed', data: this.#atDesk(row) }];
  }

  discard(pollId: string): Told[] {
    if (this.#row(pollId)?.state !== 'draft') return [];
    this.#rows = this.#rows.filter((row) => row.id !== pollId);
    return [{ on: 'staff', type: 'poll:desk-changed', data: { id: pollId, sessionId, state: 'discarded' } }];
  }

  change(pollId: string, what: 'open' | 'close' | 'reveal' | 'reset'): Told[] {
    const row = this.#row(pollId);
    if (!row || (row.state === 'draft') !== (what === 'open')) return [];
    row.state = what === 'open' || what === 'reset' ? 'open' : 'closed';
    row.revealed = what === 'reveal' && row.results !== 'staff';
    if (what === 'reset') {
      row.edition += 1;
      row.votes.clear();
    }
    return [
      { on: 'all', type: 'poll:changed', data: this.#open(row) },
      { on: 'staff', type: 'poll:desk-changed', data: this.#atDesk(row) },
    ];
  }

  vote(pollId: string, voter: string, optionId: string): Told[] {
    const row = this.#row(pollId);
    if (row?.state !== 'open') return [];
    row.votes.set(voter, optionId);
    const figures = { pollId, sessionId, voters: row.votes.size };
    const turnout = { type: 'poll:turnout', data: figures };
    const tally = { type: 'poll:tally', data: { ...figures, ...this.#tally(row) } };
    return [
      { on: 'all', ...(row.results === 'live' ? tally : turnout) },
      { on: 'staff', ...(row.anonymous ? turnout : tally) },
      ...(voter === amara ? [{ on: 'amara' as const, type: 'poll:voted', data: this.#own(row)! }] : []),
    ];
  }

  list(): PollList {
    const asked = this.#rows.filter(({ state }) => state !== 'draft');
    return {
      sessionId,
      polls: asked.map((row) => this.#open(row)),
      own: asked.flatMap((row) => this.#own(row) ?? []),
    };
  }

  desk(): PollDesk {
    return { sessionId, polls: this.#rows.map((row) => this.#atDesk(row)) };
  }

  #row(pollId: string): Row | undefined {
    return this.#rows.find((row) => row.id === pollId);
  }

  #tally({ votes }: Row): PollTally {
    const counts = { [yes]: 0, [no]: 0 };
    for (const option of votes.values()) counts[option]! += 1;
    return { counts, words: [], estimate: null };
  }

  #shared(row: Row) {
    return {
      ...{ id: row.id, sessionId, kind: 'yes-no' as const, prompt: 'Shall we?' },
      options: [
        { id: yes, label: 'Yes' },
        { id: no, label: 'No' },
      ],
      ...{ choose: { least: 1, most: 1 }, range: null, results: row.results, revoteOf: null },
      anonymity: row.anonymous ? ('anonymous' as const) : ('confidential' as const),
      edition: row.edition,
      closedAt: row.state === 'closed' ? at : null,
      revealedAt: row.revealed ? at : null,
      ...{ putAwayAt: null, voters: row.votes.size, closesAt: null },
    };
  }

  #open(row: Row): OpenPoll {
    const isShown = row.revealed || row.results === 'live';
    const tally = isShown ? this.#tally(row) : null;
    const state = row.state as OpenPoll['state'];
    return { ...this.#shared(row), state, openedAt: at, rightOptionIds: null, tally };
  }

  #atDesk(row: Row): DeskPoll {
    const isCounted = row.state === 'closed' || (row.state === 'open' && !row.anonymous);
    return {
      ...this.#shared(row),
      ...{ state: row.state, openedAt: row.state === 'draft' ? null : at, seconds: null },
      ...{ agendaItemId: null, place: 1, rightOptionIds: [], tally: isCounted ? this.#tally(row) : null },
    };
  }

  #own(row: Row): OwnBallot | undefined {
    const option = row.votes.get(amara);
    if (option === undefined) return undefined;
    const choice = { optionIds: [option], texts: [], number: null };
    return { pollId: row.id, sessionId, edition: row.edition, choice: row.anonymous ? null : choice };
  }
}

/** What a view makes of what was told, through the room's own table of reducers. */
function heard<Data>(name: 'poll:list' | 'poll:desk', data: Data, told: readonly Told[]): Data {
  const topics = { all: forAll.topic, staff: forStaff.topic, amara: `user/${amara}` };
  return told.reduce((before, { on, type, data: event }) => {
    const reducer = pollsLive.reducers[name]?.[type];
    if (!reducer) return before;
    const about = { topic: topics[on], at, input: { sessionId } };
    const after = (reducer as (data: Data, event: object, about: object) => Data | 'refetch')(
      before,
      event,
      about,
    );
    if (after === 'refetch') throw new Error('nothing here should need fetching again');
    return after;
  }, data);
}

const act = fc.oneof(
  fc.record({
    do: fc.constant('draft' as const),
    id: fc.constantFrom(...ids),
    anonymous: fc.boolean(),
    results: fc.constantFrom('on-reveal' as const, 'live' as const, 'staff' as const),
  }),
  fc.record({ do: fc.constant('discard' as const), id: fc.constantFrom(...ids) }),
  fc.record({
    do: fc.constant('change' as const),
    id: fc.constantFrom(...ids),
    what: fc.constantFrom('open' as const, 'close' as const, 'reveal' as const, 'reset' as const),
  }),
  fc.record({
    do: fc.constant('vote' as const),
    id: fc.constantFrom(...ids),
    who: fc.constantFrom(amara, jonas),
    option: fc.constantFrom(yes, no),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

function happen(room: Room, one: Act): Told[] {
  switch (one.do) {
    case 'draft':
      return room.draft(one.id, one.anonymous, one.results);
    case 'discard':
      return room.discard(one.id);
    case 'change':
      return room.change(one.id, one.what);
    case 'vote':
      return room.vote(one.id, one.who, one.option);
  }
}

describe('law E', () => {
  test('E: a snapshot and what was told since equal a fresh snapshot, also when some of it is told again', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.nat(60), fc.nat(60), (acts, from, overlap) => {
        const room = new Room();
        const before = acts.slice(0, from).flatMap((one) => happen(room, one));
        const [list, desk] = [room.list(), room.desk()];
        const after = acts.slice(from).flatMap((one) => happen(room, one));
        const told = [...before.slice(Math.max(0, before.length - overlap)), ...after];
        expect(heard('poll:list', list, told)).toEqual(room.list());
        expect(heard('poll:desk', desk, told)).toEqual(room.desk());
      }),
    );
  });

  test('E: topics keep their own order and none of another’s: the list ends the same however they interleave', () => {
    const interleaved = fc.array(fc.boolean(), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), interleaved, (acts, ownFirst) => {
        const room = new Room();
        const empty = room.list();
        const told = acts.flatMap((one) => happen(room, one));
        const all = told.filter(({ on }) => on === 'all');
        const own = told.filter(({ on }) => on === 'amara');
        const mixed: Told[] = [];
        for (const isOwn of ownFirst) mixed.push(...(isOwn ? own : all).splice(0, 1));
        expect(heard('poll:list', empty, [...mixed, ...all, ...own])).toEqual(room.list());
      }),
    );
  });

  test('every event that a view of the live hour follows has a reducer, or is one that fetches again', () => {
    for (const [name, { follows }] of Object.entries(pollsLive.contract.views)) {
      if (name === 'poll:bank') continue;
      expect(Object.keys(pollsLive.reducers[name] ?? {}).toSorted()).toEqual([...follows].toSorted());
    }
  });
});

describe('the polls', () => {
  const room = new Room();
  for (const pollId of ids.slice(0, 2)) {
    room.draft(pollId, false, 'live');
    room.change(pollId, 'open');
  }
  room.vote(ids[0]!, amara, yes);
  const list = room.list();
  const desk = room.desk();
  const [first] = list.polls;
  const figures = { pollId: ids[0]!, sessionId, voters: 1, ...first!.tally! };

  test('hearing an event again changes nothing, not even the object', () => {
    expect(listChanged(list, { ...first! })).toBe(list);
    expect(listVoted(list, { ...list.own[0]! })).toBe(list);
    expect(listTurnout(list, { pollId: ids[0]!, sessionId, voters: 1 }, forAll)).toBe(list);
    expect(listTally(list, figures, forAll)).toBe(list);
    expect(deskChanged(desk, { ...desk.polls[0]! })).toBe(desk);
    expect(deskChanged(desk, { id: id(99), sessionId, state: 'discarded' })).toBe(desk);
    expect(deskTally(desk, figures, forStaff)).toBe(desk);
  });

  test('another session’s polls leave everything alone', () => {
    const elsewhere = { sessionId: id(2) };
    expect(listChanged(list, { ...first!, id: id(24), ...elsewhere })).toBe(list);
    expect(listVoted(list, { ...list.own[0]!, pollId: ids[1]!, ...elsewhere })).toBe(list);
    expect(listTurnout(list, { pollId: ids[0]!, voters: 9, ...elsewhere }, forAll)).toBe(list);
    expect(listTally(list, { ...figures, voters: 9, ...elsewhere }, forAll)).toBe(list);
    expect(deskChanged(desk, { id: ids[0]!, ...elsewhere, state: 'discarded' })).toBe(desk);
    expect(deskTurnout(desk, { pollId: ids[0]!, voters: 9, ...elsewhere }, forStaff)).toBe(desk);
  });

  test('staff hear tallies on two topics; each view goes by its own, so that neither steps back', () => {
    const more = { ...figures, voters: 7 };
    expect(listTally(list, more, forStaff)).toBe(list);
    expect(listTally(list, more, forAll).polls[0]!.voters).toBe(7);
    expect(deskTally(desk, more, forAll)).toBe(desk);
    expect(deskTally(desk, more, forStaff).polls[0]!.voters).toBe(7);
  });

  test('a ballot of an edition that was thrown away comes back by no event', () => {
    const again = listChanged(list, { ...first!, edition: 2, voters: 0 });
    expect(again.own).toEqual([]);
    expect(listVoted(again, list.own[0]!)).toBe(again);
    expect(listVoted(again, { ...list.own[0]!, edition: 2 }).own).toHaveLength(1);
  });

  test('what was written is fetched again when its own poll changes, and no other’s', () => {
    const texts = pollsLive.reducers['poll:texts']!['poll:tally'] as unknown as (
      data: object,
      event: object,
    ) => unknown;
    const data = { pollId: ids[0]!, shown: true, texts: [] };
    expect(texts(data, { pollId: ids[0] })).toBe('refetch');
    expect(texts(data, { pollId: ids[1] })).toBe(data);
  });
});
