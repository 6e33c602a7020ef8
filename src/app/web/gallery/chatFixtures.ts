import type {
  ChannelList,
  ChatChannel,
  ChatDesk,
  ChatMessage,
  ChatRevisions,
  ChatRoom,
  ChatThread,
} from '#features/chat/contract.ts';
import type { NearQuestions } from '#features/chat/web/nearQuestions.ts';
import type { RoomActs } from '#features/chat/web/useRoomActs.ts';
import type { Reading } from '#features/chat/web/useHistory.ts';
import type { Unsent } from '#features/chat/web/unsent.ts';
import { now } from './fixtures.ts';

const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
export const nowMs = (): number => now.getTime();
const nothing = (): void => {};
const done = (): Promise<void> => Promise.resolve();

export const amara = { id: 'amara', name: 'Amara Okafor' };
const ines = { id: 'ines', name: 'Inês Rocha' };
const jonas = { id: 'jonas', name: 'Jonas Weber' };
const omar = { id: 'omar', name: 'عمر الفاروق' };

export const people = [
  { ...amara, isStaff: false },
  { ...ines, isStaff: true },
  { ...jonas, isStaff: false },
  { id: 'jona', name: 'Jona Lindqvist', isStaff: false },
  { ...omar, isStaff: false },
];

export const channel = (more: Partial<ChatChannel> = {}): ChatChannel => ({
  id: 'cohort',
  cohortId: 'cohort',
  kind: 'cohort',
  name: null,
  archived: false,
  slowSeconds: 0,
  locked: false,
  staffReplies: false,
  ...more,
});

export const message = (
  position: number,
  more: Partial<Omit<ChatMessage, 'author'>> & {
    author?: { id: string; name: string; isStaff?: boolean };
  } = {},
): ChatMessage => {
  const { author = jonas, ...rest } = more;
  return {
    id: `m${String(position).padStart(3, '0')}`,
    channelId: 'cohort',
    position,
    text: 'Which number of examples works for you?',
    at: at(position - 60),
    edited: false,
    deleted: null,
    threadId: null,
    threadAuthorId: null,
    replies: 0,
    repliedAt: null,
    threadPosition: 0,
    reactions: [],
    mentions: [],
    calls: 'nobody',
    pinned: false,
    questionId: null,
    ...rest,
    author: { isStaff: false, ...author },
  };
};

const token = 'retrieval'.repeat(20);

const said: ChatMessage[] = [
  message(1, {
    at: at(-60 * 22),
    author: { ...ines, isStaff: true },
    text: 'Welcome! **Slides** are [in the course](https://academy.example/c), and questions are welcome here at any time.',
    pinned: true,
    reactions: [
      { kind: 'thumbsUp', count: 12 },
      { kind: 'heart', count: 3 },
    ],
  }),
  message(2, { at: at(-60 * 21), author: omar, text: 'هل يعمل هذا باللغة العربية؟' }),
  message(4, { at: at(-40), replies: 6, repliedAt: at(-2), threadPosition: 40 }),
  message(5, {
    at: at(-39),
    text: 'I use three, as a rule:\n\n- one that is typical\n- one at the edge\n- one that must be refused',
  }),
  message(6, {
    at: at(-38),
    author: { ...ines, isStaff: true },
    text: 'Good list. @Amara Okafor, how is it with yours? You had this:\n\n```python\nanswer = ask(model, prompt, examples=examples[:3], temperature=0, seed=7)\n```',
    mentions: [amara],
    edited: true,
    reactions: [{ kind: 'eyes', count: 1 }],
  }),
  message(8, {
    at: at(-12),
    author: amara,
    text: 'Three too, when they differ on purpose. `temperature` hardly matters.',
    reactions: [{ kind: 'thumbsUp', count: 2 }],
  }),
  message(9, { at: at(-11), author: amara, text: 'And two for short texts.' }),
  message(11, { at: at(-6), deleted: 'staff', text: '' }),
  message(12, { at: at(-5), author: omar, text: `One word without a blank: ${token}` }),
  message(13, {
    at: at(-4),
    author: omar,
    text: '<b>Not HTML</b> & <img src=x onerror=alert(1)> stay what they are.',
  }),
  message(14, { at: at(-1), text: '@Inês Rocha, is there a break?', mentions: [ines] }),
];

export const room = (more: Partial<ChatRoom> = {}): ChatRoom => ({
  channel: channel(),
  viewer: { personId: 'amara', isStaff: false, lockedUntil: null, sentAt: at(-11) },
  readPosition: 9,
  lastPosition: 14,
  unread: 3,
  mentioned: 0,
  messages: said,
  hasEarlier: true,
  pinned: [said[0]!],
  reacted: { m001: ['thumbsUp'], m008: [] },
  talkedAbout: [],
  ...more,
});

export const staffRoom = (more: Partial<ChatRoom> = {}): ChatRoom =>
  room({ viewer: { personId: 'ines', isStaff: true, lockedUntil: null, sentAt: null }, ...more });

