import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import {
  aSessionClass,
  inMinutes,
  recountSeconds,
  type SessionClass,
} from '../../../../tests/support/liveSessions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { minutesOf, type AttendanceLine, type SessionAttended } from '../contract.ts';
import { endLapsed } from './attendance.ts';

/** What `sessions` promises of who was in, and of recordings, on either database. */
export function attendanceSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const stays = async (school: SessionClass, name: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from attendance_span
      where session_id = ${school.sessionId} and person_id = ${school.person(name).userId}`.execute(
      rooms.db.query,
    );
    return rows[0]!.n;
  };
  const lineOf = async (school: SessionClass, name: string): Promise<AttendanceLine> =>
    (await school.attendance()).people.find(({ person }) => person.name === name)!;
  const here = async (school: SessionClass): Promise<string[]> =>
    (await school.console()).here.map(({ name }) => name);
  const attended = (school: SessionClass): SessionAttended[] =>
    school.told(school.topics.staff, 'session:attended');
  /** Plans, begins, and lets minutes pass with these people in. */
  const aLesson = async (...names: string[]): Promise<SessionClass> => {
    const school = await aSessionClass(rooms);
    await school.asStaff('session:start');
    await school.attend(...names);
    return school;
  };

  describe('who is in', () => {
    test('SE10 comes in from half an hour before until the end', async () => {
      const school = await aSessionClass(rooms, { startsAt: inMinutes(31) });
      const attempt = () => outcomeOf(school.attend('amara'));
      expect(await attempt()).toBe('not_yet');
      await school.pass(2);
      expect(await attempt()).toBe('done');
      await school.asStaff('session:rehearse', { on: true });
      expect(await attempt()).toBe('done');
      await school.asStaff('session:start');
      expect(await attempt()).toBe('done');
      await school.asStaff('session:end');
      expect(await attempt()).toBe('conflict');
      expect(await here(school)).toEqual([]);
      const off = await aSessionClass(rooms);
      await off.attend('amara');
      await off.asStaff('session:cancel', { reason: '' });
      expect(await outcomeOf(off.attend('amara'))).toBe('conflict');
      expect(await here(off)).toEqual([]);
    });

    test('SE26 those who take part hear how many are in, from five on, and never who', async () => {
      const school = await aLesson('amara', 'jonas', 'ines', 'omar');
      const told = (): unknown[] => school.told(school.topics.session, 'session:here');
      const count = async (): Promise<number | null> => (await school.one('jonas')).here;
      expect(await count()).toBeNull();
      await school.attend('paula');
      expect(await count()).toBe(5);
      const { sessionId } = school;
      expect(told()).toEqual(
        [...Array.from({ length: 4 }, () => null), 5].map((here) => ({ sessionId, here })),
      );
      await school.act('omar', 'session:leave');
      expect(told().at(-1)).toEqual({ sessionId, here: null });
      expect(await count()).toBeNull();
      await school.attend('omar');
      await school.asStaff('session:end');
      expect(await count()).toBeNull();
    });

    test('SE11 is in once, whatever number of windows say so, and staff hear of it once', async () => {
      const school = await aLesson('amara', 'amara', 'amara', 'jonas');
      await school.attend('amara', 'ines');
      expect([await stays(school, 'amara'), await stays(school, 'jonas')]).toEqual([1, 1]);
      expect((await here(school)).sort()).toEqual(['amara', 'ines', 'jonas']);
      const told = attended(school).filter(({ person }) => person.name === 'amara');
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({ in: true, sessionId: school.sessionId });
      expect(attended(school).at(-1)!.count).toBe(3);
    });

    test('SE11 is out who leaves, and begins another stay by coming back', async () => {
      const school = await aLesson('amara');
      expect(await school.act('amara', 'session:leave')).toEqual({ left: true });
      expect(await school.act('amara', 'session:leave')).toEqual({ left: false });
      expect(await here(school)).toEqual([]);
      expect(attended(school).map((one) => [one.in, one.count])).toEqual([
        [true, 1],
        [false, 0],
      ]);
      await school.attend('amara');
      expect(await stays(school, 'amara')).toBe(2);
    });

    test('SE11 who is not heard of for a while is out since they were last heard of, and told to be once', async () => {
      const school = await aLesson('amara', 'jonas');
      await school.pass(1);
      await school.attend('jonas');
      await school.pass(1);
      rooms.announced.length = 0;
      await Promise.all([endLapsed(rooms.log), endLapsed(rooms.log)]);
      expect(await here(school)).toEqual(['jonas']);
      expect(attended(school).map(({ person, in: isIn, count }) => [person.name, isIn, count])).toEqual([
        ['amara', false, 1],
      ]);
      // Not credited with the rest of the lease.
      expect(await lineOf(school, 'amara')).toMatchObject({ seconds: 0, inSince: null });
      await school.attend('amara');
      expect(await stays(school, 'amara')).toBe(2);
    });

    test('SE11 who comes back before anybody noticed begins another stay all the same', async () => {
      const school = await aLesson('amara');
      await school.pass(5);
      await school.attend('amara');
      expect(await stays(school, 'amara')).toBe(2);
      expect(await here(school)).toEqual(['amara']);
      expect(await lineOf(school, 'amara')).toMatchObject({ seconds: 0 });
    });

    test('SE11 the end of the session ends every stay, and none comes after it', async () => {
      const school = await aLesson('amara', 'jonas');
      await sql`
        update attendance_span set began_at = began_at - interval '10 minutes'
        where session_id = ${school.sessionId}`.execute(rooms.db.query);
      await sql`
        update live_session set started_at = started_at - interval '10 minutes'
        where id = ${school.sessionId}`.execute(rooms.db.query);
      const outcomes = await Promise.all([
        outcomeOf(school.asStaff('session:end')),
        ...['amara', 'jonas', 'omar'].map((name) => outcomeOf(school.attend(name))),
      ]);
      expect(outcomes[0]).toBe('done');
      expect(await here(school)).toEqual([]);
      expect(await outcomeOf(school.act('amara', 'session:leave'))).toBe('done');
      const { session, people } = await school.attendance();
      const amara = people.find(({ person }) => person.name === 'amara')!;
      expect(amara).toMatchObject({ minutes: 10, inSince: null });
      expect(amara.lastSeen! <= session.endedAt!).toBe(true);
    });
  });

  describe('the attendance', () => {
    test('SE12 counts from the beginning to the end, and equals a count of the rows', async () => {
      const school = await aSessionClass(rooms, { students: ['amara', 'jonas', 'mina', 'zoe'] });
      // Four minutes in the waiting room.
      await school.attend('amara');
      await school.pass(4);
      await sql`
        update attendance_span set seen_at = now(), until_at = now() + interval '90 seconds'
        where session_id = ${school.sessionId}`.execute(rooms.db.query);
      await school.asStaff('session:start');
      expect((await lineOf(school, 'amara')).seconds).toBe(0);
      await school.attend('jonas', 'omar');
      for (const [name, minutes] of [
        ['amara', 7],
        ['jonas', 12],
        ['omar', 3],
      ] as const) {
        await school.pass(minutes);
        const { userId } = school.person(name);
        await sql`
          update attendance_span set seen_at = now(), until_at = now() + interval '90 seconds'
          where session_id = ${school.sessionId} and person_id = ${userId}`.execute(rooms.db.query);
        await school.act(name, 'session:leave');
      }
      await school.pass(2);
      await school.attend('amara', 'mina');
      await school.asStaff('session:end');
      await school.pass(30);

      const { people, formula } = await school.attendance();
      const counted = await recountSeconds(rooms, school.sessionId);
      for (const { person, seconds, minutes } of people) {
        expect(Math.abs(seconds - (counted.get(person.id) ?? 0))).toBeLessThan(1);
        expect(minutes).toBe(minutesOf(seconds));
      }
      const by = Object.fromEntries(people.map(({ person, minutes }) => [person.name, minutes]));
      expect(by).toEqual({ amara: 7, jonas: 19, mina: 0, zoe: 0, omar: 22 });
      expect(people.find(({ person }) => person.name === 'zoe')).toMatchObject({
        firstIn: null,
        lastSeen: null,
        inSince: null,
      });
      expect(formula).toMatch(/waiting room/);
    });

    test('SE12 is a table that calculates nothing', async () => {
      const school = await aLesson('amara');
      await rooms.perform(school.person('amara'), 'identity:update-profile', { name: '=1+1' });
      const text = await school.file('ines', 'session:attendance-file', { sessionId: school.sessionId });
      const [head, ...lines] = text.trimEnd().split('\r\n');
      expect(head).toBe('\ufeffname,minutes,first_in,last_seen,still_in,guest');
      expect(lines).toHaveLength(2);
      expect(lines[0]).toMatch(/^'=1\+1,0,\d{4}-.*Z,,yes,no$/);
      expect(lines[1]).toBe('jonas,0,,,no,no');
    });
  });

  describe('recordings', () => {
    const film = { title: 'All of it', url: 'https://films.test/1' };
    const held = async (): Promise<{ school: SessionClass; recordingId: string }> => {
      const school = await aLesson();
      await school.asStaff('session:end');
      const { session } = await school.asStaff('session:add-recording', film);
      return { school, recordingId: session.recordings[0]!.id };
    };

    test('SE13 are of what took place, no more than twenty, and can be taken away', async () => {
      const { school, recordingId } = await held();
      expect((await school.one('amara')).recordings).toMatchObject([film]);
      const bad = { ...film, url: 'javascript:alert(1)' };
      expect(await outcomeOf(school.asStaff('session:add-recording', bad))).toBe('invalid');
      const others = Array.from({ length: 20 }, () =>
        outcomeOf(school.asStaff('session:add-recording', film)),
      );
      const outcomes = await Promise.all(others);
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(19);
      await school.asStaff('session:remove-recording', { recordingId });
      expect(await outcomeOf(school.asStaff('session:remove-recording', { recordingId }))).toBe('not_found');
      expect(await outcomeOf(school.asStaff('session:add-recording', film))).toBe('done');
    });

    test('SE13 how far somebody is in one is their own, also to staff', async () => {
      const { school, recordingId } = await held();
      const keep = (name: string, seconds: number, more: object = {}): Promise<unknown> =>
        school.act(name, 'session:keep-position', { recordingId, seconds, ...more });
      rooms.announced.length = 0;
      await keep('amara', 61);
      await keep('amara', 75);
      await keep('jonas', 5);
      expect((await school.one('amara')).positions).toEqual({ [recordingId]: 75 });
      expect((await school.one('jonas')).positions).toEqual({ [recordingId]: 5 });
      expect((await school.one('ines')).positions).toEqual({});
      const topics = ['amara', 'jonas'].map((name) => `user/${school.person(name).userId}`);
      expect([...new Set(rooms.announced.map(({ topic }) => topic))].sort()).toEqual(topics.sort());
      expect(await outcomeOf(keep('amara', 5, { recordingId: newId() }))).toBe('not_found');
      const other = await held();
      const foreign = { recordingId: other.recordingId };
      expect(await outcomeOf(keep('amara', 5, foreign))).toBe('not_found');
      await school.asStaff('session:remove-recording', { recordingId });
      expect((await school.one('amara')).positions).toEqual({});
    });
  });
}
