import { sql } from 'kysely';
import type { Tx } from '#platform/server/db/database.ts';
import { announcementGroup } from '../contract.ts';
import { settleFor, tellChanged, withdraw } from './settling.ts';
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
  for (const { userId, announcementIds } of all)
    await settleFor(write, userId, announcementIds.map(announcementGroup));
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

/** One that was recalled, or whose time is over. */
export const announcementWithdrawn = (write: Write, all: readonly Of[]): Promise<void> =>
  withdraw(
    write,
    all.map(({ announcementId }) => announcementGroup(announcementId)),
  );

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
