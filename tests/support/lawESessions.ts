import { newId } from '#kernel/ids.ts';
import type { SessionConsole, StaffSession } from '#features/sessions/contract.ts';
import type { Academy } from './academy.ts';
import { inMinutes, item } from './liveSessions.ts';
import type { Rooms } from './rooms.ts';

const plannedIn = new WeakMap<Academy, StaffSession>();

/** Inês has planned a session with a run sheet, when anybody begins to look. */
export async function sessionsBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const ines = person('ines');
  const planned = { cohortId, title: 'First steps', startsAt: inMinutes(10), minutes: 60 };
  const { session } = (await rooms.perform(ines, 'session:schedule', planned)) as StaffSession;
  const sheet = {
    sessionId: session.id,
    revision: 0,
    agenda: [item('Hello', { note: 'Smile.' }), item('Questions', { kind: 'questions' })],
  };
  plannedIn.set(academy, (await rooms.perform(ines, 'session:set-agenda', sheet)) as StaffSession);
}

const ofSession = (academy: Academy) => ({ sessionId: plannedIn.get(academy)!.session.id });

/** What the session room's views are asked for. */
export const sessionsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'session:list': ({ cohortId }) => ({ cohortId }),
  'session:timetable': ({ cohortId }) => ({ cohortId }),
  'session:one': ofSession,
  'session:console': ofSession,
  'session:attendance': ofSession,
  'session:feed': () => ({}),
  'session:visits': () => ({}),
};

type Act = (academy: Academy, devices?: unknown, first?: unknown) => Promise<unknown>;

interface SessionsCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`));
const everybody = (...views: string[]): string[] => [
  ...['amara', 'jonas'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`)),
  ...staff(...views),
];

/** Who sees, by what was told alone, that a cohort is called something else. */
export const sessionsOfCohort = [
  ...everybody('session:timetable', 'session:one'),
  ...staff('session:console', 'session:attendance'),
];

/** Who sees every change of a session by what was told alone. */
const changed = [
  ...everybody('session:list', 'session:timetable', 'session:one'),
  ...staff('session:console'),
];

function actsOf(roomsOf: () => Rooms) {
  const by =
    (name: string, command: string, more: (planned: StaffSession, academy: Academy) => object = () => ({})) =>
    (academy: Academy): Promise<unknown> => {
      const input = { ...ofSession(academy), ...more(plannedIn.get(academy)!, academy) };
      return roomsOf().perform(academy.person(name), command, input);
    };
  const start = by('ines', 'session:start');
  const end = by('ines', 'session:end');
  const attend = by('amara', 'session:attend');
  const leave = by('amara', 'session:leave');
  const show = by('ines', 'session:show', ({ session }) => ({ itemId: session.agenda[1]!.id }));
  const setAgenda = async (academy: Academy): Promise<unknown> => {
    const { perform, look } = roomsOf();
    const ines = academy.person('ines');
    const { revision } = (await look(ines, 'session:console', ofSession(academy))) as SessionConsole;
    const agenda = [item('Another beginning', { note: 'Slowly.' })];
    return perform(ines, 'session:set-agenda', { ...ofSession(academy), revision, agenda });
  };
  const addRecording = by('ines', 'session:add-recording', () => ({
    title: 'All of it',
    url: 'https://films.test/1',
  }));
  const recorded = async (academy: Academy): Promise<unknown> => {
    await start(academy);
    await end(academy);
    const { session } = (await addRecording(academy)) as StaffSession;
    return session.recordings[0]!.id;
  };
  const keep = (academy: Academy, recordingId: unknown): Promise<unknown> =>
    by('amara', 'session:keep-position', () => ({ recordingId, seconds: 61 }))(academy);
  const takeGuests = (on: boolean) => by('ines', 'session:take-guests', () => ({ on }));
  const enter = (academy: Academy): Promise<unknown> =>
    roomsOf().perform({ kind: 'anonymous' }, 'session:enter', {
      ...{ code: plannedIn.get(academy)!.joinCode, name: 'Gus', zone: 'Africa/Lagos', language: 'en' },
    });
  const guestIn = async (academy: Academy): Promise<string> => {
    const { look } = roomsOf();
    const { guests } = (await look(
      academy.person('ines'),
      'session:console',
      ofSession(academy),
    )) as SessionConsole;
    return guests[0]!.id;
  };
  /** Gus is in as a guest. @returns his id */
  const guestBegins = async (academy: Academy): Promise<string> => {
    await takeGuests(true)(academy);
    await enter(academy);
    const userId = await guestIn(academy);
    const gus = { kind: 'person', userId, sessionId: newId(), platformAdmin: false, isGuest: true } as const;
    await roomsOf().perform(gus, 'session:attend', ofSession(academy));
    return userId;
  };
  return {
    ...{ by, start, end, attend, leave, show, setAgenda, addRecording, recorded, keep },
    ...{ takeGuests, enter, guestBegins },
  };
}

