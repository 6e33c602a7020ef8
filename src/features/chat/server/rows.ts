import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import { reactionKinds, type Calls, type ChatMessage, type ReactionKind } from '../contract.ts';

interface Flat {
  id: string;
  channelId: string;
  position: number;
  text: string;
  authorId: string;
  authorName: string;
  byStaff: boolean;
  at: Date;
  edited: boolean;
  deleted: ChatMessage['deleted'];
  threadId: string | null;
  threadAuthorId: string | null;
  replies: number;
  repliedAt: Date | null;
  threadPosition: number;
  reactions: { kind: ReactionKind; count: number }[];
  mentions: { id: string; name: string }[];
  calls: Calls;
  pinned: boolean;
  questionId: string | null;
}

/** Whether a message can be read: it was neither taken away nor forgotten. */
export const stands = sql<SqlBool>`(message.deleted_at is null and message.text is not null)`;
/** What stands in a channel itself and not in a thread, deleted or not. */
export const isTop = sql<SqlBool>`message.thread_id is null`;
export const inChannel = (channelId: string): RawBuilder<SqlBool> => sql`message.channel_id = ${channelId}`;

/** Messages as everybody in the channel sees them, in the order in which they were sent. */
export async function messagesWhere(
  db: Queryable,
  which: RawBuilder<SqlBool>,
  { order = sql`message.position`, limit }: { order?: RawBuilder<unknown>; limit?: number } = {},
): Promise<ChatMessage[]> {
  const { rows } = await sql<Flat>`
    select message.id, message.channel_id as "channelId", message.position,
      case when ${stands} then message.text else '' end as text,
      message.author_id as "authorId", author.name as "authorName", message.by_staff as "byStaff",
      message.sent_at as at, ${stands} and message.edited_at is not null as edited,
      case when message.deleted_by = message.author_id then 'author'
        when message.deleted_by is not null then 'staff'
        when message.text is null then 'forgotten' end as deleted,
      message.thread_id as "threadId", root.author_id as "threadAuthorId",
      below.replies, below.replied_at as "repliedAt",
      below.position as "threadPosition",
      case when ${stands} then message.calls else 'nobody' end as calls,
      message.pinned_at is not null as pinned,
      case when ${stands} then message.question_id end as "questionId",
      (select coalesce(json_agg(json_build_object('kind', given.kind, 'count', given.count)), '[]')
        from (select kind, count(*) as count from chat_reaction
          where message_id = message.id and ${stands} group by kind) given) as reactions,
      (select coalesce(json_agg(json_build_object('id', person.id, 'name', person.name) order by person.id), '[]')
        from chat_mention mention join account person on person.id = mention.person_id
        where mention.message_id = message.id and ${stands}) as mentions
    from chat_message message
    join account author on author.id = message.author_id
    left join chat_message root on root.id = message.thread_id
    cross join lateral (
      select count(*) filter (where reply.deleted_at is null and reply.text is not null) as replies,
        max(reply.sent_at) filter (where reply.deleted_at is null and reply.text is not null) as replied_at,
        coalesce(max(reply.position), 0) as position
      from chat_message reply where reply.thread_id = message.id
    ) below
    where ${which}
    order by ${order} ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(db);
  return rows.map(messageOf);
}

/** Which questions are talked about in a channel, and below which message; by question id. */
export async function talkedAbout(
  db: Queryable,
  channelId: string,
): Promise<{ questionId: string; messageId: string }[]> {
  const { rows } = await sql<{ questionId: string; messageId: string }>`
    select message.question_id as "questionId", message.id as "messageId" from chat_message message
    where ${inChannel(channelId)} and message.question_id is not null and ${stands}
    order by message.question_id`.execute(db);
  return rows;
}

/** @throws Error for a message that does not exist */
export async function messageWith(db: Queryable, messageId: string): Promise<ChatMessage> {
  const [message] = await messagesWhere(db, sql`message.id = ${messageId}`);
  if (!message) throw new Error('the message is not there');
  return message;
}

function messageOf({ authorId, authorName, byStaff, at, repliedAt, ...row }: Flat): ChatMessage {
  return {
    ...row,
    author: { id: authorId, name: authorName, isStaff: byStaff },
    at: at.toISOString(),
    repliedAt: repliedAt?.toISOString() ?? null,
    reactions: inOrder(row.reactions, ({ kind }) => kind),
  };
}

/** In the order of `reactionKinds`. */
export function inOrder<One>(given: readonly One[], kindOf: (one: One) => ReactionKind): One[] {
  return reactionKinds.flatMap((kind) => given.filter((one) => kindOf(one) === kind));
}

/** Which reactions somebody has given to these messages. */
export async function reactedTo(
  db: Queryable,
  personId: string,
  messages: readonly ChatMessage[],
): Promise<Record<string, ReactionKind[]>> {
  const ids = messages.map(({ id }) => id);
  const { rows } = await sql<{ messageId: string; kinds: ReactionKind[] }>`
    select message_id as "messageId", json_agg(kind) as kinds from chat_reaction
    where person_id = ${personId} and message_id = any (${ids}::uuid[])
    group by message_id`.execute(db);
  return Object.fromEntries(rows.map(({ messageId, kinds }) => [messageId, inOrder(kinds, (kind) => kind)]));
}
