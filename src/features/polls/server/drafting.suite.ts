import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { item } from '../../../../tests/support/liveSessions.ts';
import { aPollClass } from '../../../../tests/support/polls.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { DeskPoll } from '../contract.ts';

/** What `polls` promises to whoever writes them, on either database. */
export function draftingSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  test('PO1 takes what goes with the kind', async () => {
    const school = await aPollClass(rooms);
    const labels = async (written: object) => (await school.draft(written)).options.map(({ label }) => label);
    expect(await labels({ kind: 'yes-no', options: [] })).toEqual(['Yes', 'No']);
    expect(await labels({ kind: 'yes-no', options: ['Ja', 'Nein'] })).toEqual(['Ja', 'Nein']);
    expect(await labels({ kind: 'rating', options: [] })).toEqual(['1', '2', '3', '4', '5']);
    expect(await labels({ kind: 'rating', options: [], scale: 3 })).toEqual(['1', '2', '3']);
    expect(await labels({ kind: 'words', options: [] })).toEqual([]);
    expect((await school.draft({ kind: 'words', options: [] })).choose).toEqual({ least: 1, most: 3 });
    expect((await school.draft({ kind: 'ranking' })).choose).toEqual({ least: 1, most: 3 });
    expect((await school.draft()).choose).toEqual({ least: 1, most: 1 });
    const quiz = await school.draft({ kind: 'quiz', right: [2] });
    expect(quiz).toMatchObject({ rightOptionIds: [quiz.options[2]!.id], choose: { least: 1, most: 1 } });
    const range = { least: 0, most: 100, unit: '%' };
    expect((await school.draft({ kind: 'number', options: [], range })).range).toEqual(range);
  });

  test.each([
    ['options', { options: ['One'] }],
    ['options', { options: ['One', 'One'] }],
    ['options', { kind: 'text' }],
    ['options', { kind: 'yes-no' }],
    ['scale', { scale: 4 }],
    ['right', { right: [0] }],
    ['right', { kind: 'quiz' }],
    ['right', { kind: 'quiz', right: [3] }],
    ['choose', { choose: { least: 1, most: 2 } }],
    ['choose', { kind: 'multiple', choose: { least: 1, most: 4 } }],
    ['choose', { kind: 'multiple', choose: { least: 3, most: 2 } }],
    ['range', { range: { least: 0, most: 1, unit: '' } }],
    ['range', { kind: 'number', options: [], range: { least: 1, most: 1, unit: '' } }],
    ['results', { anonymity: 'anonymous', results: 'live' }],
  ])('PO1 says which field does not go with the kind: %s of %j', async (field, written) => {
    const school = await aPollClass(rooms);
    await expect(school.draft(written)).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ field }],
    });
    expect(rooms.announced.filter(({ type }) => type.startsWith('poll:'))).toEqual([]);
  });

  test('PO2 a draft is changed, thrown away and asked by staff, and no student learns of it', async () => {
    const school = await aPollClass(rooms);
    const draft = await school.draft({ prompt: 'Kestrel?' });
    expect(draft).toMatchObject({ state: 'draft', openedAt: null, tally: null, voters: 0 });
    const edited = await school.asStaff('edit', draft, { kind: 'text', prompt: 'Osprey?', seconds: 60 });
    expect(edited).toMatchObject({
      id: draft.id,
      kind: 'text',
      prompt: 'Osprey?',
      options: [],
      seconds: 60,
    });
    expect((await school.list('amara')).polls).toEqual([]);
    expect(await outcomeOf(school.vote('amara', draft, 0))).toBe('not_found');
    expect(await outcomeOf(school.look('amara', 'poll:texts', { pollId: draft.id }))).toBe('not_found');
    expect(school.toldEverybody).not.toContain(draft.id);
    for (const act of ['close', 'reveal', 'put-away', 'countdown', 'revote', 'reset', 'hide-text'])
      expect(await outcomeOf(school.asStaff(act, draft, inputs[act]))).toBe('conflict');

    const opened = await school.asStaff('open', draft);
    expect(opened.state).toBe('open');
    expect(Date.parse(opened.closesAt!) - Date.parse(opened.openedAt!)).toBeCloseTo(60_000, -2);
    expect(await outcomeOf(school.asStaff('open', draft))).toBe('conflict');
    expect(await outcomeOf(school.asStaff('edit', draft, { kind: 'text', prompt: 'Late' }))).toBe('conflict');
    expect(await outcomeOf(school.asStaff('discard', draft))).toBe('conflict');

    const other = await school.draft();
    await school.asStaff('discard', other);
    expect(await school.onDesk(other)).toBeUndefined();
    expect(school.told<DeskPoll>('staff', 'poll:desk-changed').at(-1)).toEqual({
      ...{ id: other.id, sessionId: school.sessionId, state: 'discarded' },
    });
    expect(await outcomeOf(school.asStaff('discard', other))).toBe('not_found');
  });

  test('PO24 a draft is prepared for an item of its run sheet, which staff alone hear of', async () => {
    const school = await aPollClass(rooms);
    const { session } = await school.school.setAgenda([item('Hello'), item('Exercise')]);
    const [first, second] = session.agenda;
    const draft = await school.draft();
    expect(draft.agendaItemId).toBeNull();
    rooms.announced.length = 0;
    const tied = await school.asStaff('tie', draft, { agendaItemId: second!.id });
    expect(tied).toEqual({ ...draft, agendaItemId: second!.id });
    expect(rooms.announced.map(({ topic, type }) => [topic, type])).toEqual([
      [school.school.topics.staff, 'poll:desk-changed'],
    ]);
    // Other words leave it where it is.
    const edited = await school.asStaff('edit', draft, { kind: 'text', prompt: 'Why?' });
    expect(edited.agendaItemId).toBe(second!.id);
    expect(await school.asStaff('tie', draft, { agendaItemId: null })).toMatchObject({
      agendaItemId: null,
    });

    const elsewhere = await aPollClass(rooms);
    const { session: other } = await elsewhere.school.setAgenda([item('Hello')]);
    for (const agendaItemId of [other.agenda[0]!.id, newId()])
      expect(await outcomeOf(school.asStaff('tie', draft, { agendaItemId }))).toBe('not_found');
    await school.asStaff('tie', draft, { agendaItemId: first!.id });
    await school.asStaff('open', draft);
    expect(await outcomeOf(school.asStaff('tie', draft, { agendaItemId: null }))).toBe('conflict');
    // Of what was asked, everybody sees nothing of it.
    expect(JSON.stringify(await school.seen(draft))).not.toContain(first!.id);
  });

  test('PO27 a draft is put before another one, which staff alone hear of, and once', async () => {
    const school = await aPollClass(rooms);
    const order = async () =>
      (await school.desk()).polls
        .toSorted((one, other) => one.place - other.place)
        .map(({ prompt }) => prompt);
    const [a, b, c] = [
      await school.draft({ prompt: 'a' }),
      await school.draft({ prompt: 'b' }),
      await school.draft({ prompt: 'c' }),
    ];
    expect(await order()).toEqual(['a', 'b', 'c']);
    rooms.announced.length = 0;
    const moved = await school.asStaff('move', c, { side: 'before', otherId: b.id });
    expect(moved).toEqual({ ...c, place: b.place });
    expect(await order()).toEqual(['a', 'c', 'b']);
    expect(rooms.announced.map(({ topic, type }) => [topic, type])).toEqual(
      [b, c].map(() => [school.school.topics.staff, 'poll:desk-changed']),
    );
    // It is there already: whoever pressed at the same moment moves nothing back.
    rooms.announced.length = 0;
    expect(await school.asStaff('move', c, { side: 'before', otherId: b.id })).toEqual(moved);
    await school.asStaff('move', b, { side: 'after', otherId: c.id });
    expect(rooms.announced).toEqual([]);
    await school.asStaff('move', a, { side: 'after', otherId: b.id });
    expect(await order()).toEqual(['b', 'c', 'a']);

    const asked = await school.launch({ prompt: 'asked' });
    const other = await (await aPollClass(rooms)).draft();
    const outcome = (draft: DeskPoll, otherId: string) =>
      outcomeOf(school.asStaff('move', draft, { side: 'before', otherId }));
    expect(await outcome(a, asked.id)).toBe('conflict');
    expect(await outcome(asked, a.id)).toBe('conflict');
    for (const otherId of [other.id, newId()]) expect(await outcome(a, otherId)).toBe('not_found');
    expect(school.toldEverybody).not.toContain(a.id);
  });

  test('PO27 however many move and write at once, each has a place of its own', async () => {
    const school = await aPollClass(rooms);
    const drafts = [await school.draft(), await school.draft(), await school.draft()];
    const pairs = drafts.flatMap((one) =>
      drafts.filter((other) => other !== one).map((other) => [one, other]),
    );
    await Promise.all([
      ...pairs.map(([one, other]) => school.asStaff('move', one!, { side: 'before', otherId: other!.id })),
      ...pairs.map(() => school.draft()),
    ]);
    const places = (await school.desk()).polls.map(({ place }) => place);
    expect(new Set(places).size).toBe(9);
  });

  test('PO14 a poll is copied to a session of its cohort, where the bank finds it', async () => {
    const school = await aPollClass(rooms);
    const poll = await school.launch({ kind: 'quiz', right: [1], seconds: 30, anonymity: 'named' });
    const { session } = await school.school.schedule({ title: 'Second steps' });
    const copy = await school.asStaff('duplicate', poll, { intoSessionId: session.id });
    expect(copy).toMatchObject({ sessionId: session.id, state: 'draft', seconds: 30, revoteOf: null });
    expect(copy.options.map(({ label }) => label)).toEqual(poll.options.map(({ label }) => label));
    expect(copy.rightOptionIds).toEqual([copy.options[1]!.id]);
    const { cohortId } = school.school.academy;
    const { polls } = await school.look<{ polls: { id: string; session: object }[] }>('omar', 'poll:bank', {
      cohortId,
    });
    expect(polls.map(({ id }) => id)).toEqual([copy.id, poll.id]);
    expect(polls[0]!.session).toEqual({ id: session.id, title: 'Second steps' });

    const elsewhere = await aPollClass(rooms);
    const foreign = school.asStaff('duplicate', poll, { intoSessionId: elsewhere.sessionId });
    expect(await outcomeOf(foreign)).toBe('not_found');
  });

  test('PO18 a session has 200 polls at most, however many are written at once', async () => {
    const school = await aPollClass(rooms);
    for (let part = 0; part < 3; part++) await Promise.all(Array.from({ length: 66 }, () => school.draft()));
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => outcomeOf(school.draft())));
    expect(outcomes.toSorted()).toEqual(['conflict', 'conflict', 'done', 'done']);
    const { polls } = await school.desk();
    expect(polls).toHaveLength(200);
    await school.asStaff('discard', polls[0]!);
    await school.launch();
    expect(await outcomeOf(school.launch())).toBe('conflict');
  }, 60_000);
}

const inputs: Record<string, object> = {
  countdown: { seconds: 10 },
  'hide-text': { text: 'x', hidden: true },
};
