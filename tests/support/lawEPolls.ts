import type { DeskPoll } from '#features/polls/contract.ts';
import type { LiveSession, SessionConsole, StaffSession } from '#features/sessions/contract.ts';
import type { Academy } from './academy.ts';
import { item } from './liveSessions.ts';
import { aKey } from './polls.ts';
import type { Rooms } from './rooms.ts';

interface Asked {
  sessionId: string;
  /** Words that somebody who has left since wrote under their name; closed. */
  poll: DeskPoll;
}

const askedIn = new WeakMap<Academy, Asked>();

/** Somebody who has left since has voted in the session of the class, when anybody begins to look. */
export async function pollsBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const { sessions } = (await rooms.look(person('ines'), 'session:timetable', { cohortId })) as {
    sessions: LiveSession[];
  };
  const sessionId = sessions[0]!.id;
  const written = { kind: 'words', prompt: 'In a word?', results: 'live', anonymity: 'named' };
  const poll = (await rooms.perform(person('ines'), 'poll:launch', { sessionId, ...written })) as DeskPoll;
  await rooms.perform(person('gone'), 'poll:vote', { pollId: poll.id, texts: ['calm', 'rude'] });
  await rooms.perform(person('ines'), 'poll:close', { pollId: poll.id });
  askedIn.set(academy, { sessionId, poll });
}

const ofSession = (academy: Academy) => ({ sessionId: askedIn.get(academy)!.sessionId });
const ofPoll = (academy: Academy) => ({ pollId: askedIn.get(academy)!.poll.id });

/** What the poll room's views are asked for. */
export const pollsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'poll:list': ofSession,
  'poll:desk': ofSession,
  'poll:texts': ofPoll,
  'poll:desk-texts': ofPoll,
  'poll:ballots': ofPoll,
  'poll:bank': ({ cohortId }) => ({ cohortId }),
  'poll:report': ofSession,
};

type Act = (academy: Academy, devices?: unknown, first?: unknown) => Promise<unknown>;

