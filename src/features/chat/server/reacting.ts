import { Refusal } from '#kernel/refusal.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { chat, type ReactionKind, type ReadStanding } from '../contract.ts';
import * as channels from './channels.ts';
import * as desk from './deskStore.ts';
import { requireStanding } from './sending.ts';
import * as store from './store.ts';
import { tellReacted, tellReactions, tellReadTo, tellReport } from './tell.ts';

interface Reacted {
  channelId: string;
  messageId: string;
  kinds: ReactionKind[];
}

/** Reacts to a message, or no longer; once a kind, whoever presses however often. */
export async function react(
  { actor, tx, tell }: CommandContext,
  { messageId, kind, on }: { messageId: string; kind: ReactionKind; on: boolean },
): Promise<Reacted | Told<Reacted>> {
  const { channelId, cohortId, stands, archived, isRehearsed } = await store.shareMessage(tx, messageId);
  if (archived) throw new Refusal('conflict', 'This channel is archived with its cohort.');
  if (!stands) throw new Refusal('conflict', 'This message was taken away.');
  if (on && isRehearsed)
    channels.requireNoTrial({ isRehearsed }, await channels.isStaff(tx, actor, cohortId, 'act'));
  const personId = actor.userId;
  const isDifferent = await store.react(tx, { messageId, personId, kind, on });
  const message = { id: messageId, channelId };
  if (!isDifferent) return { channelId, messageId, kinds: await store.reactionsOf(tx, messageId, personId) };
  tellReactions(tell, message);
  return tellReacted(tell, personId, message);
}

/** Notes how far somebody has read; it never goes back. */
export async function read(
  { actor, tx, tell }: CommandContext,
  { channelId, position }: { channelId: string; position: number },
): Promise<Told<ReadStanding>> {
  const { cohortId } = await channels.channelWith(tx, channelId);
  const isStaff = await channels.isStaff(tx, actor, cohortId, 'look');
  await store.readTo(tx, { channelId, personId: actor.userId, position });
  return tellReadTo(tell, { channelId, personId: actor.userId, isStaff });
}

/** Says that somebody writes, to whoever is there now. */
export async function type(
  { actor, tx, tell }: CommandContext,
  { channelId, threadId }: { channelId: string; threadId: string | null },
): Promise<Record<never, never>> {
  const channel = await channels.channelWith(tx, channelId);
  if (channel.archived) throw new Refusal('conflict', 'This channel is archived with its cohort.');
  const isStaff = await channels.isStaff(tx, actor, channel.cohortId, 'act');
  const isLocked = (await store.lockedUntil(tx, channelId, actor.userId)) !== null;
  // Whoever cannot write is not shown as writing.
  const isForStaff = channel.locked || (threadId !== null && channel.staffReplies);
  if (isLocked || (isForStaff && !isStaff) || (channel.isRehearsed && isStaff)) return {};
  const { id, name } = await accounts.byId(tx, actor.userId);
  tell(chat, 'chat:typing', [chat.topics.channel.of({ channelId })], {
    ...{ channelId, threadId },
    person: { id, name },
  });
  return {};
}

/** Tells staff about a message of somebody else. */
export async function report(
  { actor, tx, tell }: CommandContext,
  { messageId, reason }: { messageId: string; reason: string },
): Promise<{ messageId: string }> {
  const channel = await channels.holdChannelOf(tx, messageId);
  const message = await store.messageRow(tx, messageId);
  if (message.authorId === actor.userId) throw new Refusal('conflict', 'This message is your own.');
  requireStanding(message);
  await desk.report(tx, { messageId, personId: actor.userId, reason });
  tellReport(tell, channel.cohortId, message);
  return { messageId };
}
