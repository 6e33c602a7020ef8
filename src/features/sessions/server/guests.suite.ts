import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Actor, Person } from '#platform/server/feature.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import {
  aSessionClass,
  guestOf,
  inMinutes,
  type SessionClass,
} from '../../../../tests/support/liveSessions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { sessionLimits, type SessionAttendance, type Visit } from '../contract.ts';
import { choreOf } from '../../../../tests/support/peopleInSchema.ts';
import { guestsToForget } from './guestStore.ts';

const anonymous: Actor = { kind: 'anonymous' };
const ofBrowser = { zone: 'Africa/Lagos', language: 'en' };

/** What `sessions` promises of guests, on either database. */
export function guestsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());

  async function aGuestClass(
    planned: Record<string, unknown> = {},
  ): Promise<SessionClass & { code: string }> {
    const school = await aSessionClass(rooms, planned);
    await school.asStaff('session:take-guests', { on: true });
    return Object.assign(school, { code: (await school.console()).joinCode! });
  }
  const enter = (actor: Actor, code: string, name?: string): Promise<unknown> =>
    rooms.perform(actor, 'session:enter', { code, ...(name !== undefined && { name }), ...ofBrowser });
  const join = (actor: Actor, code: string): Promise<unknown> =>
    rooms.perform(actor, 'session:join', { code });
  const lookAs = (who: Actor, school: SessionClass): Promise<string> =>
    outcomeOf(rooms.look(who, 'session:one', { sessionId: school.sessionId }));
  const standings = async (who: Person): Promise<string[]> => {
    const { visits } = (await rooms.look(who, 'session:visits')) as { visits: Visit[] };
    return visits.map(({ standing }) => standing);
  };

  describe('SE18 the door for guests', () => {
    test('is shut until staff open it: a code brings in nobody who is not of the cohort', async () => {
      const school = await aSessionClass(rooms);
      const { joinCode, takesGuests } = await school.console();
      expect(takesGuests).toBe(false);
      expect(await outcomeOf(join(anonymous, joinCode!))).toBe('not_found');
      expect(await outcomeOf(enter(anonymous, joinCode!, 'Gus'))).toBe('not_found');
      expect(await outcomeOf(school.act('amara', 'session:take-guests', { on: true }))).toBe('forbidden');
    });

    test('lets in whoever says a name; who is of the cohort comes as themselves', async () => {
      const school = await aGuestClass();
      const found = { sessionId: school.sessionId, title: 'First steps' };
      expect(await join(anonymous, school.code)).toEqual({ ...found, as: 'guest', name: null });
      expect(await join(school.person('amara'), school.code)).toEqual({ ...found, as: 'in', name: null });
      expect(await outcomeOf(enter(anonymous, school.code))).toBe('invalid');
      expect(await enter(anonymous, school.code, '  Gus ')).toEqual({ sessionId: school.sessionId });
      expect(await enter(school.person('amara'), school.code)).toEqual({ sessionId: school.sessionId });
      const { guests } = await school.console();
      expect(guests).toMatchObject([{ name: 'Gus', number: 1 }]);
    });

    test('takes no name that would rearrange the sentences it stands in', async () => {
      const school = await aGuestClass();
      for (const name of ['', '   ', 'Gus\u202e', 'Gus\u0000', 'x'.repeat(121)])
        expect([name, await outcomeOf(enter(anonymous, school.code, name))]).toEqual([name, 'invalid']);
    });

    test('opens shortly before the session, and closes with it', async () => {
      const early = await aGuestClass({ startsAt: inMinutes(90) });
      expect(await outcomeOf(enter(anonymous, early.code, 'Gus'))).toBe('not_yet');
      const school = await aGuestClass();
      await school.asStaff('session:start');
      await school.asStaff('session:end');
      expect(await outcomeOf(enter(anonymous, school.code, 'Gus'))).toBe('not_found');
      expect(await outcomeOf(school.asStaff('session:take-guests', { on: false }))).toBe('conflict');
    });

    test('has so many seats and no more, however many come at once; one who is removed frees one', async () => {
      const school = await aGuestClass();
      await sql`
        update live_session set guests = ${sessionLimits.guests - 2}, guests_ever = ${sessionLimits.guests}
        where id = ${school.sessionId}`.execute(rooms.db.query);
      const come = (name: string): Promise<string> => outcomeOf(enter(anonymous, school.code, name));
      const outcomes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(come));
      expect(outcomes.filter((one) => one === 'conflict')).toHaveLength(3);
      const { guests } = await school.console();
      expect(new Set(guests.map(({ number }) => number)).size).toBe(2);
      const [first] = guests;
      await school.asStaff('session:remove-guest', { guestId: first!.id });
      expect(await come('f')).not.toBe('conflict');
      expect(await come('g')).toBe('conflict');
    });

    test('tells guests of one name apart, for staff', async () => {
      const school = await aGuestClass();
      await enter(anonymous, school.code, 'Gus');
      await enter(anonymous, school.code, 'Gus');
      expect((await school.console()).guests.map(({ name, number }) => `${name} ${number}`)).toEqual([
        'Gus 1',
        'Gus 2',
      ]);
    });

    test('lets in with their own account who is signed in, once, whatever name they say', async () => {
      const school = await aGuestClass();
      const tom = await school.academy.stranger('tom');
      expect(await lookAs(tom, school)).toBe('not_found');
      expect(await join(tom, school.code)).toMatchObject({ as: 'guest', name: 'tom' });
      await Promise.all([enter(tom, school.code, 'Not Tom'), enter(tom, school.code)]);
      expect((await school.console()).guests).toMatchObject([{ id: tom.userId, name: 'tom' }]);
      expect(await lookAs(tom, school)).not.toBe('not_found');
    });
  });

  describe('SE19 a guest', () => {
    test('belongs to that session, and to nothing else', async () => {
      const school = await aGuestClass();
      const other = (await school.schedule({ title: 'Another' })).session.id;
      await rooms.perform(school.person('ines'), 'session:take-guests', { sessionId: other, on: true });
      const gus = await guestOf(school, 'Gus');
      const one = (await rooms.look(gus, 'session:one', { sessionId: school.sessionId })) as {
        asGuest: boolean;
        cohort: { title: string };
      };
      expect([one.asGuest, one.cohort.title]).toEqual([true, '']);
      const { cohortId } = school.academy;
      const refused: [string, object, string][] = [
        ['session:one', { sessionId: other }, 'not_found'],
        ['session:list', { cohortId }, 'not_found'],
        ['session:console', { sessionId: school.sessionId }, 'forbidden'],
        ['session:attendance', { sessionId: school.sessionId }, 'forbidden'],
        ['session:feed', {}, 'forbidden'],
        ['identity:security', {}, 'forbidden'],
        ['rights:preview', {}, 'forbidden'],
        ['presence:mine', {}, 'forbidden'],
        ['chat:channels', { cohortId }, 'not_found'],
      ];
      for (const [view, input, outcome] of refused)
        expect([view, await outcomeOf(rooms.look(gus, view, input))]).toEqual([view, outcome]);
      const acts: [string, object][] = [
        ['identity:update-profile', { name: 'Ada' }],
        ['identity:change-email', { email: 'gus@school.example' }],
        ['identity:change-password', { password: 'a lantern over quiet water' }],
        ['session:make-feed', {}],
        ['session:take-guests', { sessionId: school.sessionId, on: true }],
      ];
      for (const [command, input] of acts)
        expect([command, await outcomeOf(rooms.perform(gus, command, input))]).toEqual([
          command,
          'forbidden',
        ]);
    });

    test('stays one, though somebody enrols them: without an account nobody is a student', async () => {
      const school = await aGuestClass();
      const gus = await guestOf(school, 'Gus');
      const { cohortId } = school.academy;
      await rooms.perform(school.person('ines'), 'cohorts:enrol', {
        ...{ cohortId, userId: gus.userId, role: 'instructor' },
      });
      expect(await outcomeOf(rooms.look(gus, 'session:list', { cohortId }))).toBe('not_found');
      const one = await rooms.look(gus, 'session:one', { sessionId: school.sessionId });
      expect(one).toMatchObject({ asGuest: true, cohort: { title: '' } });
    });

    test('SE21 is counted apart from the class', async () => {
      const school = await aGuestClass();
      const gus = await guestOf(school, 'Gus');
      await school.attend('amara');
      await rooms.perform(gus, 'session:attend', { sessionId: school.sessionId });
      const { here, students, guests } = await school.console();
      expect([here.length, guests.length, students.length]).toEqual([2, 1, 2]);
      const { people } = (await rooms.look(school.person('ines'), 'session:attendance', {
        sessionId: school.sessionId,
      })) as SessionAttendance;
      expect(people.map(({ person, guest }) => [person.name, guest])).toEqual([
        ['amara', false],
        ['jonas', false],
        ['Gus', true],
      ]);
    });

    test('SE20 is out when the door is shut, and in again when it opens', async () => {
      const school = await aGuestClass();
      const gus = await guestOf(school, 'Gus');
      await rooms.perform(gus, 'session:attend', { sessionId: school.sessionId });
      await school.asStaff('session:take-guests', { on: false });
      expect([await lookAs(gus, school), await standings(gus)]).toEqual(['not_found', ['shut']]);
      expect((await school.console()).here).toEqual([]);
      await school.asStaff('session:take-guests', { on: true });
      expect(await standings(gus)).toEqual(['in']);
      expect(await lookAs(gus, school)).not.toBe('not_found');
    });

    test('SE20 who is removed does not come back, and the others stay', async () => {
      const school = await aGuestClass();
      const [gus, ada] = [await guestOf(school, 'Gus'), await guestOf(school, 'Ada')];
      await rooms.perform(gus, 'session:attend', { sessionId: school.sessionId });
      const remove = (): Promise<unknown> =>
        school.asStaff('session:remove-guest', { guestId: gus.userId }) as Promise<unknown>;
      expect(await remove()).toEqual({ removed: true });
      expect(await remove()).toEqual({ removed: false });
      expect([await lookAs(gus, school), await standings(gus)]).toEqual(['not_found', ['removed']]);
      const tom = await school.academy.stranger('tom');
      await enter(tom, school.code);
      await school.asStaff('session:remove-guest', { guestId: tom.userId });
      expect(await outcomeOf(enter(tom, school.code))).toBe('conflict');
      expect(await lookAs(ada, school)).not.toBe('not_found');
      const { here, guests } = await school.console();
      expect([here, guests.map(({ name }) => name)]).toEqual([[], ['Ada']]);
      expect(await school.asStaff('session:remove-guest', { guestId: newId() })).toEqual({ removed: false });
    });

    test('SE20 is out when the session is over, with a word about it', async () => {
      const school = await aGuestClass();
      const gus = await guestOf(school, 'Gus');
      await school.asStaff('session:start');
      await school.asStaff('session:end');
      expect([await lookAs(gus, school), await standings(gus)]).toEqual(['not_found', ['over']]);
    });

    test('SE22 is forgotten some days later; whoever has an account is not', async () => {
      const school = await aGuestClass();
      const gus = await guestOf(school, 'Gus');
      await enter(await school.academy.stranger('tom'), school.code);
      const asked = { sessionId: school.sessionId, text: 'May I bring a friend?' };
      await rooms.perform(gus, 'qa:ask', asked);
      const yesNo = { kind: 'yes-no', prompt: 'Have you been here before?' };
      const poll = (await school.act('ines', 'poll:launch', yesNo)) as {
        id: string;
        options: { id: string }[];
      };
      await rooms.perform(gus, 'poll:vote', { pollId: poll.id, optionIds: [poll.options[0]!.id] });
      await school.asStaff('session:start');
      await school.asStaff('session:end');
      const due = async (): Promise<boolean> =>
        (await guestsToForget(rooms.db.query, 1_000)).includes(gus.userId);
      expect(await due()).toBe(false);
      await sql`
        update live_session set started_at = started_at - interval '15 days', ended_at = ended_at - interval '15 days'
        where id = ${school.sessionId}`.execute(rooms.db.query);
      expect(await due()).toBe(true);
      expect(await guestsToForget(rooms.db.query, 1_000)).not.toContain(school.person('tom').userId);
      await choreOf(rooms, 'rights:forget').run();
      expect(await due()).toBe(false);
      const names = (await school.console()).guests.map(({ name }) => name);
      expect(names).toEqual([expect.stringMatching(/^Former participant \d{4}$/), 'tom']);
      const of = { sessionId: school.sessionId };
      const desk = (name: string): Promise<unknown> => rooms.look(school.person('ines'), name, of);
      // As with any account that is erased: words of one's own go, what was counted stays.
      expect(await desk('qa:desk')).toMatchObject({ questions: [] });
      expect(await desk('poll:desk')).toMatchObject({ polls: [{ voters: 1 }] });
    });
  });
}
