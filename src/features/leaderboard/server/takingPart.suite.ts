import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aBoardClass,
  pointsIn,
  rebuildFromLedger,
  standingsFrom,
  type BoardClass,
} from '../../../../tests/support/leaderboards.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { Board } from '../contract.ts';
import { madeUpName } from './pseudonyms.ts';

/** What `leaderboard` promises to whoever does not wish to be seen, on either database. */
export function takingPartSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  /** All that everybody else has of the boards, staff included. */
  async function seenByOthers(school: BoardClass): Promise<string> {
    const seen: unknown[] = [];
    for (const name of ['jonas', 'ines', 'omar', 'paula'])
      seen.push(await school.board(name), await school.cohortBoard(name));
    seen.push(await school.adjustments());
    return JSON.stringify(seen);
  }

  /** What was told of boards on topics of others than this person. */
  const toldOthers = (school: BoardClass, name: string): string =>
    rooms.announced
      .filter(
        ({ topic, type }) => type.startsWith('leaderboard:') && !topic.includes(school.person(name).userId),
      )
      .map(({ data }) => data)
      .join('\n');

  describe('opting out', () => {
    test('LB6 leaves no trace with anybody else: no line, no count, no rank, and nothing that is told', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0, jonas: 15_000 });
      await school.takePart('amara', false);
      const seen = await seenByOthers(school);
      expect(seen).not.toContain('amara');
      expect(seen).not.toContain(school.person('amara').userId);
      for (const { board } of [await school.board('jonas'), await school.cohortBoard('ines')])
        expect(board).toEqual({
          lines: [{ rank: 1, name: 'jonas', points: 750 }],
          standings: [{ points: 750, people: 1 }],
        });
      rooms.announced.length = 0;
      await school.solved({ amara: 0, jonas: 15_000 });
      expect(toldOthers(school, 'amara')).not.toContain('amara');
      expect(toldOthers(school, 'amara')).toContain('1500');
      // To themselves: that they are out, and no points, since none are counted.
      expect(await school.standing('amara')).toEqual({ takesPart: false, pseudonym: null, points: null });
      expect(await school.entries('amara')).toEqual([]);
    });

    test('LB6 earns nothing; whoever is back has what they earned before, and what staff gave meanwhile', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0 });
      await school.takePart('amara', false);
      await school.solved({ amara: 0 });
      const { rows } = await sql`
        select 1 as one from points_entry where person_id = ${school.person('amara').userId}`.execute(
        rooms.db.query,
      );
      expect(rows).toHaveLength(1);
      // Staff are answered as for anybody: a refusal would tell them.
      await school.adjust('amara', 70);
      expect((await school.board()).board.lines).toEqual([]);
      await school.takePart('amara', true);
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_070 });
      expect(await school.standing('amara')).toMatchObject({ takesPart: true, points: 1_070 });
    });

    test('LB6 whoever opts out while a result is shown is on no board afterwards', async () => {
      const school = await aBoardClass(rooms);
      for (let round = 0; round < 6; round++) {
        const quiz = await school.quiz();
        for (const name of ['amara', 'jonas']) await school.answer(name, quiz, 1);
        await Promise.all([school.asStaff('reveal', quiz), school.takePart('amara', false)]);
        const last = school.told<{ board: Board }>('board', 'leaderboard:changed').at(-1)!;
        expect(pointsIn(last.board)).toEqual(pointsIn((await school.board()).board));
        expect(pointsIn(last.board)).not.toHaveProperty('amara');
        const { sessions } = await rebuildFromLedger(rooms, school.cohortId);
        expect(last.board.standings).toEqual(standingsFrom(sessions.get(school.sessionId)));
        await school.takePart('amara', true);
      }
    });

    test('LB6 twice is once, and in one cohort it says nothing about another', async () => {
      const school = await aBoardClass(rooms);
      await school.takePart('amara', false);
      rooms.announced.length = 0;
      await school.takePart('amara', false);
      expect(rooms.announced).toEqual([]);
      const other = await school.school.academy.openCohort('Autumn');
      const place = { cohortId: other, userId: school.person('amara').userId, role: 'student' };
      await school.act('paula', 'cohorts:enrol', place);
      expect(await school.look('amara', 'leaderboard:cohort', { cohortId: other })).toMatchObject({
        own: { takesPart: true },
      });
    });
  });

  describe('a made-up name', () => {
    test('LB7 stands in place of the own one wherever others look, and no id beside it', async () => {
      const school = await aBoardClass(rooms);
      await school.solved({ amara: 0, jonas: 15_000 });
      const name = await school.takeName('amara', true);
      const seen = await seenByOthers(school);
      expect(seen).toContain(name);
      expect(seen).not.toContain('amara');
      expect(seen).not.toContain(school.person('amara').userId);
      const [line] = (await school.board('jonas')).board.lines;
      expect(line).toEqual({ rank: 1, name, points: 1_000 });
      rooms.announced.length = 0;
      const another = await school.takeName('amara', true);
      expect(another).not.toBe(name);
      expect(toldOthers(school, 'amara')).toContain(another);
      expect(toldOthers(school, 'amara')).not.toContain('amara');
      expect(await school.standing('amara')).toMatchObject({ pseudonym: another, points: 1_000 });
      expect(await school.takeName('amara', false)).toBeNull();
      expect(pointsIn((await school.board()).board)).toEqual({ amara: 1_000, jonas: 750 });
    });

    test('LB7 is nobody else’s in the cohort, however many take one at once', async () => {
      const names = Array.from({ length: 20 }, (_, place) => `student-${place}`);
      const school = await aBoardClass(rooms, names);
      const taken = await Promise.all(names.map((name) => school.takeName(name, true)));
      expect(new Set(taken).size).toBe(names.length);
      const twice = sql`
        update leaderboard_player set pseudonym = ${taken[0]}
        where person_id = ${school.person('student-1').userId}`.execute(rooms.db.query);
      await expect(twice).rejects.toThrow(/leaderboard_player_boards_of_pseudonym_key/);
    });

    test('LB7 has a figure once the plain ones run out', () => {
      expect(madeUpName(0, () => 0)).toBe('Amber Badger');
      expect(madeUpName(20, () => 0)).toBe('Amber Badger 2');
      expect(madeUpName(59, () => 0.999_999)).toMatch(/^Windy Wren \d+$/);
    });
  });
}
