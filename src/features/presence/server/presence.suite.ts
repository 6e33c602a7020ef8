import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { PresenceClass, PresenceNode } from '../../../../tests/support/presence.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { namesUpTo } from '../contract.ts';
import { tidyRests } from './lineStore.ts';

/** What `presence` promises, on either database. */
export function presenceSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let node: PresenceNode;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(async () => {
    node = new PresenceNode(rooms);
    // Nodes of earlier tests are dead, and nobody is to hear of it in the middle of this one.
    await sql`delete from presence_line`.execute(rooms.db.query);
    await sql`delete from presence_node`.execute(rooms.db.query);
    await sql`update presence_person set is_changed = false`.execute(rooms.db.query);
    rooms.announced.length = 0;
  });

  const names = (count: number): string[] => Array.from({ length: count }, (_, place) => `student${place}`);
  const ids = (school: PresenceClass, ...people: string[]): string[] =>
    people.map((name) => school.person(name).userId).sort();

  describe('who is here', () => {
    test('HERE1 is one person, whatever the number of tabs and devices, and told once', async () => {
      const school = await PresenceClass.open(rooms);
      const [laptop, phone] = [school.person('amara'), school.device('amara')];
      await school.come(node, laptop, laptop, phone);
      expect(await school.here()).toMatchObject({ online: 1, idle: 0, people: [{ name: 'amara' }] });
      expect(school.movesOf('amara')).toEqual(['online']);
      await school.go(node, phone);
      expect(await school.stateOf('amara')).toBe('online');
      await school.go(node, laptop);
      expect(await school.stateOf('amara')).toBe('online');
      await school.go(node, laptop);
      expect(await school.lineOf('amara')).toMatchObject({ state: 'away', seenAt: expect.any(String) });
      expect(school.movesOf('amara')).toEqual(['online', 'away']);
      expect(await school.here()).toEqual({ cohortId: school.cohortId, online: 0, idle: 0, people: [] });
    });

    test('HERE2 is idle while every browser that is open rests, and online when one is touched', async () => {
      const school = await PresenceClass.open(rooms);
      const [laptop, phone] = [school.person('amara'), school.device('amara')];
      await school.come(node, laptop, phone);
      await school.rest(laptop);
      await school.rest(laptop);
      await school.frame(node);
      expect(await school.stateOf('amara')).toBe('online');
      await school.rest(phone);
      await school.frame(node);
      expect(await school.here()).toMatchObject({ online: 0, idle: 1, people: [{ state: 'idle' }] });
      await school.rest(laptop, false);
      await school.frame(node);
      expect(school.movesOf('amara')).toEqual(['online', 'idle', 'online']);
      // The one that is touched goes: what is left rests still.
      await school.go(node, laptop);
      expect(await school.stateOf('amara')).toBe('idle');
    });

    test('HERE2 a browser that went and comes back does not rest', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      await school.rest(school.person('amara'));
      await school.go(node, school.person('amara'));
      await school.come(node, school.person('amara'));
      expect(await school.stateOf('amara')).toBe('online');
    });

    test('HERE3 was seen last when the last line closed, not when it was let go', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      const before = Date.now();
      node.lines.closed(school.person('amara'));
      node.clock.advance(60_000);
      await school.frame(node);
      const { seenAt } = await school.lineOf('amara');
      const agoMs = before - Date.parse(seenAt!);
      expect(agoMs).toBeGreaterThan(55_000);
      expect(agoMs).toBeLessThan(65_000);
    });

    test('HERE4 students see who is here and nothing of who is not; staff see when somebody was seen last', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('ines'), school.person('jonas'));
      await school.go(node, school.person('jonas'));
      const { people } = await school.here();
      expect(people).toEqual([{ id: school.person('ines').userId, name: 'ines', state: 'online' }]);
      expect(JSON.stringify(school.pictures())).not.toContain('seenAt');
      const of = { cohortId: school.cohortId };
      const attempt = (name: string) => rooms.look(school.person(name), 'presence:people', of);
      expect(await outcomeOf(attempt('amara'))).toBe('forbidden');
      expect(await outcomeOf(attempt('paula'))).toBe('done');
      await school.academy.stranger('tom');
      expect(await outcomeOf(school.here('tom'))).toBe('not_found');
    });

    test('HERE5 is named in a cohort of fifty, and counted in a larger one', async () => {
      const school = await PresenceClass.open(rooms, ['amara', ...names(namesUpTo - 2)]);
      await school.come(node, school.person('amara'), school.person('student1'));
      expect((await school.here()).people!.map(({ id }) => id)).toEqual(ids(school, 'amara', 'student1'));
      const { userId } = await school.academy.stranger('tom');
      const place = { cohortId: school.cohortId, userId };
      await rooms.perform(school.person('ines'), 'cohorts:enrol', place);
      const counted = { cohortId: school.cohortId, online: 2, idle: 0, people: null };
      expect(await school.here()).toEqual(counted);
      expect(school.pictures().at(-1)).toEqual(counted);
      await rooms.perform(school.person('ines'), 'cohorts:remove', place);
      expect(school.pictures().at(-1)!.people).toHaveLength(2);
    });

    test('HERE5 whoever leaves a cohort is not counted there any more, at once', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'), school.person('jonas'));
      const place = { cohortId: school.cohortId, userId: school.person('jonas').userId };
      await rooms.perform(school.person('ines'), 'cohorts:remove', place);
      expect(school.pictures().at(-1)).toMatchObject({ online: 1, people: [{ name: 'amara' }] });
      expect(await school.here()).toEqual(school.pictures().at(-1));
      await school.go(node, school.person('jonas'));
      expect(school.movesOf('jonas')).toEqual(['online']);
    });
  });

  describe('frames', () => {
    test('HERE6 whoever comes back within ten seconds was never away: nothing is written, nothing told', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      const before = await school.written();
      rooms.announced.length = 0;
      for (let reload = 0; reload < 3; reload++) {
        node.lines.closed(school.person('amara'));
        node.clock.advance(7_000);
        await node.register.look();
        node.lines.opened(school.person('amara'));
      }
      expect(await school.written()).toEqual(before);
      expect(rooms.announced).toEqual([]);
    });

    test('HERE6 a node hands its people over: on the way to another nobody is away', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'), school.person('jonas'));
      const other = new PresenceNode(rooms);
      await node.register.close();
      await school.come(other, school.person('amara'));
      expect(await school.stateOf('jonas')).toBe('online');
      await school.letOtherLeasesEnd();
      await school.frame(other);
      expect(school.movesOf('amara')).toEqual(['online']);
      expect(school.movesOf('jonas')).toEqual(['online', 'away']);
    });

    test('HERE7 a cohort has one frame at a time, whatever the number of nodes that look', async () => {
      const school = await PresenceClass.open(rooms);
      const other = new PresenceNode(rooms);
      node.lines.opened(school.person('amara'));
      other.lines.opened(school.person('jonas'));
      await school.frame(node);
      await other.look();
      await node.look();
      expect([school.moved().length, school.pictures().length]).toEqual([1, 1]);
      await school.frame(other);
      expect([school.moved().length, school.pictures().length]).toEqual([2, 2]);
      expect(await school.here()).toEqual(school.pictures().at(-1));
      await Promise.all([school.frame(node), school.frame(other), node.look(), other.look()]);
      expect([school.moved().length, school.pictures().length]).toEqual([2, 2]);
    });

    test('HERE7 a cohort of which nobody came or went is told nothing', async () => {
      const [here, there] = [await PresenceClass.open(rooms), await PresenceClass.open(rooms)];
      await here.come(node, here.person('amara'));
      await there.frame(node);
      expect(there.moved()).toEqual([]);
      expect(there.pictures()).toEqual([]);
      expect(here.pictures()).toHaveLength(1);
    });

    test('HERE8 a thousand who come back at once cost one frame, and those who sit still cost nothing', async () => {
      const school = await PresenceClass.open(rooms);
      const everybody = await school.fill(1_000);
      await school.come(node, ...everybody);
      expect(school.moved()).toHaveLength(1);
      expect(school.moved()[0]!.changes).toHaveLength(1_000);
      expect(school.pictures()).toEqual([
        { cohortId: school.cohortId, online: 1_000, idle: 0, people: null },
      ]);

      rooms.announced.length = 0;
      await school.frame(node);
      const before = await school.written();
      await node.look();
      expect(await school.written()).toEqual(before);

      // The network of the whole house drops; within five seconds all are back, on this node and another.
      const other = new PresenceNode(rooms);
      for (const person of everybody) node.lines.closed(person);
      await node.look();
      for (const [place, person] of everybody.entries()) (place % 2 ? node : other).lines.opened(person);
      for (let look = 0; look < 8; look++) {
        await school.frame(node);
        await school.frame(other);
      }
      expect(rooms.announced).toEqual([]);
      expect(await school.here()).toMatchObject({ online: 1_000 });

      for (const [place, person] of everybody.entries()) (place % 2 ? node : other).lines.closed(person);
      for (const each of [node, other]) each.clock.advance(10_000);
      for (let look = 0; look < 4; look++) {
        await school.frame(node);
        await school.frame(other);
      }
      // One for what each node let go.
      expect(school.moved().map(({ changes }) => changes.length)).toEqual([500, 500]);
      expect(school.pictures().map(({ online }) => online)).toEqual([500, 0]);
    });
  });

  describe('nodes', () => {
    test('HERE9 those of a dead node go away once, and were seen last when it was heard last', async () => {
      const school = await PresenceClass.open(rooms);
      const other = new PresenceNode(rooms);
      await school.come(node, school.person('amara'), school.person('jonas'));
      const { rows } = await sql<{ heardAt: Date }>`
        select heard_at as "heardAt" from presence_node`.execute(rooms.db.query);
      await school.come(other, school.person('jonas'));
      // Killed: it does nothing any more.
      await other.look(4);
      expect(await school.stateOf('amara')).toBe('online');
      await school.letOtherLeasesEnd();
      await Promise.all([other.look(), new PresenceNode(rooms).look()]);
      await school.frame(other);
      expect(school.movesOf('amara')).toEqual(['online', 'away']);
      expect(school.movesOf('jonas')).toEqual(['online']);
      expect(await school.lineOf('amara')).toMatchObject({ seenAt: rows[0]!.heardAt.toISOString() });
      await school.frame(other);
      expect(school.moved()).toHaveLength(2);
    });

    test('HERE9 a node that slept through its lease comes back with everybody', async () => {
      const school = await PresenceClass.open(rooms);
      const other = new PresenceNode(rooms);
      await school.come(node, school.person('amara'));
      await school.letLeasesEnd();
      await school.frame(other);
      expect(await school.stateOf('amara')).toBe('away');
      await node.look(3);
      await school.frame(node);
      expect(await school.stateOf('amara')).toBe('online');
      expect(school.movesOf('amara')).toEqual(['online', 'away', 'online']);
    });

    test('HERE9 a node that speaks too late and was not missed yet keeps its lines', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      await school.letLeasesEnd();
      await node.look(4);
      await school.frame(node);
      expect(school.movesOf('amara')).toEqual(['online']);
    });
  });

  describe('invisible', () => {
    test('HERE10 is away to everybody, staff and administrators too, from this moment on', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'), school.person('jonas'));
      expect(await school.hide('amara')).toEqual({ hidden: true });
      expect(school.movesOf('amara')).toEqual(['online', 'away']);
      expect(await school.here('ines')).toMatchObject({ online: 1, people: [{ name: 'jonas' }] });
      expect(await school.here('ines')).toEqual(school.pictures().at(-1));
      const { cohortId } = school;
      for (const staff of ['ines', 'paula']) {
        const seen = (await rooms.look(school.person(staff), 'presence:people', { cohortId })) as {
          people: { id: string }[];
        };
        const line = seen.people.find(({ id }) => id === school.person('amara').userId)!;
        expect(Object.keys(line).sort()).toEqual(['id', 'seenAt', 'state']);
        expect(line).toMatchObject({ state: 'away', seenAt: expect.any(String) });
      }
    });

    test('HERE10 whatever they do, nothing more is told of them: not that they rest, come or go', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      await school.hide('amara');
      const line = await school.lineOf('amara');
      rooms.announced.length = 0;
      await school.rest(school.person('amara'));
      await school.frame(node);
      await school.go(node, school.person('amara'));
      await school.come(node, school.person('amara'));
      await school.letLeasesEnd();
      await school.frame(new PresenceNode(rooms));
      expect(rooms.announced).toEqual([]);
      expect(await school.lineOf('amara')).toEqual(line);
    });

    test('HERE10 who hides while away keeps the moment at which they were seen last', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      await school.go(node, school.person('amara'));
      const line = await school.lineOf('amara');
      await school.hide('amara');
      expect(await school.lineOf('amara')).toEqual(line);
      expect(school.movesOf('amara')).toEqual(['online', 'away']);
    });

    test('HERE10 is seen again as soon as they wish, and hears of either on their own topic', async () => {
      const school = await PresenceClass.open(rooms);
      await school.come(node, school.person('amara'));
      for (const hidden of [true, true, false, false]) await school.hide('amara', hidden);
      expect(await school.here()).toMatchObject({ online: 1 });
      expect(await rooms.look(school.person('amara'), 'presence:mine')).toEqual({ hidden: false });
      const own = rooms.announced.filter(({ type }) => type === 'presence:own');
      expect(own.map(({ topic, data }) => [topic, JSON.parse(data)])).toEqual([
        [`user/${school.person('amara').userId}`, { hidden: true }],
        [`user/${school.person('amara').userId}`, { hidden: false }],
      ]);
    });

    test('HERE10 the database itself shows nobody who is hidden', async () => {
      const school = await PresenceClass.open(rooms);
      await school.hide('amara');
      const force = sql`
        update presence_person set shown = 'online', shown_seen_at = null
        where person_id = ${school.person('amara').userId}`.execute(rooms.db.query);
      await expect(force).rejects.toThrow();
    });
  });

  test('HERE11 what is said of browsers that nobody hears any more is forgotten', async () => {
    const school = await PresenceClass.open(rooms);
    await school.rest(school.device('amara'));
    await school.come(node, school.person('amara'));
    await school.rest(school.person('amara'));
    await tidyRests(rooms.db.query);
    const { rows } = await sql<{ sessionId: string }>`
      select session_id as "sessionId" from presence_rest
      where person_id = ${school.person('amara').userId}`.execute(rooms.db.query);
    expect(rows).toEqual([{ sessionId: school.person('amara').sessionId }]);
  });
}
