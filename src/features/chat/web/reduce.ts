import type { EventData, ViewData } from '#kernel/contract.ts';
import { cohorts, type CohortFacts } from '#features/cohorts/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  chat,
  chatLimits,
  type ChannelList,
  type ChatChannel,
  type ChatDesk,
  type ChatLock,
  type ChatMessage,
  type ChatPage,
  type ChatRevisions,
  type ChatRoom,
  type ChatSummary,
  type ChatThread,
  type ReactionKind,
  type ReadStanding,
} from '../contract.ts';
import { withMessage, withRead, withoutCount } from './counting.ts';
import {
  isRoot,
  withChanged,
  withOne,
  withReactions,
  withRenamed,
  withReply,
  type Person,
  type Reactions,
} from './messages.ts';

type Topic = Pick<About, 'topic'>;
type PageInput = { input: { direction: 'before' | 'after'; position: number | string } };
type ReportChanged = ViewData<typeof chat, 'chat:desk'>['reports'][number] | Settled;
interface Settled {
  messageId: string;
  settled: true;
}
interface Reacted {
  messageId: string;
  kinds: ReactionKind[];
}
interface Renamed {
  person: Person;
}

/** Of two topics that tell the same, a view goes by one: what comes on the other one may be older. */
const isOfChannel = ({ topic }: Topic): boolean => chat.topics.channel.match(topic) !== undefined;
const isOfStaff = ({ topic }: Topic): boolean => cohorts.topics.cohortStaff.match(topic) !== undefined;

type OwnReactions = ChatRoom['reacted'];

function withReacted(reacted: OwnReactions, { messageId, kinds }: Reacted): OwnReactions {
  if ((reacted[messageId] ?? []).join() === kinds.join()) return reacted;
  const { [messageId]: _former, ...others } = reacted;
  return kinds.length === 0 ? others : { ...others, [messageId]: kinds };
}

/** Only of what is shown. */
function keptOf(reacted: OwnReactions, shown: readonly ChatMessage[]): OwnReactions {
  const ids = new Set(shown.map(({ id }) => id));
  const entries = Object.entries(reacted).filter(([id]) => ids.has(id));
  return entries.length === Object.keys(reacted).length ? reacted : Object.fromEntries(entries);
}

/** Who becomes staff, or is no longer, is called by other messages: what is counted is asked for again. */
function enrolled<Data extends { viewer: { personId: string } }>(
  data: Data,
  { enrolment }: EventData<typeof cohorts, 'enrolment:changed'>,
): Data | 'refetch' {
  return enrolment.userId === data.viewer.personId ? 'refetch' : data;
}

/* One channel */

export function roomChannel(data: ChatRoom, channel: ChatChannel, about: Topic): ChatRoom {
  return channel.id === data.channel.id && isOfChannel(about) ? { ...data, channel } : data;
}

export function roomCohort(data: ChatRoom, { cohortId, archived }: CohortFacts): ChatRoom {
  const { channel } = data;
  if (channel.cohortId !== cohortId || channel.archived === archived) return data;
  return { ...data, channel: { ...channel, archived } };
}

export function roomMessage(data: ChatRoom, message: ChatMessage): ChatRoom {
  if (message.channelId !== data.channel.id) return data;
  const counted = withMessage(data, message, data.viewer);
  const heard = withTalk(withSentAt(counted, message), message);
  if (!isRoot(message)) {
    return { ...heard, messages: withReply(data.messages, message), pinned: withReply(data.pinned, message) };
  }
  const [oldest] = data.messages;
  const hasFallenOff = data.hasEarlier && oldest !== undefined && message.position < oldest.position;
  if (hasFallenOff || data.messages.some(({ id }) => id === message.id)) return heard;
  const all = withOne(data.messages, message);
  const messages = all.slice(-chatLimits.page);
  const hasEarlier = data.hasEarlier || messages.length < all.length;
  return { ...heard, messages, hasEarlier, reacted: keptOf(data.reacted, [...messages, ...data.pinned]) };
}

