import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { ChatLock, ChatRevisions, ReportedMessage } from '../contract.ts';

export async function report(
  tx: Tx,
  { messageId, personId, reason }: { messageId: string; personId: string; reason: string },
): Promise<void> {
  await sql`
    insert into chat_report (message_id, person_id, reason) values (${messageId}, ${personId}, ${reason})
    on conflict (message_id, person_id) do update set reason = excluded.reason`.execute(tx);
}

/** @returns whether there were any */
export async function settle(tx: Tx, messageId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from chat_report where message_id = ${messageId} returning message_id`.execute(tx);
  return rows.length > 0;
}

interface ReportRow {
  messageId: string;
  channelId: string;
  threadId: string | null;
  authorId: string;
  authorName: string;
  text: string;
  byId: string;
  byName: string;
  reason: string;
  at: Date;
}

/** What was reported in a cohort, or of one message, and is not settled. */
export async function reports(
  db: Queryable,
  { cohortId, messageId }: { cohortId?: string; messageId?: string },
): Promise<ReportedMessage[]> {
  const { rows } = await sql<ReportRow>`
    select message.id as "messageId", message.channel_id as "channelId", message.thread_id as "threadId",
      author.id as "authorId", author.name as "authorName", coalesce(message.text, '') as text,
      reporter.id as "byId", reporter.name as "byName",
      coalesce(report.reason, '') as reason, report.at
    from chat_report report
    join chat_message message on message.id = report.message_id
    join chat_channel channel on channel.id = message.channel_id
    join account author on author.id = message.author_id
    join account reporter on reporter.id = report.person_id
    where ${messageId === undefined ? sql`channel.cohort_id = ${cohortId}` : sql`message.id = ${messageId}`}
    order by message.id, report.at, reporter.id`.execute(db);
  const found = new Map<string, ReportedMessage>();
  for (const { authorId, authorName, byId, byName, reason, at, ...message } of rows) {
    const line = found.get(message.messageId) ?? {
      ...message,
      author: { id: authorId, name: authorName },
      reports: [],
    };
    line.reports.push({ by: { id: byId, name: byName }, reason, at: at.toISOString() });
    found.set(message.messageId, line);
  }
  return [...found.values()];
}

/** Keeps somebody from writing in a channel, or (0) no longer. */
export async function lock(
  tx: Tx,
  given: { channelId: string; personId: string; byId: string; minutes: number },
): Promise<void> {
  const { channelId, personId, byId, minutes } = given;
  if (minutes === 0) {
    await sql`
      delete from chat_lock where channel_id = ${channelId} and person_id = ${personId}`.execute(tx);
    return;
  }
  await sql`
    insert into chat_lock (channel_id, person_id, by_id, until_at)
    values (${channelId}, ${personId}, ${byId}, clock_timestamp() + make_interval(mins => ${minutes}))
    on conflict (channel_id, person_id) do update set by_id = excluded.by_id, until_at = excluded.until_at`.execute(
    tx,
  );
}

/** Who may not write in the channels of a cohort. */
export async function locks(db: Queryable, cohortId: string): Promise<ChatLock[]> {
  const { rows } = await sql<{ channelId: string; id: string; name: string; until: Date }>`
    select channel.id as "channelId", person.id, person.name, chat_lock.until_at as until
    from chat_lock
    join chat_channel channel on channel.id = chat_lock.channel_id
    join account person on person.id = chat_lock.person_id
    where channel.cohort_id = ${cohortId} and chat_lock.until_at > clock_timestamp()
    order by channel.id, person.id`.execute(db);
  return rows.map(({ channelId, id, name, until }) => ({
    channelId,
    person: { id, name },
    until: until.toISOString(),
  }));
}

/** How a message was worded, the oldest first, and by whom it was taken away. */
export async function revisions(db: Queryable, messageId: string): Promise<ChatRevisions> {
  const { rows } = await sql<{ text: string; at: Date }>`
    select coalesce(text, '') as text, at from chat_revision where message_id = ${messageId}
    union all
    select text, coalesce(edited_at, sent_at) from chat_message where id = ${messageId} and text is not null
    order by at`.execute(db);
  const { rows: deletions } = await sql<{ id: string; name: string; at: Date }>`
    select account.id, account.name, message.deleted_at as at
    from chat_message message join account on account.id = message.deleted_by
    where message.id = ${messageId}`.execute(db);
  const [deletion] = deletions;
  return {
    messageId,
    revisions: rows.map(({ text, at }) => ({ text, at: at.toISOString() })),
    deleted: deletion
      ? { by: { id: deletion.id, name: deletion.name }, at: deletion.at.toISOString() }
      : null,
  };
}
