import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { chat, type ChatChannel, type ChatLock, type ChatMessage, type ReadStanding } from '../contract.ts';
import { channelWith, publicOf } from './channels.ts';
import * as desk from './deskStore.ts';
import { messageWith } from './rows.ts';
import * as store from './store.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

const channelTopic = (channelId: string): string => chat.topics.channel.of({ channelId });
const staffTopic = (cohortId: string): string => cohorts.topics.cohortStaff.of({ cohortId });
const personTopic = (userId: string): string => identity.topics.person.of({ userId });

/** Tells everybody in the channel what somebody said. */
export function tellNew(tell: Tell, { id, channelId }: { id: string; channelId: string }): Told<ChatMessage> {
  return tell(chat, 'chat:message', [channelTopic(channelId)], (held) => messageWith(held, id));
}

/** Tells everybody in the channel how a message is now. */
export function tellChanged(
  tell: Tell,
  { id, channelId }: { id: string; channelId: string },
): Told<ChatMessage> {
  return tell(chat, 'chat:changed', [channelTopic(channelId)], (held) => messageWith(held, id));
}

/** Tells each of them that a message mentions them. */
export function tellMentioned(
  tell: Tell,
  personIds: readonly string[],
  message: { cohortId: string; channelId: string; id: string; threadId: string | null; authorId: string },
): void {
  if (personIds.length === 0) return;
  const { cohortId, channelId, id: messageId, threadId, authorId } = message;
  tell(chat, 'chat:mentioned', personIds.map(personTopic), async (held) => ({
    ...{ cohortId, channelId, messageId, threadId },
    by: await someone(held, authorId),
  }));
}

/** Tells which reactions a message has; of two who react at once, the last word has both. */
export function tellReactions(tell: Tell, { id, channelId }: { id: string; channelId: string }): void {
  tell(chat, 'chat:reactions', [channelTopic(channelId)], async (held) => {
    const { reactions } = await messageWith(held, id);
    return { id, channelId, reactions };
  });
}

/** Tells somebody, on a topic that nobody else hears, which reactions they have given. */
export function tellReacted(
  tell: Tell,
  personId: string,
  { id, channelId }: { id: string; channelId: string },
) {
  return tell(chat, 'chat:reacted', [personTopic(personId)], async (held) => ({
    ...{ channelId, messageId: id },
    kinds: await store.reactionsOf(held, id, personId),
  }));
}

/** Tells somebody how far they have read. */
export function tellReadTo(
  tell: Tell,
  reader: { channelId: string; personId: string; isStaff: boolean },
): Told<ReadStanding> {
  return tell(chat, 'chat:read-to', [personTopic(reader.personId)], (held) => store.standingOf(held, reader));
}

/** Tells that a channel is new or different; a session's on its own topic alone. */
export function tellChannel(tell: Tell, { id, cohortId, kind }: ChatChannel): Told<ChatChannel> {
  const inCohort = kind === 'cohort' ? [cohorts.topics.cohort.of({ cohortId })] : [];
  return tell(chat, 'chat:channel-changed', [channelTopic(id), ...inCohort], async (held) =>
    publicOf(await channelWith(held, id)),
  );
}

/** Tells staff what is reported about a message; that nothing is, only where something was. */
export function tellReport(
  tell: Tell,
  cohortId: string,
  { id: messageId, channelId }: { id: string; channelId: string },
): void {
  tell(chat, 'chat:report-changed', [staffTopic(cohortId)], async (held) => {
    const [reported] = await desk.reports(held, { messageId });
    return reported ?? { messageId, channelId, settled: true as const };
  });
}

/** Tells staff, and whom it is about, until when somebody may not write. */
export function tellLock(
  tell: Tell,
  { id: channelId, cohortId }: ChatChannel,
  personId: string,
): Told<ChatLock> {
  const untilOf = async (held: Tx): Promise<string | null> =>
    (await store.lockedUntil(held, channelId, personId))?.toISOString() ?? null;
  tell(chat, 'chat:locked', [personTopic(personId)], async (held) => ({
    channelId,
    until: await untilOf(held),
  }));
  return tell(chat, 'chat:lock-changed', [staffTopic(cohortId)], async (held) => ({
    ...{ channelId, person: await someone(held, personId) },
    until: await untilOf(held),
  }));
}

/** Where somebody is named, or has done something that others see. */
export interface Traces {
  channelIds: readonly string[];
  cohortIds: readonly string[];
}

const topicsOf = ({ channelIds, cohortIds }: Traces): string[] => [
  ...channelIds.map(channelTopic),
  ...cohortIds.map(staffTopic),
];

export function tellRenamedIn(tell: Tell, traces: Traces, personId: string): void {
  const topics = topicsOf(traces);
  if (topics.length === 0) return;
  tell(chat, 'chat:renamed', topics, async (held) => ({ person: await someone(held, personId) }));
}

export function tellClearedIn(tell: Tell, traces: Traces, personId: string): void {
  const topics = topicsOf(traces);
  if (topics.length > 0) tell(chat, 'chat:cleared', topics, { personId });
}

async function someone(db: Tx, personId: string): Promise<{ id: string; name: string }> {
  const { id, name } = await accounts.byId(db, personId);
  return { id, name };
}