function withSentAt(data: ChatRoom, { author, at }: ChatMessage): ChatRoom {
  const { viewer } = data;
  const isNewest = viewer.sentAt === null || Date.parse(viewer.sentAt) < Date.parse(at);
  return author.id === viewer.personId && isNewest ? { ...data, viewer: { ...viewer, sentAt: at } } : data;
}

function withTalk(data: ChatRoom, { id: messageId, questionId }: ChatMessage): ChatRoom {
  const before = data.talkedAbout.find((one) => one.messageId === messageId);
  if (before?.questionId === (questionId ?? undefined)) return data;
  const others = data.talkedAbout.filter((one) => one !== before);
  if (questionId === null) return { ...data, talkedAbout: others };
  const after = others.findIndex((one) => one.questionId > questionId);
  const at = after === -1 ? others.length : after;
  return { ...data, talkedAbout: others.toSpliced(at, 0, { questionId, messageId }) };
}

export function roomChanged(data: ChatRoom, message: ChatMessage): ChatRoom | 'refetch' {
  if (message.channelId !== data.channel.id) return data;
  const before = [...data.messages, ...data.pinned].find(({ id }) => id === message.id);
  const counted = withoutCount(data, { before, message }, data.viewer);
  if (counted === 'refetch') return 'refetch';
  const isPinned = message.pinned && message.deleted === null;
  // Which of its reactions are one's own was told to nobody who did not see it.
  if (isPinned && !before && message.reactions.length > 0) return 'refetch';
  const messages = withChanged(data.messages, message);
  const others = data.pinned.filter(({ id }) => id !== message.id);
  const pinned = isPinned ? withOne(others, message) : others;
  return {
    ...withTalk(counted, message),
    messages,
    pinned,
    reacted: keptOf(data.reacted, [...messages, ...pinned]),
  };
}

export function roomReactions(data: ChatRoom, event: Reactions): ChatRoom {
  const messages = withReactions(data.messages, event);
  const pinned = withReactions(data.pinned, event);
  return messages === data.messages && pinned === data.pinned ? data : { ...data, messages, pinned };
}

export function roomReacted(data: ChatRoom, event: Reacted): ChatRoom {
  const isShown = [...data.messages, ...data.pinned].some(({ id }) => id === event.messageId);
  const reacted = isShown ? withReacted(data.reacted, event) : data.reacted;
  return reacted === data.reacted ? data : { ...data, reacted };
}

export function roomRenamed(data: ChatRoom, { person }: Renamed, about: Topic): ChatRoom {
  if (!isOfChannel(about)) return data;
  const messages = withRenamed(data.messages, person);
  const pinned = withRenamed(data.pinned, person);
  return messages === data.messages && pinned === data.pinned ? data : { ...data, messages, pinned };
}

export function roomRead(data: ChatRoom, event: ReadStanding): ChatRoom | 'refetch' {
  if (event.channelId !== data.channel.id) return data;
  return withRead(data, event, data.viewer, data);
}

export function roomLocked(data: ChatRoom, event: { channelId: string; until: string | null }): ChatRoom {
  const { viewer } = data;
  if (event.channelId !== data.channel.id || viewer.lockedUntil === event.until) return data;
  return { ...data, viewer: { ...viewer, lockedUntil: event.until } };
}

/* Further pages of it */

export function pageMessage(data: ChatPage, message: ChatMessage, { input }: PageInput): ChatPage {
  if (message.channelId !== data.channelId) return data;
  if (!isRoot(message)) return withMessages(data, withReply(data.messages, message));
  const limit = Number(input.position);
  if (input.direction === 'after' && message.position <= limit) return data;
  const last = data.messages.at(-1);
  if (data.hasLater || (last && message.position <= last.position)) return data;
  const isBeyond = input.direction === 'before' && message.position >= limit;
  if (isBeyond || data.messages.length >= chatLimits.page) return { ...data, hasLater: true };
  return { ...data, messages: [...data.messages, message] };
}

