import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();
const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;

/** What is said in one channel; whoever belongs to its cohort may hear all of it. */
const channel = topicKind('channel/:channelId', { who: member });

/** How much of everything there may be. */
export const chatLimits = {
  messageLength: 4_000,
  reasonLength: 500,
  channelNameLength: 80,
  searchLength: 100,
  /** How long after sending a message its author may put it differently. */
  editSeconds: 15 * 60,
  slowSeconds: 3_600,
  lockMinutes: 7 * 24 * 60,
  mentions: 20,
  /** Of one channel. */
  pins: 20,
  /** Of one cohort, beside those of its sessions; few enough that a browser listens to all of them. */
  channels: 8,
  /** Of one thread, counting those that were deleted. */
  replies: 500,
  /** How many messages a page holds. */
  page: 50,
  found: 50,
  /** How many messages a summary has, the earliest; its figures are of all, and so is the export. */
  summary: 1_000,
  /** Where counting what is unread stops: `unread` and `mentioned` of 100 mean `100 or more`. */
  unread: 100,
  /** How long a browser shows that somebody writes; it says so again at most every `typingEveryMs`. */
  typingShownMs: 6_000,
  typingEveryMs: 3_000,
} as const;

export const reactionKinds = ['thumbsUp', 'heart', 'laugh', 'celebrate', 'thinking', 'eyes'] as const;
export const reactionKind = z.enum(reactionKinds);
export type ReactionKind = z.output<typeof reactionKind>;

const someone = z.object({ id, name: z.string() });

/** Whom a message calls beside the people that it mentions. `everyone` is for staff to use. */
export const calls = z.enum(['nobody', 'staff', 'everyone']);
export type Calls = z.output<typeof calls>;

/** A number by which everything that was said in one channel is in order, replies among it: 1, 2, 3, … */
const position = z.number().int();

export const chatMessage = z
  .object({
    id,
    channelId: id,
    position,
    /** Markdown without HTML; '' once it is deleted. */
    text: z.string(),
    author: someone.extend({
      /** Whether they were staff when they wrote this. */
      isStaff: z.boolean(),
    }),
    at: moment,
    edited: z.boolean(),
    /**
     * By whom it was taken away, or `forgotten`: it spoke of somebody who asked to be forgotten; null: it stands.
     * It keeps its place, and its replies stay.
     */
    deleted: z.enum(['author', 'staff', 'forgotten']).nullable(),
    /** The message that this is a reply to; null: it stands in the channel itself. Replies have no replies. */
    threadId: id.nullable(),
    /** Who wrote that message: a reply speaks to them. */
    threadAuthorId: id.nullable(),
    /** How many replies there are that were not deleted. */
    replies: z.number().int(),
    /** Of the newest of those; null: there is none. */
    repliedAt: moment.nullable(),
    /** Of the newest reply, deleted or not; 0 without any. */
    threadPosition: position,
    /** Kinds that nobody gave are absent; in the order of `reactionKinds`. */
    reactions: z.array(z.object({ kind: reactionKind, count: z.number().int() })),
    /** Whoever is written to as `@Name` in the text; in the order of their ids, empty once deleted. */
    mentions: z.array(someone),
    calls,
    pinned: z.boolean(),
    /** The question of the session that it is about: what that says, and whether it may be seen, its room knows. */
    questionId: id.nullable(),
  })
  .meta({ id: 'ChatMessage' });
export type ChatMessage = z.output<typeof chatMessage>;

const settings = {
  /** How many seconds a person waits between two messages; 0: none. Staff never wait. */
  slowSeconds: z.number().int().min(0).max(chatLimits.slowSeconds),
  /** Only staff write. */
  locked: z.boolean(),
  /** Only staff reply in threads; everybody else starts some. */
  staffReplies: z.boolean(),
};

export const chatChannel = z
  .object({
    /** A session's channel has the session's id, the first channel of a cohort the cohort's. */
    id,
    cohortId: id,
    kind: z.enum(['cohort', 'session']),
    /** null: a session's channel, which is called like the session, or a cohort's first, as long as nobody named it. */
    name: z.string().nullable(),
    /** Nobody writes or changes anything any more; everybody reads. */
    archived: z.boolean(),
    ...settings,
  })
  .meta({ id: 'ChatChannel' });