/** Every command of the session room. */
export function sessionsCases(roomsOf: () => Rooms): SessionsCase[] {
  const { by, start, end, attend, leave, show, setAgenda, addRecording, recorded, keep, ...of } =
    actsOf(roomsOf);
  const { takeGuests, enter, guestBegins } = of;
  const feed =
    (command: string) =>
    ({ person }: Academy): Promise<unknown> =>
      roomsOf().perform(person('amara'), command, {});
  const one = (
    command: string,
    what: string,
    act: Act,
    heard: readonly string[],
    first?: SessionsCase['first'],
  ): SessionsCase => ({ command, what, act, heard, ...(first && { first }) });
  return [
    one(
      'session:schedule',
      'another session, before the first',
      ({ cohortId, person }) =>
        roomsOf().perform(person('paula'), 'session:schedule', {
          cohortId,
          title: 'Before it',
          startsAt: inMinutes(5),
          minutes: 5,
        }),
      everybody('session:list', 'session:timetable'),
    ),
    one(
      'session:change',
      'another name',
      by('ines', 'session:change', () => ({ title: 'Renamed', minutes: 45 })),
      changed,
    ),
    one(
      'session:cancel',
      'a session is called off',
      by('ines', 'session:cancel', () => ({ reason: 'The hall is flooded.' })),
      changed,
      attend,
    ),
    one('session:set-agenda', 'another run sheet', setAgenda, changed),
    one(
      'session:rehearse',
      'a rehearsal, which nobody but staff notices',
      by('ines', 'session:rehearse', () => ({ on: true })),
      staff('session:console'),
    ),
    one('session:start', 'a session begins', start, changed, attend),
    one('session:end', 'a session ends', end, changed, async (academy) => {
      await start(academy);
      await attend(academy);
    }),
    one('session:show', 'it is at an item', show, changed, start),
    one(
      'session:show',
      'it is at an item, in a rehearsal',
      show,
      staff('session:console'),
      by('ines', 'session:rehearse', () => ({ on: true })),
    ),
    one(
      'session:blank',
      'the wall is dark, which nobody but staff hears of',
      by('omar', 'session:blank', () => ({ on: true })),
      staff('session:console'),
      start,
    ),
    one('session:take-over', 'by the other teacher', by('omar', 'session:take-over'), changed, start),
    one(
      'session:hand-over',
      'to the other teacher',
      by('ines', 'session:hand-over', (_planned, { person }) => ({ personId: person('omar').userId })),
      changed,
      start,
    ),
    one('session:attend', 'a student comes in', attend, staff('session:console'), start),
    one('session:attend', 'a student stays', attend, [], async (academy) => {
      await start(academy);
      await attend(academy);
    }),
    one(
      'session:attend',
      'the fifth comes in, and everybody is told how many',
      attend,
      [...everybody('session:one'), ...staff('session:console')],
      async (academy) => {
        await start(academy);
        for (const name of ['ines', 'omar', 'paula', 'jonas']) await by(name, 'session:attend')(academy);
      },
    ),
    one('session:leave', 'a student goes', leave, staff('session:console'), attend),
    one(
      'session:join',
      'by its code',
      (academy) =>
        roomsOf().perform(academy.person('amara'), 'session:join', {
          code: plannedIn.get(academy)!.joinCode,
        }),
      [],
    ),
    one('session:take-guests', 'the door is open', takeGuests(true), staff('session:console')),
    one(
      'session:take-guests',
      'the door is shut, and a guest is out',
      takeGuests(false),
      staff('session:console'),
      guestBegins,
    ),
    one('session:enter', 'a guest comes', enter, staff('session:console'), takeGuests(true)),
    one(
      'session:remove-guest',
      'a guest is sent out',
      (academy, _devices, guestId) => by('ines', 'session:remove-guest', () => ({ guestId }))(academy),
      staff('session:console'),
      guestBegins,
    ),
    one('session:end', 'a session ends that has a guest', end, changed, async (academy) => {
      await guestBegins(academy);
      await start(academy);
    }),
    one('session:add-recording', 'a second recording', addRecording, changed, recorded),
    one(
      'session:remove-recording',
      'one that somebody has begun',
      (academy, _devices, recordingId) =>
        by('ines', 'session:remove-recording', () => ({ recordingId }))(academy),
      changed,
      async (academy) => {
        const recordingId = await recorded(academy);
        await keep(academy, recordingId);
        return recordingId;
      },
    ),
    one(
      'session:keep-position',
      'a student is so far',
      (academy, _devices, recordingId) => keep(academy, recordingId),
      ['amara session:one'],
      recorded,
    ),
    one('session:make-feed', 'a calendar’s address', feed('session:make-feed'), ['amara session:feed']),
    one(
      'session:revoke-feed',
      'the address ends',
      feed('session:revoke-feed'),
      ['amara session:feed'],
      feed('session:make-feed'),
    ),
  ];
}

/** What happens to a session in the middle of everything else. */
export function sessionsActs(roomsOf: () => Rooms): Act[] {
  const { by, start, end, attend, leave, show, setAgenda, addRecording, takeGuests, enter } = actsOf(roomsOf);
  return [
    start,
    attend,
    by('jonas', 'session:attend'),
    leave,
    show,
    setAgenda,
    end,
    addRecording,
    by('ines', 'session:blank', () => ({ on: true })),
    by('omar', 'session:take-over'),
    by('ines', 'session:rehearse', () => ({ on: true })),
    takeGuests(true),
    enter,
    takeGuests(false),
  ];
}
