import type { ChatMessage } from '#features/chat/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

interface Said {
  /** Of somebody who has left since, with a reply of Omar's; both with a reaction of Amara's. */
  root: ChatMessage;
  reply: ChatMessage;
}

const saidIn = new WeakMap<Academy, Said>();

/** What was said in the cohort's channel when anybody begins to look. */
export async function chatBegin({ perform }: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const send = (name: string, text: string, more: object = {}): Promise<ChatMessage> =>
    perform(person(name), 'chat:send', { channelId: cohortId, text, ...more }) as Promise<ChatMessage>;
  const root = await send('gone', 'Who has finished the first lesson?');
  const reply = await send('omar', 'I have.', { threadId: root.id });
  for (const { id } of [root, reply])
    await perform(person('amara'), 'chat:react', { messageId: id, kind: 'thumbsUp', on: true });
  await perform(person('ines'), 'chat:pin', { messageId: root.id, on: true });
  saidIn.set(academy, { root, reply });
}

const ofChannel = ({ cohortId }: Academy) => ({ channelId: cohortId });
const ofCohort = ({ cohortId }: Academy) => ({ cohortId });
const ofRoot = (academy: Academy) => ({ messageId: saidIn.get(academy)!.root.id });

/** What the chat room's views are asked for. */
export const chatInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'chat:channels': ofCohort,
  'chat:room': ofChannel,
  'chat:page': (academy) => ({ ...ofChannel(academy), direction: 'after', position: 0 }),
  'chat:thread': ofRoot,
  'chat:search': (academy) => ({ ...ofCohort(academy), words: 'inaudible' }),
  'chat:people': (academy) => ({ ...ofCohort(academy), words: 'nobody' }),
  'chat:desk': ofCohort,
  'chat:revisions': ofRoot,
  'chat:summary': ofChannel,
};

type Act = (academy: Academy, devices?: unknown, first?: unknown) => Promise<unknown>;