export type ChatChannel = z.output<typeof chatChannel>;

/** What one person has not read of a channel. Their own messages and deleted ones never count. */
const unreadFields = {
  /** How far they have read; 0: nothing yet. */
  readPosition: position,
  /** Up to where `unread` and `mentioned` are counted: the position of the newest message, 0 without any. */
  lastPosition: position,
  /** How many messages of others stand in the channel itself after `readPosition`; at most 100. */
  unread: z.number().int(),
  /**
   * How many messages after `readPosition`, replies among them, mention or call them, or reply to a message of theirs;
   * at most 100.
   */
  mentioned: z.number().int(),
};

/** Who is looking, as far as a browser needs it to keep counts true. */
const viewer = z.object({ personId: id, isStaff: z.boolean() });

export const channelList = z
  .object({
    cohortId: id,
    viewer,
    /** The channels of the cohort that are not its sessions', archived ones too, in the order of their ids. */
    channels: z.array(chatChannel.extend(unreadFields).meta({ id: 'ChatChannelLine' })),
  })
  .meta({ id: 'ChatChannelList' });
export type ChannelList = z.output<typeof channelList>;

/** Which reactions one has given, by message id, of deleted ones too; messages without any are absent. */
const reacted = z.record(z.string(), z.array(reactionKind));

export const chatRoom = z
  .object({
    channel: chatChannel,
    viewer: viewer.extend({
      /** Until when one may not write here; null: one may. */
      lockedUntil: moment.nullable(),
      /** When one last wrote here: with `slowSeconds` it tells from when one may again. */
      sentAt: moment.nullable(),
    }),
    ...unreadFields,
    /** The newest 50 that stand in the channel itself, in order. */
    messages: z.array(chatMessage),
    hasEarlier: z.boolean(),
    /** Pinned messages, replies among them, in order. */
    pinned: z.array(chatMessage),
    /** Of `messages` and `pinned`. */
    reacted,
    /** Which questions of the session are talked about here, and below which message; by question id. */
    talkedAbout: z.array(z.object({ questionId: id, messageId: id })),
  })
  .meta({ id: 'ChatRoom' });
export type ChatRoom = z.output<typeof chatRoom>;

export const chatPage = z
  .object({
    channelId: id,
    /** At most 50 that stand in the channel itself, in order. */
    messages: z.array(chatMessage),
    hasEarlier: z.boolean(),
    hasLater: z.boolean(),
    reacted,
  })
  .meta({ id: 'ChatPage' });
export type ChatPage = z.output<typeof chatPage>;

export const chatThread = z
  .object({
    /** What the thread hangs on. */
    root: chatMessage,
    /** All of them, in order, deleted ones too. */
    replies: z.array(chatMessage),
    reacted,
  })
  .meta({ id: 'ChatThread' });
export type ChatThread = z.output<typeof chatThread>;

export const chatFound = z
  .object({
    /** At most 50 that hold all the words, replies among them, the newest first; by `at`, then by id. */
    messages: z.array(chatMessage),
  })
  .meta({ id: 'ChatFound' });

/** A message that somebody reported and no member of staff has settled. */
export const reportedMessage = z
  .object({
    messageId: id,
    channelId: id,
    threadId: id.nullable(),
    author: someone,
    /** As it stands, also once it is deleted. */
    text: z.string(),
    /** In the order in which they were made. */
    reports: z.array(z.object({ by: someone, reason: z.string(), at: moment })),
  })
  .meta({ id: 'ReportedMessage' });
export type ReportedMessage = z.output<typeof reportedMessage>;

export const chatLock = z
  .object({ channelId: id, person: someone, until: moment.nullable() })
  .meta({ id: 'ChatLock' });
export type ChatLock = z.output<typeof chatLock>;

