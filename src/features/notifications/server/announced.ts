import { sql } from 'kysely';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { announcementGroup, notifications } from '../contract.ts';
import { readFor } from './reading.ts';
import * as store from './store.ts';
import type { Write } from './telling.ts';

/** What of the bell a change of an announcement concerns. */
interface Of {
  announcementId: string;
}

/** Whoever has seen an announcement knows what the bell says of it, and no mail is to say it any more. */
export async function announcementSeen(
  write: Write,
  all: readonly { userId: string; announcementIds: readonly string[] }[],
): Promise<void> {
  for (const { userId, announcementIds } of all) {
    const groups = announcementIds.map(announcementGroup);
    await readFor(write, userId, store.which.inGroups(groups));
    // Also where no bell shows it.
    await noMoreMails(write.tx, groups, userId);
  }
}

/** One that is called something else now: bells are fetched again. */
export async function announcementRetitled(
  { tx, tell }: Write,
  all: readonly (Of & { title: string })[],
): Promise<void> {
  for (const { announcementId, title } of all) {
    const { rows } = await sql<{ personId: string }>`
      update notification set title = ${title} where group_key = ${announcementGroup(announcementId)}
      returning person_id as "personId"`.execute(tx);
    tellChanged(tell, rows);
  }
}

/** One that was recalled, or whose time is over, stands in no bell, and no mail says it any more. */
export async function announcementWithdrawn({ tx, tell }: Write, all: readonly Of[]): Promise<void> {
  for (const { announcementId } of all) {
    const group = announcementGroup(announcementId);
    await noMoreMails(tx, [group]);
    const { rows } = await sql<{ personId: string }>`
      delete from notification where group_key = ${group} returning person_id as "personId"`.execute(tx);
    tellChanged(tell, rows);
  }
}

/** @param personId absent: everybody's */
async function noMoreMails(tx: Tx, collapseKeys: readonly string[], personId?: string): Promise<void> {
  await sql`
    update notification_effect set due_at = null
    where collapse_key = any (${[...collapseKeys]}::text[]) and due_at is not null
      and person_id = coalesce(${personId ?? null}::uuid, person_id)`.execute(tx);
}

/** Whom a mail told of which announcements: it may have been a digest. */
export async function announcementsMailed(
  tx: Tx,
  mailKey: string,
): Promise<{ announcementId: string; personId: string }[]> {
  const { rows } = await sql<{ announcementId: string; personId: string }>`
    select distinct substr(group_key, 14) as "announcementId", person_id as "personId" from notification
    where mail_key = ${mailKey} and group_key like 'announcement/%'
    order by 1`.execute(tx);
  return rows;
}

/** Which announcements are told under these effect keys, each once. */
export function announcementsIn(effectKeys: readonly string[]): string[] {
  return [...new Set(effectKeys.flatMap((key) => /^announcement\/([0-9a-f-]{36})\//.exec(key)?.[1] ?? []))];
}

function tellChanged(tell: Write['tell'], rows: readonly { personId: string }[]): void {
  const people = [...new Set(rows.map(({ personId }) => personId))];
  if (people.length === 0) return;
  const topics = people.map((userId) => identity.topics.person.of({ userId }));
  tell(notifications, 'notifications:changed', topics, {});
}
