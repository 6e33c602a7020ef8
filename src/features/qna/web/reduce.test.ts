import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countsOf,
  type DeskQuestion,
  type DeskState,
  type OpenQuestion,
  type OwnQuestion,
  type QuestionDesk,
  type QuestionList,
} from '../contract.ts';
import {
  deskChanged,
  deskVotes,
  listChanged,
  listMine,
  listMuted,
  listNew,
  listVoted,
  listVotes,
  qnaLive,
  similarVotes,
} from './reduce.ts';

const id = (place: number): string => `01920000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const sessionId = id(1);
const amara = { id: id(11), name: 'Amara' };
const jonas = { id: id(12), name: 'Jonas' };
const forAll = { topic: `session/${sessionId}` };
const forStaff = { topic: `session/${sessionId}/staff` };
const ids = [21, 22, 23].map(id);

interface Row {
  id: string;
  author: typeof amara;
  state: DeskState | 'withdrawn';
  text: string;
  voters: Set<string>;
}
type Told = { on: 'all' | 'staff' | 'amara'; type: string; data: object };

const isOpen = (state: Row['state']): state is OpenQuestion['state'] =>
  state === 'published' || state === 'answering' || state === 'answered';

/** The server's tables, small: what the views are made of, and what is told of a change. */
class Room {
  readonly #rows: Row[] = [];
  #muted: string | null = null;

  ask(questionId: string, author: typeof amara, state: 'pending' | 'published'): Told[] {
    if (this.#rows.some((row) => row.id === questionId)) return [];
    const row: Row = { id: questionId, author, state, text: 'Why?', voters: new Set() };
    this.#rows.push(row);
    this.#rows.sort((one, other) => (one.id < other.id ? -1 : 1));
    return [
      ...(isOpen(state) ? [{ on: 'all' as const, type: 'qa:new', data: this.#open(row) }] : []),
      ...this.#tellDesk(row),
    ];
  }

  change(questionId: string, state: Row['state'], text: string): Told[] {
    const row = this.#rows.find((one) => one.id === questionId);
    if (!row) return [];
    const before = row.state;
    Object.assign(row, { state, text });
    const gone = { id: row.id, sessionId, state: 'gone' };
    const seen = isOpen(state) ? this.#open(row) : isOpen(before) ? gone : undefined;
    return [
      ...(seen ? [{ on: 'all' as const, type: 'qa:changed', data: seen }] : []),
      ...this.#tellDesk(row),
    ];
  }

  vote(questionId: string, voter: typeof amara, voted: boolean): Told[] {
    const row = this.#rows.find((one) => one.id === questionId);
    if (!row || !isOpen(row.state)) return [];
    if (voted) row.voters.add(voter.id);
    else row.voters.delete(voter.id);
    const votes = { id: row.id, sessionId, upvotes: row.voters.size };
    const standing = { sessionId, questionId, voted, upvotes: row.voters.size };
    return [
      { on: 'all', type: 'qa:votes', data: votes },
      { on: 'staff', type: 'qa:votes', data: votes },
      ...(voter === amara ? [{ on: 'amara' as const, type: 'qa:voted', data: standing }] : []),
    ];
  }

  mute(until: string | null): Told[] {
    this.#muted = until;
    return [{ on: 'amara', type: 'qa:muted', data: { sessionId, until } }];
  }

  list(): QuestionList {
    return {
      sessionId,
      questions: this.#rows.filter(({ state }) => isOpen(state)).map((row) => this.#open(row)),
      own: this.#rows.filter(({ author }) => author === amara).map((row) => this.#own(row)),
      voted: this.#rows.filter(({ voters }) => voters.has(amara.id)).map((row) => row.id),
      mutedUntil: this.#muted,
    };
  }

  desk(): QuestionDesk {
    const questions = this.#rows.filter(({ state }) => state !== 'withdrawn').map((row) => this.#atDesk(row));
    return { sessionId, counts: countsOf(questions), questions };
  }

  #tellDesk(row: Row): Told[] {
    const data =
      row.state === 'withdrawn' ? { id: row.id, sessionId, state: 'withdrawn' } : this.#atDesk(row);
    return [
      { on: 'staff', type: 'qa:desk-changed', data },
      ...(row.author === amara ? [{ on: 'amara' as const, type: 'qa:mine', data: this.#own(row) }] : []),
    ];
  }

  #shared({ id: questionId, text, voters }: Row) {
    return {
      id: questionId,
      sessionId,
      question: text,
      upvotes: voters.size,
      pinned: false,
      labels: [],
      askedAt: '2026-06-09T13:00:00.000Z',
      edited: false,
      answer: null,
      lessonId: null,
      fromMessageId: null,
    };
  }

  #open(row: Row): OpenQuestion {
    return {
      ...this.#shared(row),
      state: row.state as OpenQuestion['state'],
      author: row.author,
      merged: [],
    };
  }

  #atDesk(row: Row): DeskQuestion {
    return {
      ...this.#shared(row),
      state: row.state as DeskState,
      anonymity: 'none',
      author: row.author,
      reason: '',
      mergedInto: null,
      mutedUntil: null,
      restoresTo: null,
    };
  }

  #own({ id: questionId, text, state }: Row): OwnQuestion {
    return {
      id: questionId,
      sessionId,
      question: text,
      state,
      anonymity: 'none',
      askedAt: '2026-06-09T13:00:00.000Z',
      edited: false,
      reason: '',
      mergedInto: null,
      fromMessageId: null,
      editableUntil: null,
    };
  }
}

/** What a view makes of what was told, through the room's own table of reducers. */
function heard<Data>(name: 'qa:list' | 'qa:desk', data: Data, told: readonly Told[]): Data {
  const topics = { all: forAll.topic, staff: forStaff.topic, amara: `user/${amara.id}` };
  return told.reduce((before, { on, type, data: event }) => {
    const reducer = qnaLive.reducers[name]?.[type];
    if (!reducer) return before;
    const about = { topic: topics[on], at: '2026-06-09T13:00:00.000Z', input: { sessionId } };
    const after = (reducer as (data: Data, event: object, about: object) => Data | 'refetch')(
      before,
      event,
      about,
    );
    if (after === 'refetch') throw new Error('nothing here should need fetching again');
    return after;
  }, data);
}

const anyId = fc.constantFrom(...ids);
const anybody = fc.constantFrom(amara, jonas);
const act = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    id: anyId,
    who: anybody,
    state: fc.constantFrom('pending' as const, 'published' as const),
  }),
  fc.record({
    do: fc.constant('change' as const),
    id: anyId,
    state: fc.constantFrom(
      ...(['pending', 'published', 'answering', 'answered', 'dismissed', 'withdrawn'] as const),
    ),
    text: fc.constantFrom('Why?', 'Why not?'),
  }),
  fc.record({ do: fc.constant('vote' as const), id: anyId, who: anybody, voted: fc.boolean() }),
  fc.record({
    do: fc.constant('mute' as const),
    until: fc.constantFrom(null, '2026-06-09T14:00:00.000Z'),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

function happen(room: Room, one: Act): Told[] {
  switch (one.do) {
    case 'ask':
      return room.ask(one.id, one.who, one.state);
    case 'change':
      return room.change(one.id, one.state, one.text);
    case 'vote':
      return room.vote(one.id, one.who, one.voted);
    case 'mute':
      return room.mute(one.until);
  }
}

describe('law E', () => {
  test('E: a snapshot and what was told since equal a fresh snapshot, also when some of it is told again', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), fc.nat(40), fc.nat(40), (acts, at, overlap) => {
        const room = new Room();
        const before = acts.slice(0, at).flatMap((one) => happen(room, one));
        const [list, desk] = [room.list(), room.desk()];
        const after = acts.slice(at).flatMap((one) => happen(room, one));
        const told = [...before.slice(Math.max(0, before.length - overlap)), ...after];
        expect(heard('qa:list', list, told)).toEqual(room.list());
        expect(heard('qa:desk', desk, told)).toEqual(room.desk());
      }),
    );
  });

  test('E: topics keep their own order and none of another’s: the list ends the same however they interleave', () => {
    const interleaved = fc.array(fc.boolean(), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), interleaved, (acts, ownFirst) => {
        const room = new Room();
        const empty = room.list();
        const told = acts.flatMap((one) => happen(room, one));
        const all = told.filter(({ on }) => on === 'all');
        const own = told.filter(({ on }) => on === 'amara');
        const mixed: Told[] = [];
        for (const isOwn of ownFirst) mixed.push(...(isOwn ? own : all).splice(0, 1));
        expect(heard('qa:list', empty, [...mixed, ...all, ...own])).toEqual(room.list());
      }),
    );
  });

  test('every event that a view of the live hour follows has a reducer, or is one that fetches again', () => {
    const fetchAgain = ['qa:similar', 'qa:owed', 'qa:of-lesson'];
    for (const [name, { follows }] of Object.entries(qnaLive.contract.views)) {
      if (fetchAgain.includes(name)) continue;
      expect(Object.keys(qnaLive.reducers[name] ?? {}).toSorted()).toEqual([...follows].toSorted());
    }
  });
});

describe('the questions', () => {
  const room = new Room();
  room.ask(ids[0]!, amara, 'published');
  room.ask(ids[1]!, jonas, 'published');
  const list = room.list();
  const desk = room.desk();
  const [first] = list.questions;

  test('hearing an event again changes nothing, not even the object', () => {
    expect(listNew(list, { ...first! })).toBe(list);
    expect(listChanged(list, { ...first! })).toBe(list);
    expect(listChanged(list, { id: id(99), sessionId, state: 'gone' })).toBe(list);
    expect(listVotes(list, { id: first!.id, sessionId, upvotes: 0 }, forAll)).toBe(list);
    expect(listMine(list, { ...list.own[0]! })).toBe(list);
    expect(listVoted(list, { sessionId, questionId: ids[1]!, voted: false })).toBe(list);
    expect(listMuted(list, { sessionId, until: null })).toBe(list);
    expect(deskChanged(desk, { ...desk.questions[0]! })).toBe(desk);
    expect(deskChanged(desk, { id: id(99), sessionId, state: 'withdrawn' })).toBe(desk);
    expect(deskVotes(desk, { id: first!.id, sessionId, upvotes: 0 }, forStaff)).toBe(desk);
  });

  test('another session’s questions leave everything alone', () => {
    const elsewhere = { sessionId: id(2) };
    expect(listNew(list, { ...first!, id: id(24), ...elsewhere })).toBe(list);
    expect(listChanged(list, { id: first!.id, ...elsewhere, state: 'gone' })).toBe(list);
    expect(listVotes(list, { id: first!.id, ...elsewhere, upvotes: 7 }, forAll)).toBe(list);
    expect(listMine(list, { ...list.own[0]!, id: id(24), ...elsewhere })).toBe(list);
    expect(listVoted(list, { questionId: ids[1]!, ...elsewhere, voted: true })).toBe(list);
    expect(listMuted(list, { ...elsewhere, until: '2026-06-09T14:00:00.000Z' })).toBe(list);
    expect(deskChanged(desk, { id: first!.id, ...elsewhere, state: 'withdrawn' })).toBe(desk);
  });

  test('staff hear votes on two topics; each view goes by its own, so that neither steps back', () => {
    const votes = { id: first!.id, sessionId, upvotes: 3 };
    expect(listVotes(list, votes, forStaff)).toBe(list);
    expect(listVotes(list, votes, forAll).questions[0]!.upvotes).toBe(3);
    expect(deskVotes(desk, votes, forAll)).toBe(desk);
    expect(deskVotes(desk, votes, forStaff).questions[0]!.upvotes).toBe(3);
    const similar = { sessionId, questions: list.questions };
    expect(similarVotes(similar, votes, forAll).questions[0]!.upvotes).toBe(3);
    expect(similarVotes(similar, votes, forStaff)).toBe(similar);
  });
});
