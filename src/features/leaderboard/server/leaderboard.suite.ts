import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { polls, type PollSolved } from '#features/polls/contract.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import {
  aBoardClass,
  pointsIn,
  rebuildFromLedger,
  standingsFrom,
  type BoardClass,
} from '../../../../tests/support/leaderboards.ts';
import { aKey } from '../../../../tests/support/polls.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { EventData } from '#kernel/contract.ts';
import type { leaderboard } from '../contract.ts';

type Earned = EventData<typeof leaderboard, 'leaderboard:earned'>;
type Changed = EventData<typeof leaderboard, 'leaderboard:changed'>;

/** What `leaderboard` promises about points, on either database. */
export function leaderboardSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('what pays', () => {
    test('LB1 LB3 a right answer pays when the result is shown, the fast more than the slow, and a wrong one nothing', async () => {
      const school = await aBoardClass(rooms);
      const quiz = await school.quiz();
      await school.answer('amara', quiz, 1, 0);
      await school.answer('jonas', quiz, 1, 15_000);
      await school.answer('mina', quiz, 0, 0);
      await school.asStaff('close', quiz);
      expect((await school.board()).board).toEqual({ lines: [], standings: [] });
      expect(school.told('board', 'leaderboard:changed')).toEqual([]);
      await school.asStaff('reveal', quiz);
      const { board } = await school.board('mina');
      expect(board.lines).toEqual([
        { rank: 1, name: 'amara', points: 1_000 },
        { rank: 2, name: 'jonas', points: 750 },
      ]);
      expect((await school.cohortBoard('jonas')).board).toEqual(board);
      expect(school.told<Changed>('board', 'leaderboard:changed')).toEqual([
        { sessionId: school.sessionId, isOn: true, isUp: false, board },
      ]);
      expect(school.told<Earned>('jonas', 'leaderboard:earned')).toEqual([
        { cohortId: school.cohortId, sessionId: school.sessionId, points: 750, cohortPoints: 750 },
      ]);
      expect(school.told('mina', 'leaderboard:earned')).toEqual([]);
    });

    test('LB1 whoever changes their answer is timed anew, and the same again is not', async () => {
      const school = await aBoardClass(rooms);
      const quiz = await school.quiz();
      await school.answer('amara', quiz, 1, 1_000);
      await school.vote('amara', quiz, 1);
      await school.answer('jonas', quiz, 0, 0);
      await school.answer('jonas', quiz, 1, 19_000);
      await school.asStaff('reveal', quiz);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 980, jonas: 680 });
    });

    test('LB1 of a quiz with several right answers only all of them are right', async () => {
      const school = await aBoardClass(rooms);
      const quiz = await school.quiz({ right: [0, 2], choose: { least: 1, most: 3 } });
      await school.vote('amara', quiz, [2, 0]);
      await school.vote('jonas', quiz, [0]);
      await school.vote('mina', quiz, [0, 1, 2]);
      await school.asStaff('reveal', quiz);
      expect(Object.keys(pointsIn((await school.board()).board))).toEqual(['amara']);
    });

    test('LB3 an anonymous quiz, one for staff alone, and any other poll pay nothing', async () => {
      const school = await aBoardClass(rooms);
      const anonymous = await school.quiz({ anonymity: 'anonymous' });
      const optionIds = [anonymous.options[1]!.id];
      await school.vote('amara', anonymous, { optionIds, ballotKey: aKey() });
      await school.asStaff('reveal', anonymous);
      const staffOnly = await school.quiz({ results: 'staff' });
      await school.answer('amara', staffOnly, 1);
      await school.asStaff('close', staffOnly);
      const single = await school.launch();
      await school.vote('amara', single, 1);
      await school.asStaff('reveal', single);
      expect((await school.board()).board.lines).toEqual([]);
      expect(rooms.announced.filter(({ type }) => type.startsWith('leaderboard:'))).toEqual([]);
    });

    test('LB3 who was right is on no topic and in no row of the log', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0 });
      expect(rooms.announced.filter(({ type }) => type === 'poll:solved')).toEqual([]);
      const { rows } = await sql`select 1 from event where type = 'poll:solved'`.execute(rooms.db.query);
      expect(rows).toEqual([]);
    });

    test('LB10 only active students earn: whoever teaches does not, nor whoever has left since', async () => {
      const school = await aBoardClass(rooms);
      const quiz = await school.quiz();
      for (const name of ['amara', 'jonas', 'ines']) await school.answer(name, quiz, 1);
      const { cohortId } = school;
      const leaves = { cohortId, userId: school.person('jonas').userId };
      await school.act('ines', 'cohorts:remove', leaves);
      await school.asStaff('reveal', quiz);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000 });
      expect((await school.board('ines')).own).toBeNull();
    });
  });

  describe('once', () => {
    test('LB2 the same event delivered five times at once pays once', async () => {
      const school = await aBoardClass(rooms);
      const quiz = await school.quiz();
      const solved: PollSolved = {
        ...{ pollId: quiz.id, questionId: quiz.id, sessionId: school.sessionId, cohortId: school.cohortId },
        seconds: 20,
        right: ['amara', 'jonas'].map((name) => ({ personId: school.person(name).userId, afterMs: 0 })),
      };
      await Promise.all(
        Array.from({ length: 5 }, () =>
          rooms.log.write(async ({ tell }) => void tell(polls, 'poll:solved', [], solved)),
        ),
      );
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000, jonas: 1_000 });
      expect(school.told('board', 'leaderboard:changed')).toHaveLength(1);
      const { rows } = await sql`select 1 as one from points_entry where event_id = ${quiz.id}`.execute(
        rooms.db.query,
      );
      expect(rows).toHaveLength(2);
      // And by the constraint alone.
      const again = sql`
        insert into points_entry (event_id, person_id, points)
        values (${quiz.id}, ${school.person('amara').userId}, 5)`.execute(rooms.db.query);
      await expect(again).rejects.toThrow(/points_entry_pkey/);
    });

    test('LB2 a question pays at its first reveal: a reset, a revote and a second reveal pay nothing', async () => {
      const school = await aBoardClass(rooms);
      const first = await school.quiz();
      await school.answer('amara', first, 1);
      const second = (await school.act('ines', 'poll:revote', { pollId: first.id })) as typeof first;
      await school.answer('amara', second, 1);
      await school.answer('jonas', second, 1);
      await school.asStaff('reveal', second);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000, jonas: 1_000 });
      await school.asStaff('reveal', first);
      await school.asStaff('reset', second);
      await school.answer('mina', second, 1);
      await school.asStaff('reveal', second);
      const third = (await school.act('ines', 'poll:revote', { pollId: second.id })) as typeof first;
      await school.answer('mina', third, 1);
      await school.asStaff('reveal', third);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000, jonas: 1_000 });
    });

    test('LB2 two rounds revealed at the same moment pay once', async () => {
      const school = await aBoardClass(rooms);
      const first = await school.quiz();
      await school.answer('amara', first, 1);
      const second = (await school.act('ines', 'poll:revote', { pollId: first.id })) as typeof first;
      await school.answer('amara', second, 1);
      await Promise.all([first, second].map((round) => school.asStaff('reveal', round)));
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000 });
    });
  });

  describe('what is shown', () => {
    test('LB4 what is told last is what the ledger comes to, for each board', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0, jonas: 7_000, mina: 13_000 });
      await Promise.all([
        school.solved({ amara: 5_000, mina: 0 }),
        school.adjust('jonas', 300),
        school.adjust('mina', -1_500, 'a mistake of ours'),
      ]);
      await agrees(school);
    });

    test('LB5 people with as many points share a rank; below the tenth line one finds one’s own', async () => {
      const names = Array.from({ length: 13 }, (_, place) => `student-${String(place).padStart(2, '0')}`);
      const school = await aBoardClass(rooms, names);
      // Two of each are as fast as each other.
      await school.solved(
        Object.fromEntries(names.map((name, place) => [name, Math.floor(place / 2) * 1_000])),
      );
      const { board, own } = await school.board('student-12');
      expect(board.lines.map(({ rank }) => rank)).toEqual([1, 1, 3, 3, 5, 5, 7, 7, 9, 9]);
      expect(board.lines.map(({ name }) => name)).toEqual(names.slice(0, 10));
      expect(JSON.stringify(board)).not.toContain('student-12');
      const above = board.standings.filter(({ points }) => points > own!.points!);
      expect(above.reduce((sum, { people }) => sum + people, 0)).toBe(12);
    });

    test('LB10 whoever leaves is off every board at once, and back with their points when they return', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0, jonas: 0 });
      const place = { cohortId: school.cohortId, userId: school.person('jonas').userId };
      await school.act('ines', 'cohorts:remove', place);
      expect(pointsIn(lastOf(school))).toEqual({ amara: 1_000 });
      await agrees(school);
      await school.act('ines', 'cohorts:enrol', { ...place, role: 'student' });
      expect(pointsIn(lastOf(school))).toEqual({ amara: 1_000, jonas: 1_000 });
      await school.act('jonas', 'identity:update-profile', { name: 'Jonas Berg' });
      expect(pointsIn(lastOf(school))).toEqual({ amara: 1_000, 'Jonas Berg': 1_000 });
      await agrees(school);
    });
  });

  describe('staff', () => {
    test('LB8 a board that is off shows nothing and earns nothing, and is what it was when it is on again', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0, jonas: 15_000 });
      await school.switchBoard(false);
      const nothing = { lines: [], standings: [] };
      for (const name of ['amara', 'ines']) {
        expect(await school.board(name)).toMatchObject({ isOn: false, board: nothing });
        expect((await school.cohortBoard(name)).board).toEqual(nothing);
      }
      expect(await school.standing('amara')).toMatchObject({ points: null });
      expect(await school.entries('amara')).toEqual([]);
      expect(lastOf(school)).toEqual(nothing);
      expect(school.told<Earned>('amara', 'leaderboard:earned').at(-1)).toMatchObject({
        points: null,
        cohortPoints: null,
      });
      const missed = await school.solved({ mina: 0 });
      expect(await outcomeOf(school.adjust('mina', 100))).toBe('conflict');
      await school.switchBoard(true);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000, jonas: 750 });
      expect(await school.standing('amara')).toMatchObject({ points: 1_000 });
      await school.asStaff('reset', missed);
      await school.answer('mina', missed, 1);
      await school.asStaff('reveal', missed);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000, jonas: 750 });
      await agrees(school);
    });

    test('LB12 the wall shows a board once staff put it up, and not one that is off', async () => {
      const school = await aBoardClass(rooms);
      const put = (up: boolean) =>
        school.act('ines', 'leaderboard:put-up', { sessionId: school.sessionId, up });
      await put(true);
      expect(await school.board('amara')).toMatchObject({ isUp: true });
      await school.switchBoard(false);
      expect(await school.board('amara')).toMatchObject({ isOn: false, isUp: false });
      expect(await outcomeOf(put(true))).toBe('conflict');
      await school.switchBoard(true);
      await put(true);
      await put(false);
      const told = school.told<Changed>('board', 'leaderboard:changed').map(({ isUp }) => isUp);
      expect(told).toEqual([true, false, false, true, false]);
    });

    test('LB8 switching to what it is tells nothing', async () => {
      const school = await aBoardClass(rooms);
      rooms.announced.length = 0;
      await school.switchBoard(true);
      expect(rooms.announced).toEqual([]);
    });

    test('LB9 an adjustment counts, says why to its student, and is in the audit', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ jonas: 15_000 });
      const { id } = await school.adjust('jonas', -250, 'Two answers were one.');
      await school.adjust('amara', 400, 'A fine question.');
      expect(pointsIn((await school.board()).board)).toEqual({ jonas: 500, amara: 400 });
      expect(await school.entries('jonas')).toMatchObject([
        { id, kind: 'adjustment', points: -250, reason: 'Two answers were one.' },
        { kind: 'quiz', points: 750, reason: null },
      ]);
      expect((await school.adjustments()).map(({ person, points }) => [person.name, points])).toEqual([
        ['amara', 400],
        ['jonas', -250],
      ]);
      expect(school.told('staff', 'leaderboard:adjusted')).toHaveLength(2);
      expect(school.toldEverybody).not.toContain('Two answers');
      const { rows } = await sql<{ details: object; organisationId: string }>`
        select details, organisation_id as "organisationId" from audit_entry
        where act = 'leaderboard:adjust' and about_id = ${school.person('jonas').userId}`.execute(
        rooms.db.query,
      );
      expect(rows).toEqual([
        {
          details: { sessionId: school.sessionId, points: -250, entryId: id },
          organisationId: school.school.academy.organisationId,
        },
      ]);
    });

    test('LB9 the same command twice adjusts once; nobody but a student of the cohort is given points', async () => {
      const school = await aBoardClass(rooms);
      const commandId = '0198f0c4-3c0e-7a65-8ad0-1c8f4a3a7d11';
      const input = { sessionId: school.sessionId, personId: school.person('amara').userId };
      const send = () =>
        school.act('ines', 'leaderboard:adjust', { ...input, points: 100, reason: 'Once' }, commandId);
      await Promise.all([send(), send()]);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 100 });
      expect(await outcomeOf(school.adjust('omar', 100))).toBe('not_found');
    });
  });

  const lastOf = (school: BoardClass) => school.told<Changed>('board', 'leaderboard:changed').at(-1)!.board;

  /** Each board as it is shown, as it was told last, and as the ledger makes it. */
  async function agrees(school: BoardClass): Promise<void> {
    const rebuilt = await rebuildFromLedger(rooms, school.cohortId);
    const inSession = standingsFrom(rebuilt.sessions.get(school.sessionId));
    const { board } = await school.board();
    expect(board.standings).toEqual(inSession);
    expect(lastOf(school)).toEqual(board);
    expect((await school.cohortBoard()).board.standings).toEqual(standingsFrom(rebuilt.cohort));
    for (const name of ['amara', 'jonas', 'mina']) {
      const { userId } = school.person(name);
      const own = await outcomeOf(school.standing(name));
      if (own !== 'done') continue;
      const expected = rebuilt.sessions.get(school.sessionId)?.get(userId) ?? null;
      expect((await school.standing(name))?.points ?? null).toBe(expected);
    }
  }
}
