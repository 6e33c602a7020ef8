import type { DeskPoll } from '#features/polls/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

const sessionOf = new WeakMap<Academy, string>();

/** Nobody has points when anybody begins to look: what earns some, a case brings itself. */
export async function leaderboardBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const { sessions } = (await rooms.look(person('ines'), 'session:timetable', { cohortId })) as {
    sessions: LiveSession[];
  };
  sessionOf.set(academy, sessions[0]!.id);
}

const ofSession = (academy: Academy) => ({ sessionId: sessionOf.get(academy)! });

/** What the leaderboard's views are asked for. */
export const leaderboardInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'leaderboard:session': ofSession,
  'leaderboard:cohort': ({ cohortId }) => ({ cohortId }),
  'leaderboard:own': ofSession,
  'leaderboard:adjustments': ofSession,
};

type Act = (academy: Academy, devices?: unknown, first?: unknown) => Promise<unknown>;

interface LeaderboardCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const seenBy = (viewers: readonly string[], ...views: string[]): string[] =>
  viewers.flatMap((viewer) => views.map((view) => `${viewer} ${view}`));
const all = ['amara', 'jonas', 'ines', 'paula'];
const staff = ['ines', 'paula'];
const boards = ['leaderboard:session', 'leaderboard:cohort'];
const pollShown = [...seenBy(all, 'poll:list'), ...seenBy(staff, 'poll:desk')];

function actsOf(roomsOf: () => Rooms) {
  const perform = (academy: Academy, name: string, command: string, input: object): Promise<unknown> =>
    roomsOf().perform(academy.person(name), command, input);
  /** A quiz that these people got right, and others wrong. */
  const answered =
    (...right: string[]) =>
    async (academy: Academy): Promise<DeskPoll> => {
      const written = { kind: 'quiz', prompt: 'Which?', options: ['This', 'That'], right: [1] };
      const quiz = (await perform(academy, 'ines', 'poll:launch', {
        ...ofSession(academy),
        ...written,
      })) as DeskPoll;
      for (const name of ['amara', 'jonas']) {
        const optionIds = [quiz.options[right.includes(name) ? 1 : 0]!.id];
        await perform(academy, name, 'poll:vote', { pollId: quiz.id, optionIds });
      }
      return quiz;
    };
  const reveal: Act = (academy, _devices, quiz) =>
    perform(academy, 'ines', 'poll:reveal', { pollId: (quiz as DeskPoll).id });
  const solved =
    (...right: string[]) =>
    async (academy: Academy) =>
      reveal(academy, undefined, await answered(...right)(academy));
  const asStaff =
    (command: string, input: object): Act =>
    (academy) =>
      perform(academy, 'ines', command, { ...ofSession(academy), ...input });
  const adjust =
    (name: string, points: number): Act =>
    (academy) => {
      const personId = academy.person(name).userId;
      return asStaff('leaderboard:adjust', { personId, points, reason: 'For helping' })(academy);
    };
  const asStudent =
    (name: string, command: string, input: object): Act =>
    (academy) =>
      perform(academy, name, command, { cohortId: academy.cohortId, ...input });
  return { perform, answered, reveal, solved, asStaff, adjust, asStudent };
}

/** Every command of the leaderboard, and what others do that moves it. */
export function leaderboardCases(roomsOf: () => Rooms): LeaderboardCase[] {
  const { perform, answered, reveal, solved, asStaff, adjust, asStudent } = actsOf(roomsOf);
  const one = (
    command: string,
    what: string,
    act: Act,
    heard: readonly string[],
    first?: LeaderboardCase['first'],
  ): LeaderboardCase => ({ command, what, act, heard, ...(first && { first }) });
  const off = asStaff('leaderboard:switch', { on: false });
  const everybody = seenBy(all, ...boards);
  const placeChanged = ['amara cohorts:me', ...seenBy(staff, 'cohorts:enrolments', 'progress:cohort')];
  return [
    one(
      'poll:reveal',
      'a quiz that somebody solved',
      reveal,
      [...pollShown, ...everybody],
      answered('amara'),
    ),
    one('leaderboard:switch', 'off', off, everybody, solved('amara')),
    one(
      'leaderboard:switch',
      'on',
      asStaff('leaderboard:switch', { on: true }),
      everybody,
      async (academy) => {
        await solved('amara', 'jonas')(academy);
        return off(academy);
      },
    ),
    one(
      'leaderboard:put-up',
      'on the wall',
      asStaff('leaderboard:put-up', { up: true }),
      seenBy(all, 'leaderboard:session'),
      solved('amara'),
    ),
    one(
      'leaderboard:adjust',
      'somebody who has points',
      adjust('amara', -50),
      [...everybody, ...seenBy(staff, 'leaderboard:adjustments')],
      solved('amara'),
    ),
    one(
      'leaderboard:adjust',
      'somebody who does not take part',
      adjust('jonas', 50),
      seenBy(staff, 'leaderboard:adjustments'),
      asStudent('jonas', 'leaderboard:take-part', { takesPart: false }),
    ),
    one(
      'leaderboard:take-part',
      'no longer',
      asStudent('jonas', 'leaderboard:take-part', { takesPart: false }),
      seenBy(['amara', ...staff], ...boards),
      solved('amara', 'jonas'),
    ),
    one(
      'leaderboard:take-part',
      'again',
      asStudent('jonas', 'leaderboard:take-part', { takesPart: true }),
      seenBy(['amara', ...staff], ...boards),
      async (academy) => {
        await solved('jonas')(academy);
        return asStudent('jonas', 'leaderboard:take-part', { takesPart: false })(academy);
      },
    ),
    one(
      'leaderboard:take-name',
      'with points',
      asStudent('amara', 'leaderboard:take-name', { madeUp: true }),
      everybody,
      solved('amara', 'jonas'),
    ),
    one(
      'leaderboard:take-name',
      'without any',
      asStudent('amara', 'leaderboard:take-name', { madeUp: true }),
      seenBy(['amara'], ...boards),
      solved('jonas'),
    ),
    one(
      'cohorts:remove',
      'somebody with points',
      (academy) => {
        const place = { cohortId: academy.cohortId, userId: academy.person('amara').userId };
        return perform(academy, 'ines', 'cohorts:remove', place);
      },
      [...placeChanged, ...seenBy(['jonas', ...staff], ...boards)],
      solved('amara', 'jonas'),
    ),
    one(
      'identity:update-profile',
      'somebody with points takes another name',
      (academy) => perform(academy, 'amara', 'identity:update-profile', { name: 'Amara Osei' }),
      [...placeChanged, ...everybody],
      solved('amara'),
    ),
  ];
}

/** What happens to boards in the middle of everything else. */
export function leaderboardActs(roomsOf: () => Rooms): Act[] {
  const { solved, asStaff, adjust, asStudent } = actsOf(roomsOf);
  return [
    solved('amara'),
    solved('amara', 'jonas'),
    adjust('jonas', 120),
    asStaff('leaderboard:switch', { on: false }),
    asStaff('leaderboard:switch', { on: true }),
    asStudent('amara', 'leaderboard:take-part', { takesPart: false }),
    asStudent('amara', 'leaderboard:take-part', { takesPart: true }),
    asStudent('jonas', 'leaderboard:take-name', { madeUp: true }),
  ];
}

export const leaderboardLooks = [
  ...['leaderboard:session', 'leaderboard:cohort', 'leaderboard:own'].map((view) => ['amara', view] as const),
  ...['leaderboard:session', 'leaderboard:adjustments'].map((view) => ['ines', view] as const),
];