export const chatDesk = z
  .object({
    cohortId: id,
    /** In the order of their message ids; of all channels, those of sessions too. */
    reports: z.array(reportedMessage),
    /** Who may not write, and where; by channel, then by person. `until` is never null here. */
    locks: z.array(chatLock),
  })
  .meta({ id: 'ChatDesk' });
export type ChatDesk = z.output<typeof chatDesk>;

export const chatRevisions = z
  .object({
    messageId: id,
    /** Every wording with the moment from which it stood, the oldest first; the last also once it is deleted. */
    revisions: z.array(z.object({ text: z.string(), at: moment })),
    deleted: z.object({ by: someone, at: moment }).nullable(),
  })
  .meta({ id: 'ChatRevisions' });
export type ChatRevisions = z.output<typeof chatRevisions>;

/** What was said in a channel comes to this. */
export const chatFigures = z
  .object({
    /** That stand, replies among them. */
    messages: z.number().int(),
    replies: z.number().int(),
    /** Who wrote one that stands. */
    people: z.number().int(),
    /** To those that stand. */
    reactions: z.number().int(),
    /** Taken away by their authors or by staff, or forgotten. */
    gone: z.number().int(),
  })
  .meta({ id: 'ChatFigures' });
export type ChatFigures = z.output<typeof chatFigures>;

export const chatSummary = z
  .object({
    channelId: id,
    figures: chatFigures,
    /** The first 1,000 that stand, replies among them, in order. */
    messages: z.array(chatMessage),
  })
  .meta({ id: 'ChatSummary' });
export type ChatSummary = z.output<typeof chatSummary>;

/** How far one has read. `unread` and `mentioned` are counted up to `lastPosition`. */
export const readStanding = z.object({ channelId: id, ...unreadFields }).meta({ id: 'ChatReadStanding' });
export type ReadStanding = z.output<typeof readStanding>;

const ofChannel = z.strictObject({ channelId: id });
const ofMessage = z.strictObject({ messageId: id });
const text = z.string().trim().min(1).max(chatLimits.messageLength);
const channelName = z.string().trim().min(1).max(chatLimits.channelNameLength);

const often = { times: 120, perMs: 60_000 };

