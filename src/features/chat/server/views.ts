import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import {
  chatLimits,
  type ChannelList,
  type ChatDesk,
  type ChatMessage,
  type ChatPage,
  type ChatRevisions,
  type ChatRoom,
  type ChatThread,
} from '../contract.ts';
import * as channels from './channels.ts';
import * as desk from './deskStore.ts';
import { inChannel, isTop, messagesWhere, messageWith, reactedTo, stands, talkedAbout } from './rows.ts';
import * as store from './store.ts';

interface OfChannel {
  channelId: string;
}
interface OfCohort {
  cohortId: string;
}
interface OfMessage {
  messageId: string;
}

/** The channels of a cohort and what of each the reader has not read. */
export async function list({ actor, tx }: ViewContext, { cohortId }: OfCohort): Promise<ChannelList> {
  const viewer = await viewerOf({ actor, tx }, cohortId);
  const lines: ChannelList['channels'] = [];
  for (const channel of await channels.channelsOf(tx, cohortId)) {
    const { channelId, ...standing } = await store.standingOf(tx, { channelId: channel.id, ...viewer });
    lines.push({ ...channels.publicOf(channel), ...standing });
  }
  return { cohortId, viewer, channels: lines };
}

async function viewerOf(
  { actor, tx }: ViewContext,
  cohortId: string,
): Promise<{ personId: string; isStaff: boolean }> {
  return {
    personId: actor.userId,
    isStaff: await channels.isStaff(tx, actor, cohortId, 'look'),
  };
}

/** One channel: its newest messages, what is pinned, how far the reader has read and whether they may write. */
export async function room({ actor, tx }: ViewContext, { channelId }: OfChannel): Promise<ChatRoom> {
  const channel = await channels.channelWith(tx, channelId);
  const viewer = await viewerOf({ actor, tx }, channel.cohortId);
  const { channelId: _channelId, ...standing } = await store.standingOf(tx, { channelId, ...viewer });
  const lockedUntil = await store.lockedUntil(tx, channelId, actor.userId);
  const sentAt = await store.sentAt(tx, channelId, actor.userId);
  const { messages, isMore } = await nearest(tx, channelId, sql`true`, 'before');
  const isPinned = sql<SqlBool>`${inChannel(channelId)} and message.pinned_at is not null and ${stands}`;
  const pinned = await messagesWhere(tx, isPinned);
  return {
    channel: channels.publicOf(channel),
    viewer: {
      ...viewer,
      lockedUntil: lockedUntil?.toISOString() ?? null,
      sentAt: sentAt?.toISOString() ?? null,
    },
    ...standing,
    ...{ messages, hasEarlier: isMore, pinned },
    reacted: await reactedTo(tx, actor.userId, [...messages, ...pinned]),
    talkedAbout: await talkedAbout(tx, channelId),
  };
}

/** The page of messages nearest to a position; itself is on neither side's. */
export async function page(
  { actor, tx }: ViewContext,
  { channelId, direction, position }: OfChannel & { direction: 'before' | 'after'; position: number },
): Promise<ChatPage> {
  const isBefore = direction === 'before';
  const there = isBefore ? sql<SqlBool>`message.position < ${position}` : sql<SqlBool>`message.position > ${position}`; // prettier-ignore
  const beyond = isBefore ? sql<SqlBool>`message.position >= ${position}` : sql<SqlBool>`message.position <= ${position}`; // prettier-ignore
  const { messages, isMore } = await nearest(tx, channelId, there, direction);
  const { rows } = await sql<{ isThere: boolean }>`
    select exists (select from chat_message message
      where ${inChannel(channelId)} and ${isTop} and ${beyond}) as "isThere"`.execute(tx);
  const { isThere } = rows[0]!;
  return {
    channelId,
    messages,
    hasEarlier: isBefore ? isMore : isThere,
    hasLater: isBefore ? isThere : isMore,
    reacted: await reactedTo(tx, actor.userId, messages),
  };
}

/** At most a page of what stands in the channel itself, in order, and whether there is more in that direction. */
async function nearest(
  db: Queryable,
  channelId: string,
  which: RawBuilder<SqlBool>,
  direction: 'before' | 'after',
): Promise<{ messages: ChatMessage[]; isMore: boolean }> {
  const found = await messagesWhere(db, sql`${inChannel(channelId)} and ${isTop} and ${which}`, {
    order: direction === 'before' ? sql`message.position desc` : sql`message.position`,
    limit: chatLimits.page + 1,
  });
  const messages = found.slice(0, chatLimits.page);
  if (direction === 'before') messages.reverse();
  return { messages, isMore: found.length > chatLimits.page };
}

/** A message with its replies, whichever of them is asked for. */
export async function thread({ actor, tx }: ViewContext, { messageId }: OfMessage): Promise<ChatThread> {
  const asked = await messageWith(tx, messageId);
  const root = asked.threadId === null ? asked : await messageWith(tx, asked.threadId);
  const replies = await messagesWhere(tx, sql`message.thread_id = ${root.id}`);
  return { root, replies, reacted: await reactedTo(tx, actor.userId, [root, ...replies]) };
}

/** Messages that hold all the words, the newest first. */
export async function search(
  { tx }: ViewContext,
  { cohortId, words, channelId }: OfCohort & { words: string; channelId?: string | undefined },
): Promise<{ messages: ChatMessage[] }> {
  const wanted = wordsOf(words);
  const channelIds = sql`select id from chat_channel
    where cohort_id = ${cohortId} and id = coalesce(${channelId ?? null}::uuid, id)`;
  const found = sql<SqlBool>`message.channel_id in (${channelIds}) and ${stands} and not exists (
    select from unnest(${wanted}::text[]) as word where strpos(lower(message.text), word) = 0)`;
  const order = sql`message.sent_at desc, message.id desc`;
  return { messages: await messagesWhere(tx, found, { order, limit: chatLimits.found }) };
}

export async function people({ tx }: ViewContext, { cohortId, words }: OfCohort & { words: string }) {
  const wanted = wordsOf(words);
  const all = await store.people(tx, cohortId);
  return {
    people: all.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word))),
  };
}

const wordsOf = (words: string): string[] =>
  words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** What staff have to see to. */
export async function deskOf({ tx }: ViewContext, { cohortId }: OfCohort): Promise<ChatDesk> {
  return {
    cohortId,
    reports: await desk.reports(tx, { cohortId }),
    locks: await desk.locks(tx, cohortId),
  };
}

export function revisions({ tx }: ViewContext, { messageId }: OfMessage): Promise<ChatRevisions> {
  return desk.revisions(tx, messageId);
}
