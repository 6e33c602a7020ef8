import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aPollClass, countsOf } from '../../../../tests/support/polls.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { DeskPoll, OpenPoll, PollText } from '../contract.ts';

/** What `polls` promises to whoever writes and runs one, on either database. */
export function pollsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('writing', () => {
    test('PO1 takes what goes with the kind', async () => {
      const school = await aPollClass(rooms);
      const labels = async (written: object) =>
        (await school.draft(written)).options.map(({ label }) => label);
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
      expect(await outcomeOf(school.asStaff('edit', draft, { kind: 'text', prompt: 'Late' }))).toBe(
        'conflict',
      );
      expect(await outcomeOf(school.asStaff('discard', draft))).toBe('conflict');

      const other = await school.draft();
      await school.asStaff('discard', other);
      expect(await school.onDesk(other)).toBeUndefined();
      expect(school.told<DeskPoll>('staff', 'poll:desk-changed').at(-1)).toEqual({
        ...{ id: other.id, sessionId: school.sessionId, state: 'discarded' },
      });
      expect(await outcomeOf(school.asStaff('discard', other))).toBe('not_found');
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
      for (let part = 0; part < 3; part++)
        await Promise.all(Array.from({ length: 66 }, () => school.draft()));
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => outcomeOf(school.draft())));
      expect(outcomes.toSorted()).toEqual(['conflict', 'conflict', 'done', 'done']);
      const { polls } = await school.desk();
      expect(polls).toHaveLength(200);
      await school.asStaff('discard', polls[0]!);
      await school.launch();
      expect(await outcomeOf(school.launch())).toBe('conflict');
    }, 60_000);
  });

  describe('running', () => {
    test('PO3 asks while a session is planned or live, and not in a rehearsal nor after the end', async () => {
      const school = await aPollClass(rooms);
      const early = await school.launch();
      expect((await school.seen(early))?.state).toBe('open');
      await school.school.asStaff('session:rehearse', { on: true });
      expect(await outcomeOf(school.launch())).toBe('conflict');
      const draft = await school.draft();
      for (const act of ['open', 'revote', 'reset'])
        expect(await outcomeOf(school.asStaff(act, draft))).toBe('conflict');
      await school.school.asStaff('session:start');
      await school.asStaff('open', draft);
      await school.vote('amara', draft, 1);
      await school.school.asStaff('session:end');
      const late = [school.launch(), school.draft(), school.asStaff('reset', draft)].map(outcomeOf);
      expect(await Promise.all(late)).toEqual(['conflict', 'conflict', 'conflict']);
    });

    test('PO3 what is open when a session is over is closed, and can be revealed after that', async () => {
      const school = await aPollClass(rooms);
      await school.school.asStaff('session:start');
      const poll = await school.launch({ anonymity: 'anonymous' });
      const settled = await school.launch();
      await school.asStaff('close', settled);
      rooms.announced.length = 0;
      await school.school.asStaff('session:end');
      expect(school.told<OpenPoll>('everybody', 'poll:changed').map(({ id, state }) => [id, state])).toEqual([
        [poll.id, 'closed'],
      ]);
      expect(await outcomeOf(school.vote('amara', poll, 0))).toBe('conflict');
      expect(await school.asStaff('reveal', poll)).toMatchObject({ state: 'closed' });

      const off = await aPollClass(rooms);
      const asked = await off.launch();
      await off.school.asStaff('session:cancel', { reason: '' });
      expect((await off.seen(asked))?.state).toBe('closed');
    });

    test('PO7 PO8 a result is hidden until it is revealed, which closes the poll', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ kind: 'quiz', right: [1] });
      await school.vote('amara', poll, 1);
      await school.vote('jonas', poll, 2);
      expect(await school.seen(poll)).toMatchObject({ voters: 2, tally: null, rightOptionIds: null });
      expect(school.told('everybody', 'poll:tally')).toEqual([]);
      expect(
        school.told<{ voters: number }>('everybody', 'poll:turnout').map(({ voters }) => voters),
      ).toEqual([1, 2]);
      const onDesk = (await school.onDesk(poll))!;
      expect(countsOf(onDesk)).toEqual([0, 1, 1]);
      expect(onDesk.rightOptionIds).toEqual([poll.options[1]!.id]);
      await school.asStaff('close', poll);
      expect(await school.seen(poll)).toMatchObject({ state: 'closed', tally: null, rightOptionIds: null });

      const other = await school.launch();
      await school.vote('amara', other, 0);
      const revealed = await school.asStaff('reveal', other);
      expect(revealed).toMatchObject({ state: 'closed', revealedAt: expect.any(String) as string });
      expect(countsOf((await school.seen(other))!)).toEqual([1, 0, 0]);
      expect(await outcomeOf(school.vote('jonas', other, 0))).toBe('conflict');
      expect(school.told('everybody', 'poll:tally')).toEqual([
        {
          ...{ pollId: other.id, sessionId: school.sessionId, voters: 1, words: [], estimate: null },
          counts: Object.fromEntries(other.options.map(({ id }, place) => [id, place === 0 ? 1 : 0])),
        },
      ]);
      expect(await school.asStaff('reveal', other)).toEqual(revealed);
      await school.asStaff('reveal', poll);
      expect((await school.seen(poll))?.rightOptionIds).toEqual([poll.options[1]!.id]);
    });

    test('PO7 PO8 what only staff were to see is never revealed; what is live is seen at once', async () => {
      const school = await aPollClass(rooms);
      const kept = await school.launch({ results: 'staff' });
      await school.vote('amara', kept, 0);
      expect(await outcomeOf(school.asStaff('reveal', kept))).toBe('conflict');
      await school.asStaff('close', kept);
      expect(await outcomeOf(school.asStaff('reveal', kept))).toBe('conflict');
      expect((await school.seen(kept))?.tally).toBeNull();
      const live = await school.launch({ results: 'live' });
      await school.vote('amara', live, 2);
      expect(countsOf((await school.seen(live))!)).toEqual([0, 0, 1]);
      expect(school.told('everybody', 'poll:tally')).toHaveLength(1);
      expect(school.told('everybody', 'poll:turnout')).toHaveLength(1);
    });

    test('PO21 a closed poll leaves the wall when staff say so, and comes back with its result', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch();
      expect(await outcomeOf(school.asStaff('put-away', poll))).toBe('conflict');
      await school.asStaff('close', poll);
      const away = await school.asStaff('put-away', poll);
      expect(away.putAwayAt).toEqual(expect.any(String));
      expect(await school.asStaff('put-away', poll)).toEqual(away);
      expect((await school.seen(poll))?.putAwayAt).toBe(away.putAwayAt);
      expect((await school.asStaff('reveal', poll)).putAwayAt).toBeNull();
      await school.asStaff('put-away', poll);
      expect((await school.asStaff('reset', poll)).putAwayAt).toBeNull();
    });

    test('PO12 a reset throws every ballot away, and what was voted before counts nowhere', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ seconds: 60 });
      await school.vote('amara', poll, 0);
      await school.vote('jonas', poll, 1);
      await school.asStaff('reveal', poll);
      const anew = await school.asStaff('reset', poll);
      expect(anew).toMatchObject({ state: 'open', edition: 2, voters: 0, revealedAt: null, closedAt: null });
      expect(countsOf(anew)).toEqual([0, 0, 0]);
      expect(await school.list('amara')).toMatchObject({ own: [] });
      const optionIds = [poll.options[2]!.id];
      const old = school.act('amara', 'poll:vote', { pollId: poll.id, edition: 1, optionIds });
      expect(await outcomeOf(old)).toBe('conflict');
      await school.act('amara', 'poll:vote', { pollId: poll.id, edition: 2, optionIds });
      expect(await school.own('amara', poll)).toMatchObject({ edition: 2 });
      expect(countsOf((await school.onDesk(poll))!)).toEqual([0, 0, 1]);
    });

    test('PO13 a second vote is a poll of its own beside the first', async () => {
      const school = await aPollClass(rooms);
      const first = await school.launch({ kind: 'quiz', right: [0], seconds: 90 });
      await school.vote('amara', first, 1);
      const second = await school.asStaff('revote', first);
      expect(second).toMatchObject({ revoteOf: first.id, state: 'open', voters: 0, seconds: 90 });
      expect(second.options.map(({ label }) => label)).toEqual(first.options.map(({ label }) => label));
      expect(await outcomeOf(school.vote('amara', first, 0))).toBe('conflict');
      await school.vote('amara', second, 0);
      const { polls } = await school.desk();
      expect(polls.map((poll) => [poll.revoteOf, countsOf(poll)])).toEqual([
        [null, [0, 1, 0]],
        [first.id, [1, 0, 0]],
      ]);
      // The first result stays hidden: nobody is to be led by it.
      expect((await school.seen(first))?.tally).toBeNull();
    });

    test('PO15 a text or word that is hidden is in nothing that students have', async () => {
      const school = await aPollClass(rooms);
      const words = await school.launch({ kind: 'words', options: [], results: 'live' });
      await school.vote('amara', words, { texts: ['Calm', 'rude'] });
      await school.vote('jonas', words, { texts: ['calm'] });
      rooms.announced.length = 0;
      await school.asStaff('hide-text', words, { text: 'rude', hidden: true });
      await school.vote('mina', words, { texts: ['rude'] });
      expect((await school.seen(words))?.tally?.words).toEqual([{ text: 'calm', count: 2 }]);
      expect(school.toldEverybody).not.toContain('rude');
      const seen = await school.look<{ texts: PollText[] }>('amara', 'poll:texts', { pollId: words.id });
      expect(seen).toMatchObject({ shown: true, texts: [{ text: 'calm', count: 2 }] });
      const onDesk = await school.look('ines', 'poll:desk-texts', { pollId: words.id });
      expect(onDesk).toMatchObject({
        texts: [
          { text: 'calm', count: 2, hidden: false },
          { text: 'rude', count: 2, hidden: true },
        ],
      });
      await school.asStaff('hide-text', words, { text: 'rude', hidden: false });
      expect((await school.seen(words))?.tally?.words).toHaveLength(2);
      expect(await outcomeOf(school.asStaff('hide-text', words, { text: 'nobody', hidden: true }))).toBe(
        'not_found',
      );

      const kept = await school.launch({ kind: 'text', options: [] });
      await school.vote('amara', kept, { texts: ['More  examples'] });
      const view = { pollId: kept.id };
      expect(await school.look('jonas', 'poll:texts', view)).toEqual({ ...view, shown: false, texts: [] });
      await school.asStaff('reveal', kept);
      const texts = [{ text: 'More examples', count: 1 }];
      expect(await school.look('jonas', 'poll:texts', view)).toEqual({ ...view, shown: true, texts });
    });

    test('PO16 an export has every poll that was asked, and no cell that is taken for a formula', async () => {
      const school = await aPollClass(rooms);
      await school.draft({ prompt: 'Never asked' });
      const poll = await school.launch({ prompt: '=1+1', options: ['@home', 'Away'], anonymity: 'named' });
      await school.vote('amara', poll, 1);
      const secret = await school.launch({ prompt: 'Honestly?', anonymity: 'confidential' });
      await school.vote('amara', secret, 2);
      const of = { sessionId: school.sessionId };
      const csv = await school.school.file('ines', 'poll:export-csv', of);
      expect(csv).not.toContain('Never asked');
      const lines = csv.split('\r\n').map((line) => line.split(','));
      expect(lines).toHaveLength(7);
      expect(lines[1]!.slice(0, 2)).toEqual(["'=1+1", 'single']);
      expect(lines[1]!.slice(7, 10)).toEqual(['1', "'@home", '0']);
      expect(lines[2]!.slice(7, 10)).toEqual(['1', 'Away', '1']);
      const named = await school.school.file('ines', 'poll:export-ballots', of);
      expect(named.split('\r\n')).toHaveLength(3);
      expect(named).toContain('Away');
      const json = JSON.parse(await school.school.file('ines', 'poll:export-json', of)) as {
        polls: { prompt: string; ballots: object[] | null }[];
      };
      expect(json.polls.map(({ prompt, ballots }) => [prompt, ballots?.length])).toEqual([
        ['=1+1', 1],
        ['Honestly?', undefined],
      ]);
    });
  });

  test('a poll that is not there, or is another academy’s, is not there', async () => {
    const school = await aPollClass(rooms);
    const foreign = await aPollClass(rooms);
    const poll = await foreign.launch();
    for (const id of [poll.id, newId()]) {
      expect(await outcomeOf(school.vote('amara', { ...poll, id }, 0))).toBe('not_found');
      expect(await outcomeOf(school.asStaff('close', { id }))).toBe('not_found');
      for (const view of ['poll:texts', 'poll:desk-texts', 'poll:ballots'])
        expect(await outcomeOf(school.look('ines', view, { pollId: id }))).toBe('not_found');
    }
  });
}

const inputs: Record<string, object> = {
  countdown: { seconds: 10 },
  'hide-text': { text: 'x', hidden: true },
};
