import { sql } from 'kysely';
import type { ViewContext } from '#platform/server/feature.ts';
import { chatLimits, type ChatFigures, type ChatSummary } from '../contract.ts';
import { inChannel, messagesWhere, stands } from './rows.ts';

/** What was said in a channel: nothing of it is kept, all of it is counted from the rows. */
export async function summary(
  { tx }: ViewContext,
  { channelId }: { channelId: string },
): Promise<ChatSummary> {
  const { rows } = await sql<ChatFigures>`
    select count(*) filter (where ${stands}) as messages,
      count(*) filter (where ${stands} and message.thread_id is not null) as replies,
      count(distinct message.author_id) filter (where ${stands}) as people,
      coalesce(sum(given.count) filter (where ${stands}), 0)::integer as reactions,
      count(*) filter (where not ${stands}) as gone
    from chat_message message
    cross join lateral (select count(*) as count from chat_reaction where message_id = message.id) given
    where ${inChannel(channelId)}`.execute(tx);
  const those = sql<boolean>`${inChannel(channelId)} and ${stands}`;
  return {
    channelId,
    figures: rows[0]!,
    messages: await messagesWhere(tx, those, { limit: chatLimits.summary }),
  };
}
