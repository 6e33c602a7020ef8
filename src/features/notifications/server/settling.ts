import { sql } from 'kysely';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { notifications } from '../contract.ts';
import { readFor } from './reading.ts';
import * as store from './store.ts';
import type { Write } from './telling.ts';

/**
 * Somebody knows what the bell says of these groups, and no mail is to say it any more, also where no bell shows it.
 * Their news is collapsed under the groups' own names.
 */
export async function settleFor(write: Write, userId: string, groups: readonly string[]): Promise<void> {
  await readFor(write, userId, store.which.inGroups(groups));
  await noMoreMails(write.tx, groups, userId);
}

/** What these groups are about is there no more: it stands in no bell, and no mail says it any more. */
export async function withdraw({ tx, tell }: Write, groups: readonly string[]): Promise<void> {
  await noMoreMails(tx, groups);
  const { rows } = await sql<{ personId: string }>`
    delete from notification where group_key = any (${[...groups]}::text[])
    returning person_id as "personId"`.execute(tx);
  tellChanged(tell, rows);
}

/** Has the bells of these people fetched again. */
export function tellChanged(tell: Write['tell'], rows: readonly { personId: string }[]): void {
  const people = [...new Set(rows.map(({ personId }) => personId))];
  if (people.length === 0) return;
  const topics = people.map((userId) => identity.topics.person.of({ userId }));
  tell(notifications, 'notifications:changed', topics, {});
}

/** @param personId absent: everybody's */
async function noMoreMails(tx: Tx, collapseKeys: readonly string[], personId?: string): Promise<void> {
  await sql`
    update notification_effect set due_at = null
    where collapse_key = any (${[...collapseKeys]}::text[]) and due_at is not null
      and person_id = coalesce(${personId ?? null}::uuid, person_id)`.execute(tx);
}
