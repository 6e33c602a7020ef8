import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import { stands } from './rows.ts';

/**
 * What was said in the chat of a session, for the room that makes something of it.
 *
 * @returns undefined for what was said elsewhere; `text` is null once it was taken away or forgotten
 */
export async function saidWith(
  db: Queryable,
  messageId: string,
): Promise<{ sessionId: string; authorId: string; text: string | null } | undefined> {
  const { rows } = await sql<{ sessionId: string; authorId: string; text: string | null }>`
    select channel.session_id as "sessionId", message.author_id as "authorId",
      case when ${stands} then message.text end as text
    from chat_message message join chat_channel channel on channel.id = message.channel_id
    where message.id = ${messageId} and channel.session_id is not null`.execute(db);
  return rows[0];
}
