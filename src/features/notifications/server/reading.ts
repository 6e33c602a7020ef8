import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { identity } from '#features/identity/contract.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { notificationLimits, notifications, type NotificationsRead } from '../contract.ts';
import * as store from './store.ts';
import type { Write } from './telling.ts';

type Answer = Promise<NotificationsRead | Told<NotificationsRead>>;

export const readNamed = (context: CommandContext, { ids }: { ids: readonly string[] }): Answer =>
  read(context, store.which.named(ids));

export const readGroup = (context: CommandContext, { group }: { group: string }): Answer =>
  read(context, store.which.inGroup(group));

export const readAll = (context: CommandContext, { until }: { until: string }): Answer =>
  read(context, store.which.until(until));

const read = ({ actor, ...write }: CommandContext, which: RawBuilder<SqlBool>): Answer =>
  readFor(write, actor.userId, which);

/** Marks what somebody has not read as read; where nothing is, nobody is told. */
export async function readFor({ tx, tell }: Write, userId: string, which: RawBuilder<SqlBool>): Answer {
  const { rows: clock } = await sql<{ now: Date }>`
    select date_trunc('milliseconds', clock_timestamp()) as now`.execute(tx);
  const now = clock[0]!.now;
  const rows = await store.read(tx, userId, which, now);
  const news = {
    ids: rows.slice(0, notificationLimits.readAtOnce).map(({ id }) => id),
    readAt: now.toISOString(),
    more: rows.length > notificationLimits.readAtOnce,
  };
  if (rows.length === 0) return { ...news, unread: await store.unreadOf(tx, userId) };
  const topic = identity.topics.person.of({ userId });
  return tell(notifications, 'notifications:read', [topic], async (held) => ({
    ...news,
    // Counted once the log holds the topic: what was told at the same moment is among them.
    unread: await store.unreadOf(held, userId),
  }));
}