/** A session's channel: a question came of one message, and staff put others there. */
export const talkRoom: ChatRoom = room({
  channel: channel({ id: 'session', kind: 'session' }),
  messages: [
    message(1, { author: amara, text: 'Does it work offline?' }),
    message(2, { author: { ...ines, isStaff: true }, text: 'Who has an answer to this?', questionId: 'q1' }),
    message(3, { author: { ...ines, isStaff: true }, text: 'And to this one?', questionId: 'q9' }),
  ],
  pinned: [],
  hasEarlier: false,
  reacted: {},
});
export const near: NearQuestions = {
  madeOf: (messageId) => (messageId === 'm001' ? 'q2' : undefined),
  wordsOf: (questionId) => (questionId === 'q1' ? 'How do I know when examples help?' : undefined),
  onOpen: nothing,
  making: { onMake: done, onTakeBack: done },
};

export const emptyRoom = (more: Partial<ChatRoom> = {}): ChatRoom =>
  room({
    messages: [],
    pinned: [],
    hasEarlier: false,
    readPosition: 0,
    lastPosition: 0,
    unread: 0,
    reacted: {},
    ...more,
  });

export const readingOf = (data: ChatRoom, more: Partial<Reading> = {}): Reading => ({
  messages: data.messages,
  reacted: data.reacted,
  hasEarlier: data.hasEarlier,
  hasLater: false,
  earlier: { state: 'ready' },
  onEarlier: nothing,
  onLater: nothing,
  onAgain: nothing,
  onAtEnd: nothing,
  around: nothing,
  toNewest: nothing,
  ...more,
});

export const acts = (more: Partial<RoomActs> = {}): RoomActs => ({
  onSend: nothing,
  onRetry: nothing,
  onDiscard: nothing,
  onReact: nothing,
  onPin: nothing,
  onEdit: done,
  onDelete: done,
  onReport: done,
  onSettle: done,
  onLock: done,
  onSetUp: done,
  wanted: new Map(),
  fault: null,
  onFaultRead: nothing,
  onFailed: () => nothing,
  ...more,
});

const unsentOne = (state: Unsent['state'], text: string, reason = ''): Unsent => ({
  commandId: text,
  text,
  at: at(0),
  state,
  reason,
});

export const unsent: Unsent[] = [
  unsentOne('sending', 'Does the *order* matter?'),
  unsentOne('waiting', 'And their length?'),
  unsentOne('asks', 'What about other languages?'),
  unsentOne('failed', 'Is anybody there?', 'Somebody who runs this has locked the room.'),
];

export const thread: ChatThread = {
  root: said[2]!,
  replies: [
    message(7, { threadId: 'm004', at: at(-30), author: omar, text: 'Five, but short ones.' }),
    message(10, { threadId: 'm004', at: at(-10), deleted: 'author', text: '' }),
    message(40, {
      threadId: 'm004',
      at: at(-2),
      author: { ...ines, isStaff: true },
      text: 'Try **two** first; measure; then add.',
      reactions: [{ kind: 'celebrate', count: 4 }],
    }),
  ],
  reacted: {},
};

export const found: ChatMessage[] = [said[3]!, said[5]!, thread.replies[0]!];

export const desk: ChatDesk = {
  cohortId: 'cohort',
  reports: [
    {
      messageId: 'm012',
      channelId: 'cohort',
      threadId: null,
      author: omar,
      text: `One word without a blank: ${token}`,
      reports: [
        { by: jonas, reason: 'This is no place for that.', at: at(-3) },
        { by: amara, reason: '', at: at(-1) },
      ],
    },
    {
      messageId: 'm900',
      channelId: 'session',
      threadId: null,
      author: jonas,
      text: 'This is a waste of time.',
      reports: [{ by: amara, reason: '', at: at(-9) }],
    },
  ],
  locks: [
    { channelId: 'cohort', person: jonas, until: at(45) },
    { channelId: 'cohort', person: omar, until: at(-45) },
  ],
};

export const revisions: ChatRevisions = {
  messageId: 'm006',
  revisions: [
    { text: 'Good.', at: at(-38) },
    { text: 'Good list.', at: at(-37) },
  ],
  deleted: { by: ines, at: at(-6) },
};

const line = (more: Partial<ChannelList['channels'][number]> = {}): ChannelList['channels'][number] => ({
  ...channel(),
  readPosition: 9,
  lastPosition: 14,
  unread: 0,
  mentioned: 0,
  ...more,
});

export const channels = (isStaff = false, archived = false): ChannelList => ({
  cohortId: 'cohort',
  viewer: { personId: isStaff ? 'ines' : 'amara', isStaff },
  channels: [
    line({ archived }),
    line({ id: 'help', name: 'Help with the tools', unread: 7, mentioned: 2, archived }),
    line({ id: 'off', name: 'Off topic', unread: 100, archived }),
  ],
});
