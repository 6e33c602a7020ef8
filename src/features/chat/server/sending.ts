import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext, Person } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { chat, chatLimits, type Calls, type ChatMessage } from '../contract.ts';
import * as channels from './channels.ts';
import type { ChannelRow } from './channels.ts';
import * as desk from './deskStore.ts';
import { messageWith, talkedAbout } from './rows.ts';
import * as store from './store.ts';
import { tellChanged, tellMentioned, tellNew, tellReport } from './tell.ts';

interface Said {
  channelId: string;
  text: string;
  threadId: string | null;
  mentions: readonly string[];
  calls: Calls;
}

/** Says something in a channel, or in a thread of it. */
export async function send(
  { actor, tx, tell }: CommandContext,
  { channelId, text, threadId, mentions, calls }: Said,
): Promise<Told<ChatMessage>> {
  const channel = await channels.holdChannel(tx, channelId);
  const writer = await writerIn(tx, channel, actor);
  channels.requireNoTrial(channel, writer.isStaff);
  if (calls === 'everyone' && !writer.isStaff) throw new Refusal('forbidden', 'Only staff call everybody.');
  const thread = threadId === null ? null : await requireThread(tx, channel, writer, threadId);
  const mentioned = await mentionable(tx, channel, mentions);
  const at = await turnOf(tx, channel, writer);
  const id = newId();
  const position = await channels.takePosition(tx, channelId);
  const message = { id, channelId, position, threadId, authorId: actor.userId, text, calls, at };
  await store.insertMessage(tx, { ...message, byStaff: writer.isStaff });
  await store.mention(tx, id, mentioned);
  const told = tellNew(tell, message);
  const others = mentioned.filter((personId) => personId !== actor.userId);
  tellMentioned(tell, others, { ...message, cohortId: channel.cohortId });
  tell(chat, 'chat:said', [], {
    ...{ cohortId: channel.cohortId, channelId, messageId: id, threadId, calls },
    inSession: channel.kind === 'session',
    threadAuthorId: thread?.authorId ?? null,
    authorId: actor.userId,
    mentions: others,
  });
  return told;
}

/** A question of a session, as far as what is said about it has to know. */
interface Asked {
  sessionId: string;
  /** Everybody sees it. */
  isOpen: boolean;
}

/** How the room that has a question hands it over: neither of the two knows the other. */
export type AskedWith = (db: Queryable, questionId: string) => Promise<Asked | undefined>;

/** Begins to talk about an open question in the chat of its session; whoever asked it is named by nobody. */
export function puttingOf(askedWith: AskedWith) {
  return async function putQuestion(
    { actor, tx, tell }: CommandContext,
    { questionId, text }: { questionId: string; text: string },
  ): Promise<ChatMessage | Told<ChatMessage>> {
    const asked = await askedWith(tx, questionId);
    if (!asked) throw new Refusal('not_found');
    const channel = await channels.holdChannel(tx, asked.sessionId);
    channels.requireNoTrial(channel, true);
    if (!asked.isOpen) throw new Refusal('conflict', 'Only what everybody sees is put into the chat.');
    const known = (await talkedAbout(tx, channel.id)).find((one) => one.questionId === questionId);
    if (known) return messageWith(tx, known.messageId);
    const at = await turnOf(tx, channel, { personId: actor.userId, isStaff: true });
    const position = await channels.takePosition(tx, channel.id);
    const place = { id: newId(), channelId: channel.id, position, threadId: null, authorId: actor.userId };
    await store.insertMessage(tx, { ...place, byStaff: true, text, calls: 'nobody', at, questionId });
    return tellNew(tell, place);
  };
}

interface Writer {
  personId: string;
  isStaff: boolean;
}

/** @throws Refusal `forbidden` in a room that is locked, `not_yet` for whoever is locked out of it */
async function writerIn(tx: Tx, channel: ChannelRow, actor: Person): Promise<Writer> {
  const isStaff = await channels.isStaff(tx, actor, channel.cohortId, 'act');
  if (channel.locked && !isStaff) throw new Refusal('forbidden', 'Only staff write here at the moment.');
  const until = await store.lockedUntil(tx, channel.id, actor.userId);
  if (until) throw new Refusal('not_yet', 'You cannot write here at the moment.', { opensAt: until });
  return { personId: actor.userId, isStaff };
}