interface PollsCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`));
const everybody = [...['amara', 'jonas'].map((viewer) => `${viewer} poll:list`), ...staff('poll:list')];
/** Who sees a change of what all can see, by what was told alone. */
const changed = [...everybody, ...staff('poll:desk')];

/** Who sees that the session itself is over. */
const sessionOver = [
  ...['amara', 'jonas', 'ines', 'paula'].flatMap((viewer) =>
    ['session:list', 'session:timetable', 'session:one'].map((view) => `${viewer} ${view}`),
  ),
  ...staff('session:console'),
];

const single = { kind: 'single', prompt: 'Which first?', options: ['Examples', 'Critique'] };

function actsOf(roomsOf: () => Rooms) {
  const write =
    (command: 'poll:launch' | 'poll:draft', more: object = {}) =>
    (academy: Academy) =>
      roomsOf().perform(academy.person('ines'), command, { ...ofSession(academy), ...single, ...more });
  /** Staff do something with what came first, or else with what was there when the class began. */
  const run = (command: string, input: object = {}): Act => {
    return (academy, _devices, asked) => {
      const { id } = (asked as DeskPoll | undefined) ?? askedIn.get(academy)!.poll;
      return roomsOf().perform(academy.person('ines'), command, { pollId: id, ...input });
    };
  };
  const vote =
    (name: string, place: number, more: object = {}): Act =>
    (academy, _devices, asked) => {
      const { id, options } = asked as DeskPoll;
      const input = { pollId: id, optionIds: [options[place]!.id], ...more };
      return roomsOf().perform(academy.person(name), 'poll:vote', input);
    };
  /** A poll in which Amara has voted. */
  const voted =
    (more: object = {}, key: object = {}) =>
    async (academy: Academy) => {
      const poll = await write('poll:launch', more)(academy);
      await vote('amara', 0, key)(academy, undefined, poll);
      return poll;
    };
  return { write, run, vote, voted };
}

/** Every command of the poll room. */
export function pollsCases(roomsOf: () => Rooms): PollsCase[] {
  const { write, run, vote, voted } = actsOf(roomsOf);
  const one = (
    command: string,
    what: string,
    act: Act,
    heard: readonly string[],
    first?: PollsCase['first'],
  ): PollsCase => ({ command, what, act, heard, ...(first && { first }) });
  const key = { ballotKey: aKey() };
  const anonymous = { anonymity: 'anonymous' };
  const quiz = { kind: 'quiz', right: [1] };
  const changedMind = ['amara poll:list', ...staff('poll:desk')];
  const renamed = ['jonas cohorts:me', ...staff('cohorts:enrolments', 'progress:cohort')];
  return [
    one('poll:draft', 'for later', write('poll:draft'), staff('poll:desk')),
    one(
      'poll:edit',
      'other words',
      run('poll:edit', { ...single, prompt: 'Which last?' }),
      staff('poll:desk'),
      write('poll:draft'),
    ),
    one(
      'poll:tie',
      'for an item of the run sheet',
      async (academy, _devices, drafted) => {
        const { perform, look } = roomsOf();
        const ines = academy.person('ines');
        const { revision } = (await look(ines, 'session:console', ofSession(academy))) as SessionConsole;
        const sheet = { ...ofSession(academy), revision, agenda: [item('Hello')] };
        const { session } = (await perform(ines, 'session:set-agenda', sheet)) as StaffSession;
        return run('poll:tie', { agendaItemId: session.agenda[0]!.id })(academy, undefined, drafted);
      },
      [...sessionOver, ...staff('poll:desk')],
      write('poll:draft'),
    ),
    one(
      'poll:move',
      'before the one that was written first',
      async (academy, _devices, drafted) => {
        const [first, second] = drafted as DeskPoll[];
        return run('poll:move', { side: 'before', otherId: first!.id })(academy, undefined, second);
      },
      staff('poll:desk'),
      async (academy) => [await write('poll:draft')(academy), await write('poll:draft')(academy)],
    ),
    one('poll:discard', 'a draft', run('poll:discard'), staff('poll:desk'), write('poll:draft')),
    one(
      'poll:duplicate',
      'what was asked',
      (academy) => {
        const { sessionId, poll } = askedIn.get(academy)!;
        return run('poll:duplicate', { intoSessionId: sessionId })(academy, undefined, poll);
      },
      staff('poll:desk'),
    ),
    one('poll:launch', 'at once', write('poll:launch', { seconds: 60 }), changed),
    one('poll:open', 'what was drafted', run('poll:open'), changed, write('poll:draft', quiz)),
    one('poll:countdown', 'a minute', run('poll:countdown', { seconds: 60 }), changed, write('poll:launch')),
    one('poll:close', 'with its votes', run('poll:close'), changed, voted()),
    one('poll:close', 'anonymous', run('poll:close'), changed, voted(anonymous, key)),
    one('poll:reveal', 'a quiz that is open', run('poll:reveal'), changed, voted(quiz)),
    one('poll:reveal', 'once closed', run('poll:reveal'), changed, async (academy) => {
      const poll = await voted()(academy);
      return run('poll:close')(academy, undefined, poll);
    }),
    one('poll:put-away', 'once it is spoken of no more', run('poll:put-away'), changed),
    one('poll:revote', 'while it is open', run('poll:revote'), changed, voted()),
    one('poll:reset', 'after it was revealed', run('poll:reset'), changed, async (academy) => {
      const poll = await voted()(academy);
      return run('poll:reveal')(academy, undefined, poll);
    }),
    one('poll:hide-text', 'a word', run('poll:hide-text', { text: 'rude', hidden: true }), changed),
    one('poll:vote', 'that nobody sees yet', vote('amara', 0), changed, write('poll:launch')),
    one('poll:vote', 'that all see', vote('amara', 0), changed, write('poll:launch', { results: 'live' })),
    one('poll:vote', 'differently', vote('amara', 1), changedMind, voted()),
    one('poll:vote', 'anonymously', vote('amara', 0, key), changed, write('poll:launch', anonymous)),
    one('poll:vote', 'anonymously once more', vote('amara', 1, key), [], voted(anonymous, key)),
    one(
      'session:end',
      'with a poll that is open',
      (academy) => roomsOf().perform(academy.person('ines'), 'session:end', ofSession(academy)),
      [...changed, ...sessionOver],
      async (academy) => {
        await roomsOf().perform(academy.person('ines'), 'session:start', ofSession(academy));
        return voted()(academy);
      },
    ),
    one(
      'identity:update-profile',
      'somebody who voted by name takes another',
      ({ person }) => roomsOf().perform(person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' }),
      renamed,
      async (academy) => {
        const { poll } = askedIn.get(academy)!;
        await run('poll:reset')(academy);
        const words = { pollId: poll.id, texts: ['calm'] };
        await roomsOf().perform(academy.person('jonas'), 'poll:vote', words);
      },
    ),
  ];
}

/** What happens to polls in the middle of everything else. */
export function pollsActs(roomsOf: () => Rooms): Act[] {
  const { write, run } = actsOf(roomsOf);
  const words = (name: string, texts: string[]): Act => {
    return (academy) => roomsOf().perform(academy.person(name), 'poll:vote', { ...ofPoll(academy), texts });
  };
  return [
    write('poll:launch'),
    write('poll:draft'),
    run('poll:reset'),
    words('amara', ['calm']),
    words('amara', ['clear', 'rude']),
    words('jonas', ['rude']),
    run('poll:hide-text', { text: 'rude', hidden: true }),
    run('poll:reveal'),
    run('poll:revote'),
  ];
}
