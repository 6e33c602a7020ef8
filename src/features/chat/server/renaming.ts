import { sql } from 'kysely';
import type { Tx } from '#platform/server/db/database.ts';
import { tellClearedIn, tellRenamedIn, type Traces, type Write } from './tell.ts';

/** Tells whoever sees the name of somebody that it is another. */
export async function tellRenamed(write: Write, userId: string): Promise<void> {
  tellRenamedIn(write.tell, await tracesOf(write.tx, userId), userId);
}

/** Takes away all that somebody wrote, before their words are forgotten, and tells where it has to be read again. */
export async function forgetWriter(write: Write, userId: string): Promise<void> {
  const { tx, tell } = write;
  const traces = await tracesOf(tx, userId);
  // In the order in which channels are held one by one elsewhere: by whoever sends, never two at once.
  await sql`
    select from chat_channel where id = any (${[...traces.channelIds]}::uuid[]) order by id for no key update`.execute(
    tx,
  );
  await sql`
    update chat_message set deleted_at = clock_timestamp(), deleted_by = author_id, pinned_at = null
    where author_id = ${userId} and deleted_at is null`.execute(tx);
  tellClearedIn(tell, traces, userId);
}

async function tracesOf(tx: Tx, userId: string): Promise<Traces> {
  const { rows } = await sql<{ channelId: string; cohortId: string }>`
    select id as "channelId", cohort_id as "cohortId" from chat_channel where id in (
      select channel_id from chat_message where author_id = ${userId} or deleted_by = ${userId}
      union select channel_id from chat_message message
        join chat_mention mention on mention.message_id = message.id where mention.person_id = ${userId}
      union select channel_id from chat_message message
        join chat_reaction reaction on reaction.message_id = message.id where reaction.person_id = ${userId}
      union select channel_id from chat_message message
        join chat_report report on report.message_id = message.id where report.person_id = ${userId}
      union select channel_id from chat_lock where person_id = ${userId}
    ) order by id`.execute(tx);
  return {
    channelIds: rows.map(({ channelId }) => channelId),
    cohortIds: [...new Set(rows.map(({ cohortId }) => cohortId))],
  };
}