async function requireThread(
  tx: Tx,
  { id, staffReplies }: ChannelRow,
  { isStaff }: Writer,
  threadId: string,
): Promise<store.Thread> {
  const thread = await store.threadIn(tx, id, threadId);
  if (!thread) throw new Refusal('not_found', 'This channel has no such message.');
  if (thread.isReply) throw new Refusal('conflict', 'A reply has no thread of its own.');
  if (!thread.stands) throw new Refusal('conflict', 'This message was taken away.');
  if (staffReplies && !isStaff) throw new Refusal('forbidden', 'Only staff reply here.');
  if (thread.replies >= chatLimits.replies)
    throw new Refusal('conflict', 'This thread is full: begin another one.');
  return thread;
}

async function mentionable(
  tx: Tx,
  { cohortId }: ChannelRow,
  personIds: readonly string[],
): Promise<string[]> {
  const wanted = new Set(personIds);
  if (wanted.size === 0) return [];
  const found = await store.belonging(tx, cohortId, [...wanted]);
  if (found.length < wanted.size)
    throw new Refusal('conflict', 'Somebody who is mentioned does not belong to this cohort.');
  return found.map(({ id }) => id);
}

/** @throws Refusal `not_yet` for whoever has just written where the channel is slow */
async function turnOf(
  tx: Tx,
  { id: channelId, slowSeconds }: ChannelRow,
  { personId, isStaff }: Writer,
): Promise<Date> {
  const turn = await store.takeTurn(tx, { channelId, personId, slowSeconds: isStaff ? 0 : slowSeconds });
  if ('at' in turn) return turn.at;
  throw new Refusal('not_yet', 'This channel is slow: wait a moment before you write again.', turn);
}

/** Puts one's own message differently; staff can still read how it was. */
export async function edit(
  { actor, tx, tell }: CommandContext,
  { messageId, text }: { messageId: string; text: string },
): Promise<ChatMessage | Told<ChatMessage>> {
  const channel = await channels.holdChannelOf(tx, messageId);
  const message = await store.messageRow(tx, messageId);
  if (message.authorId !== actor.userId) throw new Refusal('forbidden', 'This message is not yours.');
  requireStanding(message);
  await writerIn(tx, channel, actor);
  if (!message.isEditable)
    throw new Refusal('conflict', 'Others have read this message: write another one instead.');
  if (message.text === text) return messageWith(tx, messageId);
  await store.reword(tx, messageId, text);
  await tellIfReported({ tx, tell }, channel, message);
  return tellChanged(tell, message);
}

/** Takes a message away; whoever runs the cohort may take away anybody's. */
export async function takeAway(
  { actor, tx, tell }: CommandContext,
  { messageId }: { messageId: string },
): Promise<ChatMessage | Told<ChatMessage>> {
  const channel = await channels.holdChannelOf(tx, messageId);
  const message = await store.messageRow(tx, messageId);
  if (message.authorId !== actor.userId && !(await channels.isStaff(tx, actor, channel.cohortId, 'act')))
    throw new Refusal('forbidden', 'This message is not yours.');
  if (message.isDeleted) return messageWith(tx, messageId);
  await store.takeAway(tx, messageId, actor.userId);
  if (message.threadId !== null) tellChanged(tell, { ...message, id: message.threadId });
  return tellChanged(tell, message);
}

/** @throws Refusal `conflict` for a message that was taken away or forgotten */
export function requireStanding({ isDeleted, text }: store.MessageRow): void {
  if (isDeleted || text === null) throw new Refusal('conflict', 'This message was taken away.');
}

/** Staff who look at a report see what the message says now. */
async function tellIfReported(
  { tx, tell }: Pick<CommandContext, 'tx' | 'tell'>,
  { cohortId }: ChannelRow,
  message: store.MessageRow,
): Promise<void> {
  const isReported = (await desk.reports(tx, { messageId: message.id })).length > 0;
  if (isReported) tellReport(tell, cohortId, message);
}
