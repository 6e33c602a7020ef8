import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aMomentClass, type MomentClass } from '../../../../tests/support/moments.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { Bytes } from '#platform/server/feature.ts';
import type { DeskBanner, PulseCounts, PulsePoint } from '../contract.ts';

interface Counted {
  pulse: PulseCounts;
  line: PulsePoint[];
  since: string;
}

/** What the pulse and banners promise, on either database. */
export function saidSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('the pulse', () => {
    const counts = async (school: MomentClass): Promise<number[]> => {
      const { pace, clarity } = (await school.desk()).pulse;
      return [pace['too-slow'], pace.right, pace['too-fast'], clarity.lost, clarity.partly, clarity.clear];
    };

    test("NOW5 is everybody's last word, and none where it was taken back", async () => {
      const school = await aMomentClass(rooms);
      await school.pulse('amara', 'too-fast', 'lost');
      await school.pulse('jonas', 'right');
      expect(await counts(school)).toEqual([0, 1, 1, 1, 0, 0]);
      await school.pulse('amara', 'right', 'clear');
      expect(await counts(school)).toEqual([0, 2, 0, 0, 0, 1]);
      await school.pulse('amara', null, 'clear');
      expect(await counts(school)).toEqual([0, 1, 0, 0, 0, 1]);
      expect((await school.now('amara')).own.pulse).toEqual({ pace: null, clarity: 'clear' });
      const told = school.told('staff', 'pulse:counted').length;
      await school.pulse('amara', null, 'clear');
      expect(school.told('staff', 'pulse:counted')).toHaveLength(told);
    });

    test('NOW5 the line is what it was at the end of each minute', async () => {
      const school = await aMomentClass(rooms);
      await school.pulse('amara', 'too-fast');
      await school.pass(2);
      await school.pulse('jonas', 'too-fast');
      await school.pass(3);
      await school.pulse('amara', 'right');
      await school.pass(2);
      await school.pulse('mina', 'too-slow');
      const { line } = await school.desk();
      expect(line.map(({ pace }) => [pace['too-slow'], pace.right, pace['too-fast']])).toEqual([
        [0, 0, 1],
        [0, 0, 2],
        [0, 1, 1],
        [1, 1, 1],
      ]);
      const minutes = line.map(({ minute }) => Date.parse(minute));
      expect(minutes.every((minute) => minute % 60_000 === 0)).toBe(true);
      // Staff hear the end of the line alone.
      const [last] = school.told<Counted>('staff', 'pulse:counted').slice(-1);
      expect(last!.line).toEqual(line.slice(-1));
      expect(Date.parse(last!.since)).toBe(minutes.at(-1)! - 60_000);
    });

    test('NOW5 of a class that speaks at once, nobody is left out', async () => {
      const class40 = Array.from({ length: 40 }, (_, place) => `student${place}`);
      const school = await aMomentClass(rooms, class40);
      await Promise.all(
        class40.flatMap((name, place) => [
          school.pulse(name, 'too-slow', 'lost'),
          school.pulse(name, place % 2 === 0 ? 'right' : 'too-fast', 'clear'),
        ]),
      );
      const { rows } = await sql<{ pace: string; count: number }>`
        select pace, count(*) as count from pulse_said said
        where session_id = ${school.sessionId} and not exists (select from pulse_said later
          where later.session_id = said.session_id and later.person_id = said.person_id
            and (later.said_at, later.number) > (said.said_at, said.number))
        group by pace`.execute(rooms.db.query);
      const { pulse } = await school.desk();
      for (const pace of ['too-slow', 'right', 'too-fast'] as const)
        expect(pulse.pace[pace]).toBe(rows.find((row) => row.pace === pace)?.count ?? 0);
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(40);
      expect(school.told<Counted>('staff', 'pulse:counted').at(-1)!.pulse).toEqual(pulse);
    });

    test('NOW6 nobody is told who said what: not staff, not the class, not a file', async () => {
      const school = await aMomentClass(rooms);
      await school.pulse('amara', 'too-fast', 'lost');
      const { sessionId } = school;
      const { bytes } = (await rooms.look(school.person('ines'), 'moment:pulse-csv', { sessionId })) as Bytes;
      const file = new TextDecoder().decode(bytes as Uint8Array);
      expect(file).toContain(',0,0,1,1,0,0');
      const told = school.told('staff', 'pulse:counted');
      for (const word of ['amara', school.person('amara').userId]) {
        expect(JSON.stringify(await school.desk())).not.toContain(word);
        expect(JSON.stringify(told) + file).not.toContain(word);
      }
      expect(school.toldEverybody).not.toContain('too-fast');
      expect((await school.now('jonas')).own.pulse).toEqual({ pace: null, clarity: null });
      expect(await outcomeOf(school.act('ines', 'pulse:say', { pace: 'right', clarity: null }))).toBe(
        'forbidden',
      );
    });
  });

  describe('banners', () => {
    test('NOW9 one is up; those before stay for staff with their receipts', async () => {
      const school = await aMomentClass(rooms);
      const first = await school.say('Ten minutes.');
      await school.act('amara', 'banner:acknowledge', { bannerId: first.id });
      const second = await school.say('Five more.', 'omar');
      expect((await school.now('jonas')).banner).toEqual({
        id: second.id,
        text: 'Five more.',
        saidAt: second.saidAt,
      });
      const { banners } = await school.desk();
      expect(
        banners.map(({ text, acknowledged, endedAt }) => [text, acknowledged, endedAt !== null]),
      ).toEqual([
        ['Ten minutes.', 1, true],
        ['Five more.', 0, false],
      ]);
      const down = await school.act<DeskBanner>('ines', 'banner:take-down', { bannerId: second.id });
      expect(await school.act('ines', 'banner:take-down', { bannerId: second.id })).toEqual(down);
      expect((await school.now('jonas')).banner).toBeNull();
      expect(school.told<{ banner: unknown }>('everybody', 'banner:changed').at(-1)!.banner).toBeNull();
    });

    test('NOW9 of several that are said at once, one is up', async () => {
      const school = await aMomentClass(rooms);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, place) =>
          outcomeOf(school.say(`Banner ${place}`, place % 2 === 0 ? 'ines' : 'omar')),
        ),
      );
      expect(outcomes).toEqual(outcomes.map(() => 'done'));
      const { banners } = await school.desk();
      const up = banners.filter(({ endedAt }) => endedAt === null);
      expect([banners.length, up.length]).toEqual([8, 1]);
      const { banner } = await school.now('amara');
      expect(banner!.id).toBe(up[0]!.id);
      expect(school.told<{ banner: unknown }>('everybody', 'banner:changed').at(-1)!.banner).toEqual(banner);
    });

    test('NOW9 a session has 100 at most', async () => {
      const school = await aMomentClass(rooms);
      for (let said = 0; said < 99; said++) await school.say(`Banner ${said}`);
      const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(school.say('One more'))));
      expect(outcomes.toSorted()).toEqual(['conflict', 'conflict', 'done']);
      // What was refused took nothing down.
      expect((await school.now('amara')).banner!.text).toBe('One more');
    }, 60_000);

    test('NOW10 a student reads a banner once, while it is up', async () => {
      const class20 = Array.from({ length: 20 }, (_, place) => `student${place}`);
      const school = await aMomentClass(rooms, class20);
      const { id: bannerId } = await school.say('Read this.');
      const read = (name: string) => school.act(name, 'banner:acknowledge', { bannerId });
      await Promise.all(class20.flatMap((name) => [read(name), read(name)]));
      expect((await school.desk()).banners[0]!.acknowledged).toBe(20);
      expect(school.told<{ acknowledged: number }>('staff', 'banner:acknowledged').at(-1)!.acknowledged).toBe(
        20,
      );
      expect((await school.now('student3')).own.acknowledgedId).toBe(bannerId);
      expect(await outcomeOf(school.act('ines', 'banner:acknowledge', { bannerId }))).toBe('forbidden');
      await school.act('ines', 'banner:take-down', { bannerId });
      expect(await outcomeOf(read('student3'))).toBe('conflict');
      const elsewhere = await aMomentClass(rooms);
      const foreign = elsewhere.act('amara', 'banner:acknowledge', { bannerId });
      expect(await outcomeOf(foreign)).toBe('not_found');
      expect(await outcomeOf(elsewhere.act('ines', 'banner:take-down', { bannerId }))).toBe('not_found');
    });
  });
}