/** Messages in the channels of a cohort and of its sessions. */
export const chat = contract('chat', {
  commands: {
    'chat:send': command({
      summary: 'Say something in a channel, or in the thread below a message of it.',
      http: ['POST', '/api/channels/:channelId/messages'],
      input: z.strictObject({
        channelId: id,
        text,
        threadId: id.nullable().default(null),
        /** Whoever does not belong to the cohort is refused. */
        mentions: z.array(id).max(chatLimits.mentions).default([]),
        calls: calls.default('nobody'),
      }),
      output: chatMessage,
      who: member,
      rate: { times: 90, perMs: 60_000 },
      refusals: ['conflict', 'not_yet', 'forbidden'],
      tells: ['chat:message', 'chat:mentioned'],
      commitsWith: ({ channelId }) => channelId,
    }),
    'chat:put-question': command({
      summary:
        'Put an open question of a session into its chat, with a word of your own; a second time puts no other.',
      http: ['POST', '/api/questions/:questionId/message'],
      input: z.strictObject({ questionId: id, text }),
      output: chatMessage,
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['chat:message'],
    }),
    'chat:edit': command({
      summary: 'Put your own message differently, within a quarter of an hour; staff can read how it was.',
      http: ['PATCH', '/api/messages/:messageId'],
      input: z.strictObject({ messageId: id, text }),
      output: chatMessage,
      who: member,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict', 'not_yet', 'forbidden'],
      tells: ['chat:changed', 'chat:report-changed'],
    }),
    'chat:delete': command({
      summary: 'Take a message away: your own or, as staff, anybody’s. Staff can still read it.',
      http: ['DELETE', '/api/messages/:messageId'],
      input: ofMessage,
      output: chatMessage,
      who: member,
      rate: often,
      refusals: ['conflict', 'forbidden'],
      tells: ['chat:changed'],
    }),
    'chat:react': command({
      summary: 'React to a message, or no longer; a second time changes nothing.',
      http: ['PUT', '/api/messages/:messageId/reactions/:kind'],
      input: z.strictObject({ messageId: id, kind: reactionKind, on: z.boolean() }),
      output: z.object({ channelId: id, messageId: id, kinds: z.array(reactionKind) }),
      who: member,
      rate: often,
      refusals: ['conflict'],
      tells: ['chat:reactions', 'chat:reacted'],
      commitsWith: ({ messageId }) => messageId,
    }),
    'chat:read': command({
      summary: 'Say how far you have read; it never goes back.',
      http: ['PUT', '/api/channels/:channelId/read'],
      input: z.strictObject({ channelId: id, position: position.min(0) }),
      output: readStanding,
      who: member,
      rate: often,
      tells: ['chat:read-to'],
    }),
    'chat:type': command({
      summary:
        'Say that you are writing in a channel, or in a thread of it, as a signal that is kept nowhere; at most every 3 seconds.',
      http: ['POST', '/api/channels/:channelId/typing'],
      input: z.strictObject({ channelId: id, threadId: id.nullable().default(null) }),
      output: z.object({}),
      who: member,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['chat:typing'],
    }),
    'chat:report': command({
      summary: 'Tell staff about a message of somebody else; a second time replaces the reason.',
      http: ['PUT', '/api/messages/:messageId/report'],
      input: z.strictObject({
        messageId: id,
        reason: z.string().trim().max(chatLimits.reasonLength).default(''),
      }),
      output: z.object({ messageId: id }),
      who: member,
      rate: { times: 20, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['chat:report-changed'],
    }),
    'chat:settle': command({
      summary: 'Say that the reports about a message have been seen to.',
      http: ['DELETE', '/api/messages/:messageId/reports'],
      input: ofMessage,
      output: z.object({ messageId: id }),
      who: staff,
      rate: often,
      tells: ['chat:report-changed'],
    }),
    'chat:pin': command({
      summary: 'Keep a message in sight, or no longer.',
      http: ['PUT', '/api/messages/:messageId/pin'],
      input: z.strictObject({ messageId: id, on: z.boolean() }),
      output: chatMessage,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['chat:changed'],
    }),
    'chat:set-up': command({
      summary: 'Say who may write in a channel, and how often.',
      http: ['PUT', '/api/channels/:channelId/settings'],
      input: z.strictObject({ channelId: id, ...settings }),
      output: chatChannel,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['chat:channel-changed'],
    }),
    'chat:lock-person': command({
      summary: 'Keep one person from writing in a channel for some minutes; 0 lifts it.',
      http: ['PUT', '/api/channels/:channelId/locks/:personId'],
      input: z.strictObject({
        channelId: id,
        personId: id,
        minutes: z.number().int().min(0).max(chatLimits.lockMinutes),
      }),
      output: chatLock,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['chat:lock-changed', 'chat:locked'],
    }),
    'chat:open-channel': command({
      summary: 'Open one more channel for a cohort.',
      http: ['POST', '/api/cohorts/:cohortId/channels'],
      input: z.strictObject({ cohortId: id, name: channelName }),
      output: chatChannel,
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['chat:channel-changed'],
    }),
    'chat:rename-channel': command({
      summary: 'Call a channel of a cohort something else.',
      http: ['PUT', '/api/channels/:channelId/name'],
      input: z.strictObject({ channelId: id, name: channelName }),
      output: chatChannel,
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['chat:channel-changed'],
    }),
  },
  views: {
    'chat:channels': view({
      summary: 'The channels of a cohort and how much of each one has not read.',
      http: '/api/cohorts/:cohortId/channels',
      input: z.strictObject({ cohortId: id }),
      data: channelList,
      who: member,
      follows: [
        'chat:channel-changed',
        'cohort:changed',
        'enrolment:changed',
        'chat:message',
        'chat:changed',
        'chat:read-to',
        'chat:cleared',
      ],
    }),
    'chat:room': view({
      summary: 'One channel: its newest messages, what is pinned, and how far one has read.',
      http: '/api/channels/:channelId',
      input: ofChannel,
      data: chatRoom,
      who: member,
      follows: [
        'chat:channel-changed',
        'cohort:changed',
        'enrolment:changed',
        'chat:message',
        'chat:changed',
        'chat:reactions',
        'chat:renamed',
        'chat:cleared',
        'chat:read-to',
        'chat:reacted',
        'chat:locked',
      ],
    }),
    'chat:page': view({
      summary: 'Messages of a channel before a position, or after one: the nearest 50.',
      http: '/api/channels/:channelId/messages',
      input: z.strictObject({
        channelId: id,
        direction: z.enum(['before', 'after']),
        /** Itself on neither page. */
        position: z.coerce.number().int().min(0),
      }),
      data: chatPage,
      who: member,
      follows: [
        'chat:message',
        'chat:changed',
        'chat:reactions',
        'chat:renamed',
        'chat:cleared',
        'chat:reacted',
      ],
    }),
    'chat:thread': view({
      summary: 'A message with its replies; asked for by a reply, the thread that this is in.',
      http: '/api/messages/:messageId/thread',
      input: ofMessage,
      data: chatThread,
      who: member,
      follows: [
        'chat:message',
        'chat:changed',
        'chat:reactions',
        'chat:renamed',
        'chat:cleared',
        'chat:reacted',
      ],
    }),
    'chat:search': view({
      summary:
        'Messages in the channels of a cohort and of its sessions, by words; not those that are deleted.',
      http: '/api/cohorts/:cohortId/messages',
      input: z.strictObject({
        cohortId: id,
        words: z.string().trim().min(1).max(chatLimits.searchLength),
        /** Only there. */
        channelId: id.optional(),
      }),
      data: chatFound,
      who: member,
      follows: [],
    }),
    'chat:people': view({
      summary: 'Whom a message can mention: people of the cohort whose names hold these words, by name.',
      http: '/api/cohorts/:cohortId/channels/people',
      input: z.strictObject({
        cohortId: id,
        words: z.string().trim().max(chatLimits.searchLength).default(''),
      }),
      data: z
        .object({ people: z.array(someone.extend({ isStaff: z.boolean() })) })
        .meta({ id: 'ChatPeople' }),
      who: member,
      follows: [],
    }),
    'chat:desk': view({
      summary: 'What was reported in a cohort and is not settled, and who may not write where.',
      http: '/api/cohorts/:cohortId/channels/desk',
      input: z.strictObject({ cohortId: id }),
      data: chatDesk,
      who: staff,
      follows: ['chat:report-changed', 'chat:lock-changed', 'chat:renamed', 'chat:cleared'],
    }),
    'chat:revisions': view({
      summary: 'How a message was worded, and by whom it was taken away.',
      http: '/api/messages/:messageId/revisions',
      input: ofMessage,
      data: chatRevisions,
      who: staff,
      follows: ['chat:changed', 'chat:renamed', 'chat:cleared'],
    }),
    'chat:summary': view({
      summary: 'What was said in a channel, with figures; of a session it stays after the session.',
      http: '/api/channels/:channelId/summary',
      input: ofChannel,
      data: chatSummary,
      who: staff,
      follows: ['chat:message', 'chat:changed', 'chat:reactions', 'chat:renamed', 'chat:cleared'],
    }),
    'chat:export-csv': view({
      summary: 'Everything that was said in a channel and not taken away, as CSV.',
      http: '/api/channels/:channelId/messages.csv',
      input: ofChannel,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'chat:export-json': view({
      summary: 'Everything that was said in a channel and not taken away, as JSON.',
      http: '/api/channels/:channelId/messages.json',
      input: ofChannel,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
  },
  events: {
    'chat:message': event({
      summary: 'Somebody said something; in a thread it also counts as a reply of what the thread hangs on.',
      kind: 'fact',
      delivery: 'conversation',
      data: chatMessage,
      on: [channel],
    }),
    'chat:changed': event({
      summary: 'A message reads differently, was taken away, was pinned, or lost a reply.',
      kind: 'state',
      delivery: 'conversation',
      data: chatMessage,
      key: (data) => data.id,
      on: [channel],
    }),
    'chat:reactions': event({
      summary: 'A message has these reactions.',
      kind: 'state',
      delivery: 'live',
      data: z
        .object({ id, channelId: id, reactions: chatMessage.shape.reactions })
        .meta({ id: 'ChatReactions' }),
      key: (data) => data.id,
      on: [channel],
    }),
    'chat:channel-changed': event({
      summary:
        'A channel is new, or has another name or other settings; that a cohort was archived is told by it.',
      kind: 'state',
      delivery: 'conversation',
      data: chatChannel,
      key: (data) => data.id,
      on: [channel, cohorts.topics.cohort],
    }),
    'chat:renamed': event({
      summary: 'Somebody who wrote in the channel, or is mentioned there, has another name.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ person: someone }).meta({ id: 'ChatRenamed' }),
      key: (data) => data.person.id,
      on: [channel, cohorts.topics.cohortStaff],
    }),
    'chat:cleared': event({
      summary:
        'What somebody wrote and did here is gone, because they were forgotten; it is to be fetched again.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ personId: id }).meta({ id: 'ChatCleared' }),
      key: (data) => data.personId,
      on: [channel, cohorts.topics.cohortStaff],
    }),
    'chat:typing': event({
      summary: 'Somebody is writing in a channel, or in a thread of it.',
      kind: 'signal',
      delivery: 'conversation',
      data: z.object({ channelId: id, threadId: id.nullable(), person: someone }).meta({ id: 'ChatTyping' }),
      on: [channel],
    }),
    'chat:read-to': event({
      summary: 'How far you have read in a channel; your other windows show the same.',
      kind: 'state',
      delivery: 'conversation',
      data: readStanding,
      key: (data) => data.channelId,
      on: [identity.topics.person],
    }),
    'chat:reacted': event({
      summary: 'Which reactions you have given to a message.',
      kind: 'state',
      delivery: 'live',
      data: z
        .object({ channelId: id, messageId: id, kinds: z.array(reactionKind) })
        .meta({ id: 'ChatReacted' }),
      key: (data) => data.messageId,
      on: [identity.topics.person],
    }),
    'chat:locked': event({
      summary: 'Until when you may not write in a channel; null: you may.',
      kind: 'state',
      delivery: 'conversation',
      data: z.object({ channelId: id, until: moment.nullable() }).meta({ id: 'ChatLocked' }),
      key: (data) => data.channelId,
      on: [identity.topics.person],
    }),
    'chat:mentioned': event({
      summary: 'A message mentions you.',
      kind: 'fact',
      delivery: 'conversation',
      data: z
        .object({ cohortId: id, channelId: id, messageId: id, threadId: id.nullable(), by: someone })
        .meta({ id: 'ChatMentioned' }),
      on: [identity.topics.person],
    }),
    'chat:said': event({
      summary:
        'Somebody said something to somebody: whom it mentions, calls and answers. No browser hears it.',
      kind: 'fact',
      delivery: 'conversation',
      data: z
        .object({
          cohortId: id,
          channelId: id,
          /** Whether it is the channel of a session, which has its id. */
          inSession: z.boolean(),
          messageId: id,
          threadId: id.nullable(),
          threadAuthorId: id.nullable(),
          authorId: id,
          mentions: z.array(id),
          calls,
        })
        .meta({ id: 'ChatSaid' }),
      on: [],
    }),
    'chat:report-changed': event({
      summary: 'A message was reported, once more or for the first time, or its reports are settled.',
      kind: 'state',
      delivery: 'conversation',
      data: z
        .union([reportedMessage, z.strictObject({ messageId: id, channelId: id, settled: z.literal(true) })])
        .meta({ id: 'ChatReportChanged' }),
      key: (data) => data.messageId,
      on: [cohorts.topics.cohortStaff],
    }),
    'chat:lock-changed': event({
      summary: 'Until when somebody may not write in a channel; null: they may.',
      kind: 'state',
      delivery: 'conversation',
      data: chatLock,
      key: (data) => `${data.channelId}/${data.person.id}`,
      on: [cohorts.topics.cohortStaff],
    }),
  },
  topics: { channel },
});
