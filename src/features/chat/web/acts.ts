import { chatLimits, type ChatChannel, type ChatMessage, type ChatRoom } from '../contract.ts';

export type MessageAct =
  'reply' | 'edit' | 'delete' | 'pin' | 'report' | 'copy' | 'revisions' | 'lock' | 'ask' | 'unask';

export interface Reader {
  personId: string;
  isStaff: boolean;
}

/** Why the reader cannot write; undefined: they can. */
export type Closed =
  { why: 'archived' | 'trial' | 'locked' | 'staffReplies' } | { why: 'person'; until: string };

interface Stance {
  channel: ChatChannel;
  reader: Reader;
  nowMs: number;
  /** Whether a question stands for the message already; null: no question can be made of it, or taken back. */
  asking?: 'made' | 'none' | null;
}

/** What the reader may do with a message, as far as it can be known here; the server decides. */
export function actsFor(
  message: ChatMessage,
  { channel, reader, nowMs, asking = null }: Stance,
): MessageAct[] {
  const isOwn = message.author.id === reader.personId;
  const { isStaff } = reader;
  if (message.deleted !== null) return isStaff && message.deleted !== 'forgotten' ? ['revisions'] : [];
  const may = !channel.archived;
  const isFresh = nowMs - Date.parse(message.at) < chatLimits.editSeconds * 1_000;
  const all: [MessageAct, boolean][] = [
    ['reply', message.threadId === null],
    ['edit', may && isOwn && isFresh],
    ['ask', may && asking === 'none' && (isOwn || isStaff)],
    ['unask', may && asking === 'made' && (isOwn || isStaff)],
    ['copy', true],
    ['pin', may && isStaff],
    ['report', !isOwn],
    ['revisions', isStaff && message.edited],
    ['lock', may && isStaff && !isOwn && !message.author.isStaff],
    ['delete', may && (isOwn || isStaff)],
  ];
  return all.filter(([, is]) => is).map(([act]) => act);
}

/** Whether the reader can write here now. `nowMs` by the server's clock. */
export function closedFor(
  { channel, viewer }: Pick<ChatRoom, 'channel' | 'viewer'>,
  { isThread, isTrial, nowMs }: { isThread: boolean; isTrial: boolean; nowMs: number },
): Closed | undefined {
  if (channel.archived) return { why: 'archived' };
  if (isTrial) return { why: 'trial' };
  if (viewer.isStaff) return undefined;
  const { lockedUntil } = viewer;
  if (lockedUntil !== null && Date.parse(lockedUntil) > nowMs) return { why: 'person', until: lockedUntil };
  if (channel.locked) return { why: 'locked' };
  return isThread && channel.staffReplies ? { why: 'staffReplies' } : undefined;
}

/** From when the reader may write again in slow mode; null: now. */
export function opensAtMs({ channel, viewer }: Pick<ChatRoom, 'channel' | 'viewer'>): number | null {
  if (viewer.isStaff || channel.slowSeconds === 0 || viewer.sentAt === null) return null;
  return Date.parse(viewer.sentAt) + channel.slowSeconds * 1_000;
}
