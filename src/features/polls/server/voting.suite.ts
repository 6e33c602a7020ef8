import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import {
  aKey,
  aPollClass,
  countsOf,
  recountBallots,
  type PollClass,
} from '../../../../tests/support/polls.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { DeskPoll, OwnBallot } from '../contract.ts';
import { closeLapsed } from './closing.ts';

interface Tallied {
  pollId: string;
  voters: number;
  counts: Record<string, number>;
}

const tallies = (school: PollClass, whom: string): Tallied[] => school.told<Tallied>(whom, 'poll:tally');

/** What `polls` promises to whoever votes, on either database. */
export function votingSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('one ballot a person', () => {
    test('PO4 it is changed until the close, and the same again changes and tells nothing', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch();
      const { sessionId } = school;
      const choice = { optionIds: [poll.options[0]!.id], texts: [], number: null };
      const ballot = { pollId: poll.id, sessionId, edition: 1, choice };
      expect(await school.vote('amara', poll, 0)).toEqual(ballot);
      expect(await school.vote('amara', poll, 0)).toEqual(ballot);
      expect(tallies(school, 'staff')).toHaveLength(1);
      await school.vote('amara', poll, 1);
      expect(tallies(school, 'staff').map(({ voters }) => voters)).toEqual([1, 1]);
      expect(school.told('everybody', 'poll:turnout')).toEqual([{ pollId: poll.id, sessionId, voters: 1 }]);
      expect(countsOf((await school.onDesk(poll))!)).toEqual([0, 1, 0]);
      const told = school.told<OwnBallot>('amara', 'poll:voted');
      expect(told.map((one) => one.choice?.optionIds)).toEqual([
        [poll.options[0]!.id],
        [poll.options[1]!.id],
      ]);
      expect(await school.own('amara', poll)).toEqual(told.at(-1));
      expect((await school.list('jonas')).own).toEqual([]);
    });

    test('PO4 from however many windows at once, and after a time-out, it is one', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch();
      const commandId = newId();
      const tries = [
        ...Array.from({ length: 12 }, (_, place) => school.vote('amara', poll, place % 3)),
        ...Array.from({ length: 4 }, () => school.vote('jonas', poll, 2, commandId)),
      ];
      await Promise.all(tries);
      const { voters, counts } = await recountBallots(rooms, poll.id);
      expect(voters).toBe(2);
      const last = tallies(school, 'staff').at(-1)!;
      expect(last.voters).toBe(2);
      expect(Object.values(last.counts).reduce((sum, count) => sum + count, 0)).toBe(2);
      for (const { id } of poll.options) expect(last.counts[id]).toBe(counts[id] ?? 0);
    });

    test('PO4 a command id stands for one vote, whatever else is sent under it', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch();
      const commandId = newId();
      await school.vote('amara', poll, 0, commandId);
      await school.vote('amara', poll, 1);
      await school.vote('amara', poll, 0, commandId);
      expect(countsOf((await school.onDesk(poll))!)).toEqual([0, 1, 0]);
      expect(await outcomeOf(school.vote('amara', poll, 2, commandId))).toBe('command_reused');
    });

    test('PO4 the database itself refuses a second ballot', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch();
      await school.vote('amara', poll, 0);
      const again = sql`
        insert into poll_ballot (poll_id, is_anonymous, person_id, option_ids)
        values (${poll.id}, false, ${school.person('amara').userId}, '{}')`.execute(rooms.db.query);
      await expect(again).rejects.toMatchObject({ code: '23505' });
      const nameless = sql`
        insert into poll_ballot (poll_id, is_anonymous, option_ids) values (${poll.id}, true, '{}')`;
      await expect(nameless.execute(rooms.db.query)).rejects.toMatchObject({ code: '23503' });
    });
  });

  describe('closing', () => {
    test('PO5 a poll past its time takes no vote, though nobody has closed it; then it is closed, once', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ seconds: 5 });
      await school.vote('amara', poll, 0);
      await school.runOut(poll);
      expect(await outcomeOf(school.vote('jonas', poll, 0))).toBe('conflict');
      expect(await outcomeOf(school.vote('amara', poll, 1))).toBe('conflict');
      expect(await outcomeOf(school.asStaff('countdown', poll, { seconds: 60 }))).toBe('conflict');
      expect((await school.seen(poll))?.state).toBe('open');
      rooms.announced.length = 0;
      const lapse = () => closeLapsed({ db: rooms.db.query, log: rooms.log });
      await Promise.all([lapse(), lapse(), lapse()]);
      expect(school.told('everybody', 'poll:changed')).toHaveLength(1);
      const closed = (await school.seen(poll))!;
      expect(closed).toMatchObject({ state: 'closed', voters: 1, closedAt: closed.closesAt });
    });

    test('PO5 time is set anew while it runs', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch();
      expect(poll.closesAt).toBeNull();
      const before = Date.now();
      const running = await school.asStaff('countdown', poll, { seconds: 300 });
      expect(Date.parse(running.closesAt!)).toBeGreaterThan(before + 290_000);
      expect((await school.seen(poll))?.closesAt).toBe(running.closesAt);
      expect((await school.asStaff('countdown', poll, { seconds: null })).closesAt).toBeNull();
      await school.asStaff('close', poll);
      expect(await outcomeOf(school.asStaff('countdown', poll, { seconds: 60 }))).toBe('conflict');
    });

    test('PO5 whoever votes while it closes is counted, or is refused', async () => {
      const names = Array.from({ length: 40 }, (_, place) => `s${place}`);
      const school = await aPollClass(rooms, names);
      for (let round = 0; round < 3; round++) {
        const poll = await school.launch({ anonymity: round === 1 ? 'anonymous' : 'confidential' });
        const votes = names.map((name, place) => {
          const optionIds = [poll.options[place % 3]!.id];
          return outcomeOf(school.vote(name, poll, { optionIds, ballotKey: aKey() }));
        });
        const act = round === 2 ? 'reveal' : 'close';
        const [, ...outcomes] = await Promise.all([
          votes[20]!.then(() => school.asStaff(act, poll)),
          ...votes,
        ]);
        const counted = outcomes.filter((outcome) => outcome === 'done').length;
        expect(outcomes.every((outcome) => outcome === 'done' || outcome === 'conflict')).toBe(true);
        expect(await recountBallots(rooms, poll.id)).toMatchObject({ voters: counted });
        const told = school.told<DeskPoll>('staff', 'poll:desk-changed').filter(({ id }) => id === poll.id);
        expect(told.at(-1)).toMatchObject({ state: 'closed', voters: counted });
        expect(countsOf(told.at(-1)!)!.reduce((sum, count) => sum + count, 0)).toBe(counted);
      }
    }, 60_000);

    test('PO12 whoever votes while it is reset is counted after it, or not at all', async () => {
      const names = Array.from({ length: 20 }, (_, place) => `s${place}`);
      const school = await aPollClass(rooms, names);
      const poll = await school.launch();
      const votes = names.map((name, place) => school.vote(name, poll, place % 3));
      const [, ...ballots] = await Promise.all([
        votes[5]!.then(() => school.asStaff('reset', poll)),
        ...votes,
      ]);
      const later = (ballots as OwnBallot[]).filter(({ edition }) => edition === 2).length;
      expect(await recountBallots(rooms, poll.id)).toMatchObject({ voters: later });
      expect((await school.onDesk(poll))?.voters).toBe(later);
    });
  });

  test('PO6 of 500 votes at once, some sent twice, the last figure told is a recount', async () => {
    const names = Array.from({ length: 500 }, (_, place) => `v${place}`);
    const school = await aPollClass(rooms, names);
    const poll = await school.launch({ results: 'live' });
    rooms.announced.length = 0;
    await Promise.all(
      names.flatMap((name, place) => {
        const commandId = newId();
        const times = place % 10 === 0 ? 2 : 1;
        return Array.from({ length: times }, () => school.vote(name, poll, place % 3, commandId));
      }),
    );
    const told = tallies(school, 'everybody');
    expect(told.at(-1)).toMatchObject({ voters: 500 });
    expect(poll.options.map(({ id }) => told.at(-1)!.counts[id])).toEqual([167, 167, 166]);
    expect(told).toEqual(tallies(school, 'staff'));
    // Votes that commit together are told together.
    expect(told.length).toBeLessThan(500);
    expect(told.map(({ voters }) => voters)).toEqual(
      told.map(({ voters }) => voters).toSorted((a, b) => a - b),
    );
    expect(await recountBallots(rooms, poll.id)).toMatchObject({ voters: 500, counts: told.at(-1)!.counts });
  }, 120_000);

  describe('each kind takes and counts its own', () => {
    test('PO20 several options, points of a ranking, and what a rating is', async () => {
      const school = await aPollClass(rooms);
      const several = await school.launch({ kind: 'multiple', choose: { least: 1, most: 2 } });
      await school.vote('amara', several, [2, 0]);
      await school.vote('jonas', several, [2]);
      expect(countsOf((await school.onDesk(several))!)).toEqual([1, 0, 2]);
      expect((await school.own('amara', several))?.choice?.optionIds).toEqual([
        several.options[0]!.id,
        several.options[2]!.id,
      ]);
      const ranking = await school.launch({ kind: 'ranking' });
      await school.vote('amara', ranking, [2, 0, 1]);
      await school.vote('jonas', ranking, [2]);
      expect(countsOf((await school.onDesk(ranking))!)).toEqual([2, 1, 6]);
      expect((await school.own('amara', ranking))?.choice?.optionIds[0]).toBe(ranking.options[2]!.id);
      const rating = await school.launch({ kind: 'rating', options: [] });
      await school.vote('amara', rating, 4);
      expect(countsOf((await school.onDesk(rating))!)).toEqual([0, 0, 0, 0, 1]);
    });

    test('PO20 words without regard to case, texts, and what estimates come to', async () => {
      const school = await aPollClass(rooms);
      const words = await school.launch({ kind: 'words', options: [] });
      await school.vote('amara', words, { texts: ['Clear', 'clear', ' Short '] });
      await school.vote('jonas', words, { texts: ['CLEAR'] });
      expect((await school.onDesk(words))?.tally?.words).toEqual([
        { text: 'clear', count: 2 },
        { text: 'short', count: 1 },
      ]);
      const number = await school.launch({
        ...{ kind: 'number', options: [] },
        range: { least: 0, most: 100, unit: '%' },
      });
      expect((await school.onDesk(number))?.tally?.estimate).toBeNull();
      await school.vote('amara', number, { number: 10 });
      await school.vote('jonas', number, { number: 30 });
      await school.vote('mina', number, { number: 20.5 });
      const estimate = (await school.onDesk(number))!.tally!.estimate!;
      expect(estimate).toMatchObject({ least: 10, most: 30, median: 20.5 });
      expect(estimate.mean).toBeCloseTo(20.1667, 3);
      expect(estimate.steps.map(({ voters }) => voters)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
      expect(await school.own('mina', number)).toMatchObject({ choice: { number: 20.5 } });
    });

    test.each([
      ['optionIds', {}, {}],
      ['optionIds', {}, [0, 1]],
      ['optionIds', {}, { optionIds: [newId()] }],
      ['optionIds', { kind: 'ranking' }, [1, 1]],
      ['optionIds', { kind: 'multiple', choose: { least: 2, most: 2 } }, [1]],
      ['texts', {}, { texts: ['A word'] }],
      ['texts', { kind: 'text', options: [] }, { texts: ['Two', 'texts'] }],
      ['texts', { kind: 'words', options: [] }, { texts: ['x'.repeat(31)] }],
      ['optionIds', { kind: 'text', options: [] }, { texts: ['One'], optionIds: [newId()] }],
      ['number', { kind: 'number', options: [] }, {}],
      ['number', { kind: 'number', options: [], range: { least: 0, most: 9, unit: '' } }, { number: 10 }],
    ])('PO1 says what is wrong with a ballot: %s of %j by %j', async (field, written, choice) => {
      const school = await aPollClass(rooms, ['amara']);
      const poll = await school.launch(written);
      await expect(school.vote('amara', poll, choice)).rejects.toMatchObject({
        code: 'invalid',
        faults: [{ field }],
      });
      expect(await recountBallots(rooms, poll.id)).toMatchObject({ voters: 0 });
    });
  });
}
