import type { DeskBanner, MomentDesk, RaisedHand } from '#features/moment/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

const sessionIdIn = new WeakMap<Academy, string>();

/** Which session of the class it is about. */
export async function momentBegins(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const { sessions } = (await rooms.look(person('ines'), 'session:timetable', { cohortId })) as {
    sessions: LiveSession[];
  };
  sessionIdIn.set(academy, sessions[0]!.id);
}

const ofSession = (academy: Academy) => ({ sessionId: sessionIdIn.get(academy)! });

/** What the views of this room are asked for. */
export const momentInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'moment:now': ofSession,
  'moment:desk': ofSession,
};

type Act = (academy: Academy, devices?: unknown, first?: unknown) => Promise<unknown>;

interface MomentCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const desks = ['ines moment:desk', 'paula moment:desk'];
const everybody = ['amara', 'jonas', 'ines', 'paula'].map((viewer) => `${viewer} moment:now`);
/** Who sees that the session itself is over. */
const sessionOver = [
  ...['amara', 'jonas', 'ines', 'paula'].flatMap((viewer) =>
    ['session:list', 'session:timetable', 'session:one'].map((view) => `${viewer} ${view}`),
  ),
  ...['ines session:console', 'paula session:console'],
];

function actsOf(roomsOf: () => Rooms) {
  const by =
    (name: string, command: string, input: object = {}): Act =>
    (academy) =>
      roomsOf().perform(academy.person(name), command, { ...ofSession(academy), ...input });
  /** Staff do something with the earliest hand that is up. */
  const withHand =
    (command: string): Act =>
    async (academy) => {
      const of = ofSession(academy);
      const desk = (await roomsOf().look(academy.person('ines'), 'moment:desk', of)) as MomentDesk;
      const hand = desk.hands.find(({ calledAt }) => calledAt === null) as RaisedHand | undefined;
      if (!hand) return undefined;
      return roomsOf().perform(academy.person('ines'), command, { ...of, handId: hand.id });
    };
  /** Somebody does something with the newest banner. */
  const withBanner =
    (name: string, command: string): Act =>
    async (academy) => {
      const of = ofSession(academy);
      const desk = (await roomsOf().look(academy.person('ines'), 'moment:desk', of)) as MomentDesk;
      const banner = desk.banners.at(-1) as DeskBanner | undefined;
      if (!banner) return undefined;
      return roomsOf().perform(academy.person(name), command, { ...of, bannerId: banner.id });
    };
  /** A live session in which this was done. */
  const live =
    (...before: Act[]) =>
    async (academy: Academy): Promise<void> => {
      await by('ines', 'session:start')(academy);
      for (const act of before) await act(academy);
    };
  return { by, withHand, withBanner, live };
}

/** Every command of this room. */
export function momentCases(roomsOf: () => Rooms): MomentCase[] {
  const { by, withHand, withBanner, live } = actsOf(roomsOf);
  const one = (
    command: string,
    what: string,
    act: Act,
    heard: readonly string[],
    first: MomentCase['first'],
  ): MomentCase => ({ command, what, act, heard, first: first! });
  const up = (name: string): Act => by(name, 'hand:raise');
  const both = live(up('amara'), up('jonas'));
  const starting = by('ines', 'timer:start', { seconds: 300 });
  const said = by('ines', 'banner:say', { text: 'Ten minutes.' });
  const paused = live(starting, by('ines', 'timer:pause'));
  const changed = [...everybody, ...desks];
  return [
    one('hand:raise', 'the second', up('amara'), changed, live(up('jonas'))),
    one('hand:lower', 'the first', by('amara', 'hand:lower'), changed, both),
    one('hand:call', 'the first', withHand('hand:call'), changed, both),
    one(
      'hand:call',
      'the next',
      withHand('hand:call'),
      changed,
      live(up('amara'), up('jonas'), withHand('hand:call')),
    ),
    one('hand:dismiss', 'the first', withHand('hand:dismiss'), changed, both),
    one('hand:lower-all', 'two', by('ines', 'hand:lower-all'), changed, both),
    one(
      'pulse:say',
      'for the first time',
      by('amara', 'pulse:say', { pace: 'too-fast', clarity: 'partly' }),
      ['amara moment:now', ...desks],
      live(by('jonas', 'pulse:say', { pace: 'right', clarity: null })),
    ),
    one(
      'pulse:say',
      'nothing any more',
      by('amara', 'pulse:say', { pace: null, clarity: null }),
      ['amara moment:now', ...desks],
      live(by('amara', 'pulse:say', { pace: 'too-slow', clarity: 'lost' })),
    ),
    one('reaction:send', 'applause', by('amara', 'reaction:send', { kind: 'applause' }), [], live()),
    one('timer:start', 'in the waiting room', starting, changed, async () => {}),
    one('timer:pause', 'while it runs', by('ines', 'timer:pause'), changed, live(starting)),
    one('timer:resume', 'once it was paused', by('ines', 'timer:resume'), changed, paused),
    one('timer:extend', 'by a minute', by('ines', 'timer:extend'), changed, live(starting)),
    one('timer:stop', 'while it runs', by('ines', 'timer:stop'), changed, live(starting)),
    one(
      'banner:say',
      'in place of another',
      by('ines', 'banner:say', { text: 'Five more.' }),
      changed,
      live(said),
    ),
    one('banner:take-down', 'what is up', withBanner('ines', 'banner:take-down'), changed, live(said)),
    one(
      'banner:acknowledge',
      'what is up',
      withBanner('amara', 'banner:acknowledge'),
      ['amara moment:now', ...desks],
      live(said),
    ),
    one(
      'session:end',
      'with all that is of the moment',
      by('ines', 'session:end'),
      [...changed, ...sessionOver],
      live(up('amara'), starting, said),
    ),
    one(
      'identity:update-profile',
      'somebody whose hand is up takes another name',
      ({ person }) => roomsOf().perform(person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' }),
      [
        ...['jonas cohorts:me', ...desks],
        ...['ines', 'paula'].flatMap((viewer) => [
          `${viewer} cohorts:enrolments`,
          `${viewer} progress:cohort`,
        ]),
      ],
      live(up('jonas')),
    ),
  ];
}

/** What happens in a session in the middle of everything else. */
export function momentActs(roomsOf: () => Rooms): Act[] {
  const { by, withHand, withBanner } = actsOf(roomsOf);
  return [
    by('amara', 'hand:raise'),
    by('jonas', 'hand:raise'),
    by('amara', 'hand:lower'),
    withHand('hand:call'),
    by('ines', 'hand:lower-all'),
    by('amara', 'pulse:say', { pace: 'too-fast', clarity: 'lost' }),
    by('jonas', 'pulse:say', { pace: 'right', clarity: null }),
    by('ines', 'timer:start', { seconds: 60 }),
    by('ines', 'timer:pause'),
    by('ines', 'timer:stop'),
    by('ines', 'banner:say', { text: 'Read this.' }),
    withBanner('amara', 'banner:acknowledge'),
    withBanner('ines', 'banner:take-down'),
  ];
}
