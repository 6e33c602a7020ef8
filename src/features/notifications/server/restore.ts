import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import * as store from './store.ts';
import { tellingsOf, type News } from './telling.ts';

/** Something that somebody was told before this Stoa knew of it. */
export interface ToldToRestore {
  personId: string;
  news: Omit<News, 'to' | 'mailed'>;
  at: Date;
  isRead: boolean;
}

/** Writes down what people were told, with the moments at which they were; nobody is told, and no mail says it. */
export async function restoreTold(tx: Tx, all: readonly ToldToRestore[]): Promise<void> {
  for (const { personId, news, at, isRead } of all) {
    const tellings = await tellingsOf(tx, [{ ...news, to: [personId] }]);
    const way = { inApp: true, mail: null, dueAt: null };
    const [kept] = await store.keep(tx, tellings, [{ place: 0, personId, id: newId(), ...way }]);
    if (!kept) continue;
    await sql`
      update notification set at = date_trunc('milliseconds', ${at}::timestamptz),
        read_at = case when ${isRead} then date_trunc('milliseconds', ${at}::timestamptz) end
      where id = ${kept.notificationId}`.execute(tx);
  }
}
