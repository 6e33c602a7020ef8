import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { chatLimits, type ChatChannel, type ChatLock, type ChatMessage } from '../contract.ts';
import * as channels from './channels.ts';
import * as desk from './deskStore.ts';
import { messageWith } from './rows.ts';
import { requireStanding } from './sending.ts';
import * as store from './store.ts';
import { tellChanged, tellChannel, tellLock, tellReport } from './tell.ts';

/** Keeps a message in sight of everybody, or no longer. */
export async function pin(
  { tx, tell }: CommandContext,
  { messageId, on }: { messageId: string; on: boolean },
): Promise<ChatMessage | Told<ChatMessage>> {
  await channels.holdChannelOf(tx, messageId);
  const message = await store.messageRow(tx, messageId);
  if (on) requireStanding(message);
  if (message.isPinned === on) return messageWith(tx, messageId);
  if (!(await store.pin(tx, message, on)))
    throw new Refusal('conflict', `No more than ${chatLimits.pins} messages are pinned at once.`);
  return tellChanged(tell, message);
}

/** Says who may write in a channel, and how often. */
export async function setUp(
  { tx, tell }: CommandContext,
  {
    channelId,
    ...settings
  }: { channelId: string } & Pick<ChatChannel, 'slowSeconds' | 'locked' | 'staffReplies'>,
): Promise<Told<ChatChannel>> {
  const channel = await channels.holdChannel(tx, channelId);
  await channels.setUp(tx, channelId, settings);
  return tellChannel(tell, channel);
}

/** Keeps one person from writing in a channel; of staff nobody can be kept from it. */
export async function lockPerson(
  { actor, tx, tell }: CommandContext,
  { channelId, personId, minutes }: { channelId: string; personId: string; minutes: number },
): Promise<Told<ChatLock>> {
  const channel = await channels.holdChannel(tx, channelId);
  const [person] = await store.belonging(tx, channel.cohortId, [personId]);
  if (!person) throw new Refusal('not_found', 'Nobody of this cohort has this id.');
  if (person.isStaff) throw new Refusal('conflict', 'Staff cannot be kept from writing.');
  await desk.lock(tx, { channelId, personId, byId: actor.userId, minutes });
  return tellLock(tell, channel, personId);
}

/** Says that reports about a message have been seen to. */
export async function settle(
  { tx, tell }: CommandContext,
  { messageId }: { messageId: string },
): Promise<{ messageId: string }> {
  const channel = await channels.holdChannelOf(tx, messageId);
  if (await desk.settle(tx, messageId))
    tellReport(tell, channel.cohortId, { id: messageId, channelId: channel.id });
  return { messageId };
}

/** Opens one more channel for a cohort. */
export async function openChannel(
  { tx, tell }: CommandContext,
  { cohortId, name }: { cohortId: string; name: string },
): Promise<Told<ChatChannel>> {
  await channels.holdCohort(tx, cohortId);
  const id = newId();
  if (!(await channels.insertChannel(tx, { id, cohortId, name })))
    throw new Refusal('conflict', `A cohort has no more than ${chatLimits.channels} channels.`);
  return tellChannel(tell, await channels.channelWith(tx, id));
}

/** Calls a channel of a cohort something else; a session's is called like the session. */
export async function renameChannel(
  { tx, tell }: CommandContext,
  { channelId, name }: { channelId: string; name: string },
): Promise<Told<ChatChannel>> {
  const channel = await channels.holdChannel(tx, channelId);
  if (channel.kind === 'session')
    throw new Refusal('conflict', 'A session’s channel is called like the session.');
  await channels.rename(tx, channelId, name);
  return tellChannel(tell, channel);
}