interface ChatCase {
  command: string;
  what: string;
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

function actsOf(roomsOf: () => Rooms) {
  const inChannel =
    (name: string, command: string, input: object = {}): Act =>
    (academy) =>
      roomsOf().perform(academy.person(name), command, { ...ofChannel(academy), ...input });
  const send = (name: string, text: string, more: object = {}): Act =>
    inChannel(name, 'chat:send', { text, ...more });
  /** About what was said first in the case, or else before it. */
  const about =
    (name: string, command: string, input: object = {}): Act =>
    (academy, _devices, first) => {
      const { id: messageId } = (first as ChatMessage | undefined) ?? saidIn.get(academy)!.root;
      return roomsOf().perform(academy.person(name), command, { messageId, ...input });
    };
  const aboutReply =
    (name: string, command: string, input: object = {}): Act =>
    (academy) =>
      about(name, command, input)(academy, undefined, saidIn.get(academy)!.reply);
  const reply =
    (name: string, text: string): Act =>
    (academy) =>
      send(name, text, { threadId: saidIn.get(academy)!.root.id })(academy);
  const lock =
    (minutes: number): Act =>
    (academy) =>
      inChannel('ines', 'chat:lock-person', { personId: academy.person('amara').userId, minutes })(academy);
  const openChannel: Act = (academy) =>
    roomsOf().perform(academy.person('ines'), 'chat:open-channel', { ...ofCohort(academy), name: 'Team' });
  const archive: Act = (academy) =>
    roomsOf().perform(academy.person('paula'), 'cohorts:archive', { ...ofCohort(academy), archived: true });
  const inSession: Act = async (academy) => {
    const { sessions } = (await roomsOf().look(
      academy.person('ines'),
      'session:timetable',
      ofCohort(academy),
    )) as { sessions: LiveSession[] };
    return send('jonas', 'In the session', { channelId: sessions[0]!.id })(academy);
  };
  /** About a question of the session; what is said in its channel, the cohort's does not show. */
  const putQuestion: Act = async (academy) => {
    const { sessions } = (await roomsOf().look(
      academy.person('ines'),
      'session:timetable',
      ofCohort(academy),
    )) as { sessions: LiveSession[] };
    const asking = { sessionId: sessions[0]!.id, text: 'Does it work offline?' };
    const { id } = (await roomsOf().perform(academy.person('amara'), 'qa:ask', asking)) as { id: string };
    return roomsOf().perform(academy.person('ines'), 'chat:put-question', {
      questionId: id,
      text: 'Who knows?',
    });
  };
  return { inChannel, send, about, aboutReply, reply, lock, openChannel, archive, inSession, putQuestion };
}

/** Where a message of the channel itself is shown. */
const listed = ['chat:room', 'chat:page'];

/** Every command of the chat room. */
export function chatCases(roomsOf: () => Rooms): ChatCase[] {
  const { inChannel, send, about, aboutReply, reply, lock, openChannel, inSession, putQuestion } =
    actsOf(roomsOf);
  const one = (
    command: string,
    what: string,
    act: Act,
    heard: readonly string[],
    first?: ChatCase['first'],
  ): ChatCase => ({ command, what, act, heard, ...(first && { first }) });
  const mentioning: Act = (academy) =>
    send('jonas', '@amara, look', { mentions: [academy.person('amara').userId] })(academy);
  const reported = async (academy: Academy): Promise<unknown> => {
    const said = await send('amara', 'Something rude')(academy);
    await about('jonas', 'chat:report', { reason: 'Rude.' })(academy, undefined, said);
    return said;
  };
  return [
    one('chat:send', 'in the channel', send('jonas', 'Hello'), everybody(...listed, 'chat:channels')),
    one('chat:send', 'to somebody', mentioning, everybody(...listed, 'chat:channels')),
    one(
      'chat:send',
      'to staff',
      send('amara', 'Help', { calls: 'staff' }),
      everybody(...listed, 'chat:channels'),
    ),
    one(
      'chat:send',
      'in a thread',
      reply('jonas', 'And I'),
      everybody(...listed, 'chat:channels', 'chat:thread'),
    ),
    one(
      'chat:send',
      'in a thread that somebody who looks began',
      (academy, _devices, root) => send('amara', 'So do I', { threadId: (root as ChatMessage).id })(academy),
      everybody(...listed, 'chat:channels'),
      (academy) => send('jonas', 'Who comes?')(academy),
    ),
    one('chat:send', 'in a session', inSession, []),
    one('chat:put-question', 'into its chat', putQuestion, [...everybody('qa:list'), ...staff('qa:desk')]),
    one(
      'chat:edit',
      'a message',
      about('jonas', 'chat:edit', { text: 'Hello!' }),
      everybody(...listed),
      (academy) => send('jonas', 'Helo')(academy),
    ),
    one(
      'chat:edit',
      'a reply',
      aboutReply('omar', 'chat:edit', { text: 'I did.' }),
      everybody('chat:thread'),
    ),
    one(
      'chat:edit',
      'that was reported',
      about('amara', 'chat:edit', { text: 'Something polite' }),
      [...everybody(...listed), ...staff('chat:desk')],
      reported,
    ),
    one(
      'chat:delete',
      'a message, by its author',
      about('jonas', 'chat:delete'),
      everybody(...listed),
      (academy) => send('jonas', 'Never mind')(academy),
    ),
    one('chat:delete', 'a reply', aboutReply('omar', 'chat:delete'), everybody('chat:thread', ...listed)),
    one(
      'chat:delete',
      'a pinned message, by staff',
      about('ines', 'chat:delete'),
      everybody('chat:thread', ...listed),
    ),
    one(
      'chat:react',
      'to a message',
      about('amara', 'chat:react', { kind: 'heart', on: true }),
      everybody(...listed, 'chat:thread'),
    ),
    one(
      'chat:react',
      'no longer',
      about('amara', 'chat:react', { kind: 'thumbsUp', on: false }),
      everybody(...listed, 'chat:thread'),
    ),
    one(
      'chat:react',
      'to a reply',
      aboutReply('ines', 'chat:react', { kind: 'heart', on: true }),
      everybody('chat:thread'),
    ),
    one('chat:read', 'to the end', inChannel('amara', 'chat:read', { position: 2 }), [
      'amara chat:room',
      'amara chat:channels',
    ]),
    one('chat:type', 'a signal', inChannel('amara', 'chat:type'), []),
    one(
      'chat:report',
      'of a message',
      about('amara', 'chat:report', { reason: 'Rude.' }),
      staff('chat:desk'),
    ),
    one('chat:settle', 'what was reported', about('ines', 'chat:settle'), staff('chat:desk'), reported),
    one('chat:pin', 'a message', about('ines', 'chat:pin', { on: true }), everybody(...listed), (academy) =>
      send('jonas', 'Keep this')(academy),
    ),
    one('chat:pin', 'a reply', aboutReply('ines', 'chat:pin', { on: true }), everybody('chat:thread')),
    one(
      'chat:pin',
      'no longer',
      about('ines', 'chat:pin', { on: false }),
      everybody(...listed, 'chat:thread'),
    ),
    one(
      'chat:set-up',
      'a slow channel',
      inChannel('ines', 'chat:set-up', { slowSeconds: 30, locked: false, staffReplies: true }),
      everybody('chat:room', 'chat:channels'),
    ),
    one('chat:lock-person', 'for a while', lock(10), ['amara chat:room', ...staff('chat:desk')]),
    one('chat:lock-person', 'no longer', lock(0), ['amara chat:room', ...staff('chat:desk')], (academy) =>
      lock(10)(academy),
    ),
    one('chat:open-channel', 'one more', openChannel, []),
    one(
      'chat:rename-channel',
      'the first',
      inChannel('ines', 'chat:rename-channel', { name: 'Everybody' }),
      everybody('chat:room', 'chat:channels'),
    ),
    one(
      'identity:update-profile',
      'somebody who wrote takes another name',
      ({ person }) => roomsOf().perform(person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' }),
      ['jonas cohorts:me', ...staff('cohorts:enrolments', 'progress:cohort'), ...everybody('chat:thread')],
      (academy) => reply('jonas', 'So have I.')(academy),
    ),
  ];
}

/** What is said in the middle of everything else. */
export function chatActs(roomsOf: () => Rooms): Act[] {
  const { inChannel, send, about, aboutReply, reply, lock, openChannel, archive } = actsOf(roomsOf);
  return [
    send('amara', 'One'),
    send('jonas', 'Two', { calls: 'staff' }),
    reply('jonas', 'Three'),
    about('amara', 'chat:react', { kind: 'heart', on: true }),
    about('amara', 'chat:react', { kind: 'heart', on: false }),
    aboutReply('omar', 'chat:delete'),
    about('ines', 'chat:delete'),
    aboutReply('ines', 'chat:pin', { on: true }),
    inChannel('amara', 'chat:read', { position: 3 }),
    lock(10),
    openChannel,
    archive,
  ];
}
