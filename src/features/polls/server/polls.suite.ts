import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aPollClass, countsOf } from '../../../../tests/support/polls.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { OpenPoll, PollText } from '../contract.ts';

/** What `polls` promises to whoever runs one, on either database. */
export function pollsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
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

    test('PO25 staff who rehearse vote in nothing, while students vote in what was asked before', async () => {
      const school = await aPollClass(rooms);
      const early = await school.launch();
      await school.school.asStaff('session:rehearse', { on: true });
      rooms.announced.length = 0;
      for (const name of ['ines', 'paula'])
        expect(await outcomeOf(school.vote(name, early, 0))).toBe('conflict');
      expect(rooms.announced).toEqual([]);
      await school.vote('amara', early, 1);
      expect((await school.onDesk(early))?.voters).toBe(1);
      await school.school.asStaff('session:rehearse', { on: false });
      await school.vote('ines', early, 0);
      expect((await school.onDesk(early))?.voters).toBe(2);
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