export function pageChanged(data: ChatPage, message: ChatMessage): ChatPage {
  return withMessages(data, withChanged(data.messages, message));
}

export function pageReactions(data: ChatPage, event: Reactions): ChatPage {
  return withMessages(data, withReactions(data.messages, event));
}

export function pageReacted(data: ChatPage, event: Reacted): ChatPage {
  if (!data.messages.some(({ id }) => id === event.messageId)) return data;
  const reacted = withReacted(data.reacted, event);
  return reacted === data.reacted ? data : { ...data, reacted };
}

export function pageRenamed(data: ChatPage, { person }: Renamed, about: Topic): ChatPage {
  return isOfChannel(about) ? withMessages(data, withRenamed(data.messages, person)) : data;
}

function withMessages(data: ChatPage, messages: ChatMessage[]): ChatPage {
  return messages === data.messages ? data : { ...data, messages };
}

/* A thread */

export function threadMessage(data: ChatThread, message: ChatMessage): ChatThread {
  if (message.threadId !== data.root.id) return data;
  const [root] = withReply([data.root], message);
  return ofThread(data, root!, withOne(data.replies, message));
}

export function threadChanged(data: ChatThread, message: ChatMessage): ChatThread {
  return ofThread(data, withChanged([data.root], message)[0]!, withChanged(data.replies, message));
}

export function threadReactions(data: ChatThread, event: Reactions): ChatThread {
  return ofThread(data, withReactions([data.root], event)[0]!, withReactions(data.replies, event));
}

export function threadReacted(data: ChatThread, event: Reacted): ChatThread {
  if (![data.root, ...data.replies].some(({ id }) => id === event.messageId)) return data;
  const reacted = withReacted(data.reacted, event);
  return reacted === data.reacted ? data : { ...data, reacted };
}

export function threadRenamed(data: ChatThread, { person }: Renamed, about: Topic): ChatThread {
  if (!isOfChannel(about)) return data;
  return ofThread(data, withRenamed([data.root], person)[0]!, withRenamed(data.replies, person));
}

function ofThread(data: ChatThread, root: ChatMessage, replies: ChatMessage[]): ChatThread {
  return root === data.root && replies === data.replies ? data : { ...data, root, replies };
}

/* The channels of a cohort */

type Line = ChannelList['channels'][number];

function withLine(
  data: ChannelList,
  channelId: string,
  change: (line: Line) => Line | 'refetch',
): ChannelList | 'refetch' {
  const line = data.channels.find(({ id }) => id === channelId);
  const changed = line && change(line);
  if (!changed || changed === line) return data;
  if (changed === 'refetch') return 'refetch';
  return { ...data, channels: data.channels.map((one) => (one === line ? changed : one)) };
}

/** Of a new channel more is to be known than this says. */
export function listChannel(data: ChannelList, channel: ChatChannel, about: Topic): ChannelList | 'refetch' {
  if (channel.kind !== 'cohort' || channel.cohortId !== data.cohortId || isOfChannel(about)) return data;
  if (!data.channels.some(({ id }) => id === channel.id)) return 'refetch';
  return withLine(data, channel.id, (line) => ({ ...line, ...channel }));
}

export function listCohort(data: ChannelList, { cohortId, archived }: CohortFacts): ChannelList {
  if (cohortId !== data.cohortId || data.channels.every((line) => line.archived === archived)) return data;
  return { ...data, channels: data.channels.map((line) => ({ ...line, archived })) };
}

export function listMessage(data: ChannelList, message: ChatMessage): ChannelList | 'refetch' {
  return withLine(data, message.channelId, (line) => withMessage(line, message, data.viewer));
}

export function listChanged(data: ChannelList, message: ChatMessage): ChannelList | 'refetch' {
  return withLine(data, message.channelId, (line) =>
    withoutCount(line, { before: undefined, message }, data.viewer),
  );
}

export function listRead(data: ChannelList, event: ReadStanding): ChannelList | 'refetch' {
  return withLine(data, event.channelId, (line) => withRead(line, event, data.viewer));
}

