import { sql } from 'kysely';
import type { Tx } from '#platform/server/db/database.ts';
import { notificationColumns, notificationTables, publicOf, type NotificationRow } from './store.ts';
import type { Said } from './letters.ts';

/** What no mail has said yet and nobody has read, gathered under one key. */
export interface Owed extends Said {
  /** Of the notification. */
  id: string;
  collapseKey: string;
  /** What is told by it, in the order of their keys. */
  effectKeys: string[];
}

/**
 * What is owed to somebody through a channel, held until commit: of two workers the second finds what the first has
 * left. Newest first.
 *
 * @param collapseKey absent: everything that is due
 */
export async function owed(
  tx: Tx,
  personId: string,
  channel: 'now' | 'digest',
  collapseKey?: string,
): Promise<Owed[]> {
  const { rows: effects } = await sql<{ effectKey: string; collapseKey: string }>`
    select effect_key as "effectKey", collapse_key as "collapseKey" from notification_effect
    where person_id = ${personId} and mail = ${channel} and due_at <= clock_timestamp()
      and (${collapseKey ?? null}::text is null or collapse_key = ${collapseKey ?? null}::text)
    order by effect_key for update`.execute(tx);
  const byKey = new Map<string, string[]>();
  for (const { effectKey, collapseKey: key } of effects)
    byKey.set(key, [...(byKey.get(key) ?? []), effectKey]);
  if (byKey.size === 0) return [];
  const { rows } = await sql<NotificationRow & { collapseKey: string }>`
    select ${notificationColumns}, n.collapse_key as "collapseKey" from ${notificationTables}
    where n.person_id = ${personId} and n.read_at is null and n.collapse_key = any (${[...byKey.keys()]}::text[])
    order by n.at desc, n.id desc`.execute(tx);
  return rows.map((row) => {
    const effectKeys = byKey.get(row.collapseKey)!;
    return { ...publicOf(row), collapseKey: row.collapseKey, effectKeys, times: effectKeys.length };
  });
}

/** Notes that a mail says these, or (null) that none will. */
export async function settle(
  tx: Tx,
  personId: string,
  all: readonly Owed[],
  mailed: { at: Date; effectKey: string } | null,
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update notification_effect set due_at = null, mailed_at = ${mailed?.at ?? null}
    where person_id = ${personId} and effect_key = any (${keysOf(all)}::text[])`.execute(tx);
  if (mailed) {
    await sql`
      update notification set mail_key = ${mailed.effectKey}, mailed_at = ${mailed.at}
      where id = any (${all.map(({ id }) => id)}::uuid[])`.execute(tx);
  }
  // What no bell shows is over with its mail: what comes later under the same key is counted anew.
  await sql`
    update notification set read_at = date_trunc('milliseconds', clock_timestamp())
    where person_id = ${personId} and not in_app and read_at is null
      and collapse_key = any (${all.map(({ collapseKey }) => collapseKey)}::text[])`.execute(tx);
}

/** Puts off what is owed. */
export async function putOff(
  tx: Tx,
  personId: string,
  all: readonly Owed[],
  { channel, at }: { channel: 'now' | 'digest'; at: Date },
): Promise<void> {
  await sql`
    update notification_effect set mail = ${channel}, due_at = ${at}
    where person_id = ${personId} and effect_key = any (${keysOf(all)}::text[])`.execute(tx);
}

/** Takes somebody's digest of a day. @returns false when that day had one */
export async function takeDigest(tx: Tx, personId: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    insert into notification_digest (person_id, day) values (${personId}, ${day})
    on conflict (person_id, day) do nothing returning day`.execute(tx);
  return rows.length > 0;
}

function keysOf(all: readonly Owed[]): string[] {
  return all.flatMap(({ effectKeys }) => effectKeys);
}
