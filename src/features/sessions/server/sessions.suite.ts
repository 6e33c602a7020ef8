import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aSessionClass, inMinutes, item, type SessionClass } from '../../../../tests/support/liveSessions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { LiveSession, SessionState, StaffSession } from '../contract.ts';
import { scheduleOf } from './schedule.ts';
import { holdSession, sessionOf } from './sessions.ts';

/** What `sessions` promises of planning and holding a session, on either database. */
export function sessionsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('the moves of a session', () => {
    const moves = {
      rehearse: ['session:rehearse', { on: true }],
      'end the rehearsal of': ['session:rehearse', { on: false }],
      start: ['session:start', {}],
      end: ['session:end', {}],
      cancel: ['session:cancel', { reason: 'The hall is flooded.' }],
      'show an item of': ['session:show', { itemId: null }],
      'blank the wall of': ['session:blank', { on: true }],
      'take over': ['session:take-over', {}],
      change: ['session:change', { title: 'Another' }],
      move: ['session:change', { startsAt: '2027-01-01T10:00:00Z' }],
      'add a recording of': ['session:add-recording', { title: 'All of it', url: 'https://films.test/1' }],
    } as const satisfies Record<string, readonly [command: string, input: object]>;
    type Move = keyof typeof moves;
    const make = (school: SessionClass, move: Move): Promise<StaffSession> => {
      const [command, input] = moves[move];
      return school.asStaff(command, input);
    };

    /** Where each move leads from each state; what is missing is refused. Written by hand. */
    const legal: Record<SessionState, Partial<Record<Move, SessionState>>> = {
      scheduled: {
        rehearse: 'rehearsal',
        start: 'live',
        cancel: 'cancelled',
        'blank the wall of': 'scheduled',
        'take over': 'scheduled',
        change: 'scheduled',
        move: 'scheduled',
      },
      rehearsal: {
        'end the rehearsal of': 'scheduled',
        start: 'live',
        cancel: 'cancelled',
        'show an item of': 'rehearsal',
        'blank the wall of': 'rehearsal',
        'take over': 'rehearsal',
        change: 'rehearsal',
        move: 'rehearsal',
      },
      live: {
        end: 'ended',
        'show an item of': 'live',
        'blank the wall of': 'live',
        'take over': 'live',
        change: 'live',
      },
      ended: { 'add a recording of': 'ended' },
      cancelled: {},
    };
    const wayTo: Record<SessionState, readonly Move[]> = {
      scheduled: [],
      rehearsal: ['rehearse'],
      live: ['start'],
      ended: ['start', 'end'],
      cancelled: ['cancel'],
    };

    const table = (Object.keys(wayTo) as SessionState[]).flatMap((from) =>
      (Object.keys(moves) as Move[]).map((move) => ({ from, move, to: legal[from][move] ?? 'refused' })),
    );
    test.for(table)('SE1 to $move a session that is $from: $to', async ({ from, move, to }) => {
      const school = await aSessionClass(rooms);
      for (const step of wayTo[from]) await make(school, step);
      const before = await school.console();
      rooms.announced.length = 0;
      expect(before.session.state).toBe(from);
      expect(await outcomeOf(make(school, move))).toBe(to === 'refused' ? 'conflict' : 'done');
      const after = await school.console();
      if (to === 'refused') expect([after, rooms.announced]).toEqual([before, []]);
      else expect(after.session.state).toBe(to);
    });

    test('SE1 moments and reasons are kept with the move that made them', async () => {
      const school = await aSessionClass(rooms);
      const live = await school.asStaff('session:start');
      expect(live.session).toMatchObject({ endedAt: null, cancelReason: null });
      const { session } = await school.asStaff('session:end');
      expect(session.startedAt).toBe(live.session.startedAt);
      expect(session.endedAt! >= session.startedAt!).toBe(true);
      const other = await aSessionClass(rooms);
      await other.asStaff('session:cancel', { reason: 'No power today.' });
      expect(await other.one('amara')).toMatchObject({ state: 'cancelled', cancelReason: 'No power today.' });
    });

    test('SE2 of two who begin it at once, one does, and is its host', async () => {
      const school = await aSessionClass(rooms);
      const names = ['ines', 'omar', 'paula', 'ines', 'omar', 'paula'];
      const outcomes = await Promise.all(names.map((name) => outcomeOf(school.act(name, 'session:start'))));
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(5);
      const host = names[outcomes.indexOf('done')]!;
      expect((await school.one('amara')).host).toEqual({ id: school.person(host).userId, name: host });
      const told = school.told<LiveSession>(school.topics.session, 'session:changed');
      expect(told.map(({ state }) => state)).toEqual(['scheduled', 'live']);
    });

    test('SE2 the same command sent again, as a browser does that heard no answer, begins it once', async () => {
      const school = await aSessionClass(rooms);
      const commandId = newId();
      const first = await school.act('ines', 'session:start', {}, commandId);
      expect(await school.act('ines', 'session:start', {}, commandId)).toEqual(first);
    });

    test('SE23 a wall is blank for staff alone, until they bring it back, begin or end', async () => {
      const school = await aSessionClass(rooms);
      await school.asStaff('session:start');
      const before = await school.one('amara');
      rooms.announced.length = 0;
      const dark = await school.act('omar', 'session:blank', { on: true });
      expect(dark).toMatchObject({ isBlank: true });
      // A projector that is opened later asks the same.
      expect((await school.console()).isBlank).toBe(true);
      expect(rooms.announced.map(({ topic, type }) => [topic, type])).toEqual([
        [school.topics.staff, 'session:console-changed'],
      ]);
      expect(await school.one('amara')).toEqual(before);
      rooms.announced.length = 0;
      expect(await school.asStaff('session:blank', { on: true })).toEqual(dark);
      expect(rooms.announced).toEqual([]);
      expect(await school.asStaff('session:blank', { on: false })).toMatchObject({ isBlank: false });
      await school.asStaff('session:blank', { on: true });
      expect(await school.asStaff('session:end')).toMatchObject({ isBlank: false });
    });

    test.each([
      ['rehearsed', ['session:rehearse', { on: true }]],
      ['begun', ['session:start', {}]],
      ['called off', ['session:cancel', { reason: '' }]],
    ] as const)('SE23 a session that is %s has a wall that can be seen', async (_is, [command, input]) => {
      const school = await aSessionClass(rooms);
      expect(await school.asStaff('session:blank', { on: true })).toMatchObject({ isBlank: true });
      expect(await school.asStaff(command, input)).toMatchObject({ isBlank: false });
    });

    test('SE3 a rehearsal looks scheduled, is told to staff alone, and leaves nothing behind', async () => {
      const school = await aSessionClass(rooms);
      const { session } = await school.setAgenda([item('Hello')]);
      const before = await school.one('amara');
      rooms.announced.length = 0;
      await school.asStaff('session:rehearse', { on: true });
      const itemId = session.agenda[0]!.id;
      await school.asStaff('session:show', { itemId });
      expect((await school.console()).session).toMatchObject({ state: 'rehearsal', currentItemId: itemId });
      for (const name of ['amara', 'ines']) expect(await school.one(name)).toEqual(before);
      expect(new Set(rooms.announced.map(({ topic }) => topic))).toEqual(new Set([school.topics.staff]));
      expect(await outcomeOf(school.act('amara', 'session:show', { itemId }))).toBe('forbidden');

      await school.asStaff('session:take-over');
      const [told] = school.told<LiveSession>(school.topics.session, 'session:changed');
      expect(told).toMatchObject({ state: 'scheduled', currentItemId: null });
      const live = await school.asStaff('session:start');
      expect(live.session).toMatchObject({ state: 'live', currentItemId: null });
    });

    test('SE4 whoever takes over finds everything as it was', async () => {
      const school = await aSessionClass(rooms);
      const { session } = await school.setAgenda([item('Hello', { note: 'Smile.' }), item('Exercise')]);
      await school.asStaff('session:start');
      await school.asStaff('session:show', { itemId: session.agenda[1]!.id });
      await school.attend('amara', 'jonas');
      const before = await school.console();
      await school.act('omar', 'session:take-over');
      const { host, ...rest } = (await school.console('omar')).session;
      const { host: former, ...asBefore } = before.session;
      expect([former!.name, host!.name]).toEqual(['ines', 'omar']);
      expect({ ...(await school.console('omar')), session: rest }).toEqual({ ...before, session: asBefore });
      const ended = (await school.act('omar', 'session:end')) as StaffSession;
      expect(ended.session.state).toBe('ended');
    });

    test('SE27 the host hands it over to somebody of the staff, in or not, and all else stays', async () => {
      const school = await aSessionClass(rooms);
      await school.setAgenda([item('Hello', { note: 'Smile.' })]);
      await school.asStaff('session:start');
      await school.attend('amara', 'omar');
      const before = await school.console();
      rooms.announced.length = 0;
      for (const [from, to] of [
        ['ines', 'omar'],
        ['omar', 'paula'],
      ] as const) {
        const personId = school.person(to).userId;
        const told = (await school.act(from, 'session:hand-over', { personId })) as StaffSession;
        expect(told.session.host).toEqual({ id: personId, name: to });
        expect(await school.console(to)).toEqual({
          ...before,
          session: { ...before.session, host: told.session.host },
        });
      }
      for (const topic of [school.topics.cohort, school.topics.session]) {
        const told = school.told<LiveSession>(topic, 'session:changed');
        expect(told.map(({ host }) => host!.name)).toEqual(['omar', 'paula']);
      }
    });

    test('SE27 it is the host’s alone to hand over, to staff alone, and only while it is live', async () => {
      const school = await aSessionClass(rooms);
      const hand = (by: string, personId: string): Promise<string> =>
        outcomeOf(school.act(by, 'session:hand-over', { personId }));
      const idOf = (name: string): string => school.person(name).userId;
      const untouched = async (): Promise<void> => {
        expect((await school.one('amara')).host!.name).toBe('ines');
        expect(rooms.announced).toEqual([]);
      };
      rooms.announced.length = 0;
      expect(await hand('ines', idOf('omar'))).toBe('conflict');
      await untouched();
      await school.asStaff('session:start');
      const { session: south } = (await (await aSessionClass(rooms)).console()) as StaffSession;
      rooms.announced.length = 0;
      expect(await hand('omar', idOf('omar'))).toBe('conflict');
      expect(await hand('paula', idOf('omar'))).toBe('conflict');
      for (const stranger of [idOf('amara'), south.host!.id, newId()])
        expect(await hand('ines', stranger)).toBe('not_found');
      await sql`update account set disabled_at = now() where id = ${idOf('paula')}`.execute(rooms.db.query);
      expect(await hand('ines', idOf('paula'))).toBe('not_found');
      expect(await hand('amara', idOf('amara'))).toBe('forbidden');
      await untouched();
      await school.asStaff('session:end');
      rooms.announced.length = 0;
      expect(await hand('ines', idOf('omar'))).toBe('conflict');
      await untouched();
    });

    test('SE27 of two hand-overs at once by the host, one counts', async () => {
      const school = await aSessionClass(rooms);
      await school.asStaff('session:start');
      const to = ['omar', 'paula', 'omar', 'paula'];
      const outcomes = await Promise.all(
        to.map((name) =>
          outcomeOf(school.act('ines', 'session:hand-over', { personId: school.person(name).userId })),
        ),
      );
      expect(outcomes.toSorted()).toEqual(['conflict', 'conflict', 'conflict', 'done']);
      expect((await school.one('amara')).host!.name).toBe(to[outcomes.indexOf('done')]);
    });

    test('SE1 other rooms are told how it stands, and hold it for what must not come after the end', async () => {
      const school = await aSessionClass(rooms, { settings: { moderated: true, anonymity: 'peers' } });
      const { cohortId } = school.academy;
      const expected = {
        id: school.sessionId,
        cohortId,
        state: 'scheduled',
        settings: { moderated: true, anonymity: 'peers' },
        lessonId: null,
        endedAt: null,
      };
      expect(await sessionOf(rooms.db.query, school.sessionId)).toMatchObject(expected);
      const held = await rooms.log.write(({ tx }) => holdSession(tx, school.sessionId));
      expect(held).toMatchObject(expected);
      expect(await sessionOf(rooms.db.query, newId())).toBeUndefined();
    });
  });

  describe('what is said about a session', () => {
    test('SE1 everybody of the cohort sees what was planned, the earliest first, and hears of changes', async () => {
      const lessons = { lessonId: undefined as string | undefined };
      const school = await aSessionClass(rooms, { title: 'Second', startsAt: inMinutes(90) });
      lessons.lessonId = school.academy.lesson('b');
      const meeting = { provider: 'jitsi', url: 'https://meet.test/one' };
      const first = await school.schedule({ title: 'First', ...lessons, meeting, summary: 'What is new.' });
      const { cohortId } = school.academy;
      const list = async (name: string) =>
        (await rooms.look(school.person(name), 'session:timetable', { cohortId })) as {
          sessions: LiveSession[];
        };
      const { sessions } = await list('amara');
      expect(sessions.map(({ title }) => title)).toEqual(['First', 'Second']);
      expect(sessions[0]).toEqual(first.session);
      expect(sessions[0]).toMatchObject({ meeting, lessonId: lessons.lessonId, host: { name: 'ines' } });
      expect(await list('paula')).toEqual(await list('amara'));

      rooms.announced.length = 0;
      await school.asStaff('session:change', { title: 'Renamed', meeting: null });
      for (const topic of [school.topics.cohort, school.topics.session]) {
        const told = school.told<LiveSession>(topic, 'session:changed');
        expect(told.map(({ title }) => title)).toEqual(['Renamed']);
      }
      // What was not said stays.
      expect(await school.one('amara')).toMatchObject({
        title: 'Renamed',
        minutes: 60,
        host: { name: 'ines' },
      });
    });

    test('SE1 a lesson that it goes with is one of the course, and an address one of the web', async () => {
      const school = await aSessionClass(rooms);
      expect(await outcomeOf(school.schedule({ lessonId: newId() }))).toBe('not_found');
      expect(await outcomeOf(school.asStaff('session:change', { lessonId: newId() }))).toBe('not_found');
      for (const url of ['javascript:alert(1)', 'http://meet.test', 'data:text/html,x', 'meet.test', ''])
        expect(await outcomeOf(school.schedule({ meeting: { provider: 'other', url } }))).toBe('invalid');
    });

    test('SE17 a host under another name is told to whoever sees it', async () => {
      const school = await aSessionClass(rooms);
      rooms.announced.length = 0;
      await rooms.perform(school.person('ines'), 'identity:update-profile', { name: 'Inês Rocha' });
      const [told] = school.told<LiveSession>(school.topics.cohort, 'session:changed');
      expect(told!.host!.name).toBe('Inês Rocha');
      expect((await school.one('amara')).host!.name).toBe('Inês Rocha');
    });
  });

  describe('the run sheet', () => {
    test('SE5 is put whole in place of the one that was looked at, and items keep their ids', async () => {
      const school = await aSessionClass(rooms);
      const first = await school.setAgenda([
        item('Hello', { note: 'Smile.' }),
        item('A pause', { kind: 'break', minutes: 5 }),
      ]);
      const [hello, pause] = first.session.agenda;
      expect(first.notes).toEqual({ [hello!.id]: 'Smile.' });
      const second = await school.setAgenda([
        { ...pause, note: '' },
        item('New', { kind: 'exercise' }),
        { ...hello, title: 'Good evening', note: 'Smile twice.' },
      ]);
      expect(second.session.agenda.map(({ title }) => title)).toEqual(['A pause', 'New', 'Good evening']);
      expect(second.session.agenda[0]!.id).toBe(pause!.id);
      expect(second.session.agenda[2]!.id).toBe(hello!.id);
      expect(second.revision).toBe(first.revision + 1);
      const foreign = [{ ...item('Not ours'), id: newId() }];
      expect(await outcomeOf(school.setAgenda(foreign))).toBe('not_found');
      expect(await outcomeOf(school.setAgenda([hello!, hello!].map((one) => ({ ...one, note: '' }))))).toBe(
        'not_found',
      );
      expect(await school.one('amara')).toMatchObject({ agenda: second.session.agenda });
    });

    test('SE5 one that is stale is refused, and of two at once one is kept', async () => {
      const school = await aSessionClass(rooms);
      const { revision } = await school.setAgenda([item('Hello')]);
      const stale = { revision: revision - 1, agenda: [] };
      expect(await outcomeOf(school.asStaff('session:set-agenda', stale))).toBe('conflict');
      const outcomes = await Promise.all(
        ['ines', 'omar', 'paula'].map((name) =>
          outcomeOf(school.act(name, 'session:set-agenda', { revision, agenda: [item(name)] })),
        ),
      );
      expect(outcomes.sort()).toEqual(['conflict', 'conflict', 'done']);
      expect((await school.console()).session.agenda).toHaveLength(1);
    });

    test('SE6 what it is at is an item of its own, goes with it, and nothing is shown once it is over', async () => {
      const school = await aSessionClass(rooms);
      const { session } = await school.setAgenda([item('Hello'), item('Questions', { kind: 'questions' })]);
      const [hello, questions] = session.agenda;
      const other = await aSessionClass(rooms);
      const theirs = (await other.setAgenda([item('Theirs')])).session.agenda[0]!;
      await school.asStaff('session:start');
      for (const itemId of [theirs.id, newId()])
        expect(await outcomeOf(school.asStaff('session:show', { itemId }))).toBe('not_found');
      await school.asStaff('session:show', { itemId: questions!.id });
      expect((await school.one('amara')).currentItemId).toBe(questions!.id);
      await school.setAgenda([{ ...questions, note: '' }]);
      expect((await school.one('amara')).currentItemId).toBe(questions!.id);
      await school.setAgenda([{ ...item('Hello again') }]);
      expect((await school.one('amara')).currentItemId).toBeNull();
      expect(hello!.id).not.toBe(questions!.id);
      const [again] = (await school.console()).session.agenda;
      await school.asStaff('session:show', { itemId: again!.id });
      await school.asStaff('session:end');
      expect((await school.one('amara')).currentItemId).toBeNull();
    });

    test('SE25 the console names the class, so that who is missing can be read', async () => {
      const school = await aSessionClass(rooms);
      await school.asStaff('session:start');
      await school.attend('ines', 'jonas');
      const { here, students } = await school.console();
      expect(students).toEqual(['amara', 'jonas'].map((name) => ({ id: school.person(name).userId, name })));
      expect(here.map(({ name }) => name).toSorted()).toEqual(['ines', 'jonas']);
    });

    test('SE7 notes, what is to be said and the join code are in nothing that a student may read', async () => {
      const school = await aSessionClass(rooms);
      const canary = 'canaryofthenotes';
      const { joinCode, session } = await school.setAgenda([item('Hello', { note: canary, say: canary })]);
      await school.asStaff('session:rehearse', { on: true });
      await school.asStaff('session:start');
      await school.asStaff('session:show', { itemId: session.agenda[0]!.id });
      await school.attend('amara');
      await school.asStaff('session:take-over');
      const { joinCode: kept, says } = await school.console();
      expect([kept, says]).toEqual([joinCode, { [session.agenda[0]!.id]: canary }]);
      const spelt = new RegExp(`${canary}|"${joinCode!}"|joinCode|"notes"|"says"`);

      const { cohortId } = school.academy;
      const amara = school.person('amara');
      const seen = [
        await school.one('amara'),
        await rooms.look(amara, 'session:timetable', { cohortId }),
        await rooms.look(amara, 'cohorts:me'),
        await school.act('amara', 'session:attend'),
        await school.act('amara', 'session:leave'),
        await rooms.perform(amara, 'session:join', { code: joinCode! }),
      ];
      expect(seen.map((one) => JSON.stringify(one)).filter((text) => spelt.test(text))).toEqual([]);
      for (const view of ['session:console', 'session:attendance', 'session:attendance-file'])
        expect(await outcomeOf(rooms.look(amara, view, { sessionId: school.sessionId }))).toBe('forbidden');
      for (const topic of [school.topics.session, school.topics.cohort, `user/${amara.userId}`]) {
        const events = await rooms.log.after(topic, 0, 1_000);
        expect(events.filter(({ data }) => spelt.test(data))).toEqual([]);
      }
      const ofStaff = await rooms.log.after(school.topics.staff, 0, 1_000);
      expect(ofStaff.some(({ data }) => data.includes(canary))).toBe(true);
    });
  });

  describe('the join code', () => {
    test('SE8 is made again where it is taken, and is free once the session is over', async () => {
      const school = await aSessionClass(rooms);
      const { joinCode } = await school.console();
      expect(joinCode).toMatch(/^\d{6}$/);
      const given = [joinCode!, joinCode!, '000042'];
      const { schedule } = scheduleOf({ newCode: () => given.shift()! });
      const plan = async (): Promise<StaffSession> => {
        const { session } = await school.console();
        const told = await rooms.log.write(({ tx, tell }) =>
          schedule({ tx, tell, actor: school.person('ines') } as never, {
            ...session,
            title: 'Next to it',
            settings: session.settings,
          }),
        );
        return told.data;
      };
      const second = await plan();
      expect(second.joinCode).toBe('000042');
      await school.asStaff('session:cancel', { reason: '' });
      expect((await school.console()).joinCode).toBeNull();
      given.push(joinCode!);
      expect((await plan()).joinCode).toBe(joinCode);
    });

    test('SE9 leads whoever belongs to the cohort, typed with a gap or without', async () => {
      const school = await aSessionClass(rooms);
      const { joinCode } = await school.console();
      const join = (name: string, code: string): Promise<unknown> =>
        rooms.perform(school.person(name), 'session:join', { code });
      const found = { sessionId: school.sessionId, title: 'First steps', as: 'in', name: null };
      for (const name of ['amara', 'ines', 'paula']) expect(await join(name, joinCode!)).toEqual(found);
      const gap = `${joinCode!.slice(0, 3)} ${joinCode!.slice(3)}`;
      expect(await join('jonas', gap)).toEqual(found);
      expect(await outcomeOf(join('jonas', 'abc'))).toBe('invalid');
    });

    test('SE9 one that is unknown, over or foreign is answered alike', async () => {
      const school = await aSessionClass(rooms);
      const { joinCode } = await school.console();
      await school.academy.stranger('tom');
      const answerTo = async (name: string, code: string): Promise<unknown> => {
        try {
          return await rooms.perform(school.person(name), 'session:join', { code });
        } catch (reason) {
          const { code: refusal, message } = reason as { code: string; message: string };
          return { refusal, message };
        }
      };
      const foreign = await answerTo('tom', joinCode!);
      const unknown = await answerTo('tom', joinCode === '999999' ? '999998' : '999999');
      await school.asStaff('session:start');
      await school.asStaff('session:end');
      const over = await answerTo('amara', joinCode!);
      expect([foreign, unknown, over]).toEqual(
        Array.from({ length: 3 }, () => ({
          refusal: 'not_found',
          message: 'No session that you may come into has this code.',
        })),
      );
    });
  });
}