/* What staff see to */

export function deskReport(data: ChatDesk, event: ReportChanged): ChatDesk {
  const others = data.reports.filter(({ messageId }) => messageId !== event.messageId);
  if ('settled' in event) return others.length === data.reports.length ? data : { ...data, reports: others };
  const after = others.findIndex(({ messageId }) => messageId > event.messageId);
  return { ...data, reports: others.toSpliced(after === -1 ? others.length : after, 0, event) };
}

export function deskLock(data: ChatDesk, lock: ChatLock): ChatDesk {
  const keyOf = ({ channelId, person }: ChatLock): string => `${channelId}/${person.id}`;
  const others = data.locks.filter((one) => keyOf(one) !== keyOf(lock));
  if (lock.until === null) return others.length === data.locks.length ? data : { ...data, locks: others };
  const after = others.findIndex((one) => keyOf(one) > keyOf(lock));
  return { ...data, locks: others.toSpliced(after === -1 ? others.length : after, 0, lock) };
}

export function deskRenamed(data: ChatDesk, { person }: Renamed, about: Topic): ChatDesk {
  if (!isOfStaff(about)) return data;
  const named = <One extends Person>(one: One): One =>
    one.id === person.id ? { ...one, name: person.name } : one;
  return {
    ...data,
    reports: data.reports.map((report) => ({
      ...report,
      author: named(report.author),
      reports: report.reports.map((one) => ({ ...one, by: named(one.by) })),
    })),
    locks: data.locks.map((lock) => ({ ...lock, person: named(lock.person) })),
  };
}

export function revisionsChanged(data: ChatRevisions, message: ChatMessage): ChatRevisions | 'refetch' {
  return message.id === data.messageId ? 'refetch' : data;
}

export function revisionsRenamed(data: ChatRevisions, { person }: Renamed): ChatRevisions {
  const { deleted } = data;
  if (deleted?.by.id !== person.id || deleted.by.name === person.name) return data;
  return { ...data, deleted: { ...deleted, by: person } };
}

/** A summary is counted from the rows, and so by the server. */
export function summaryChanged(data: ChatSummary, event: { channelId: string }): ChatSummary | 'refetch' {
  return event.channelId === data.channelId ? 'refetch' : data;
}

/** Of somebody who was forgotten (`chat:cleared`), views ask again: they have no reducer for it. */
export const chatLive = liveRoom(chat, {
  'chat:channels': {
    'chat:channel-changed': listChannel,
    'cohort:changed': listCohort,
    'enrolment:changed': enrolled,
    'chat:message': listMessage,
    'chat:changed': listChanged,
    'chat:read-to': listRead,
  },
  'chat:room': {
    'chat:channel-changed': roomChannel,
    'cohort:changed': roomCohort,
    'enrolment:changed': enrolled,
    'chat:message': roomMessage,
    'chat:changed': roomChanged,
    'chat:reactions': roomReactions,
    'chat:renamed': roomRenamed,
    'chat:read-to': roomRead,
    'chat:reacted': roomReacted,
    'chat:locked': roomLocked,
  },
  'chat:page': {
    'chat:message': pageMessage,
    'chat:changed': pageChanged,
    'chat:reactions': pageReactions,
    'chat:renamed': pageRenamed,
    'chat:reacted': pageReacted,
  },
  'chat:thread': {
    'chat:message': threadMessage,
    'chat:changed': threadChanged,
    'chat:reactions': threadReactions,
    'chat:renamed': threadRenamed,
    'chat:reacted': threadReacted,
  },
  'chat:desk': {
    'chat:report-changed': deskReport,
    'chat:lock-changed': deskLock,
    'chat:renamed': deskRenamed,
  },
  'chat:summary': {
    'chat:message': summaryChanged,
    'chat:changed': summaryChanged,
    'chat:reactions': summaryChanged,
  },
  'chat:revisions': { 'chat:changed': revisionsChanged, 'chat:renamed': revisionsRenamed },
});
