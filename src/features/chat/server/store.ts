import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { chatLimits, type Calls, type ReactionKind, type ReadStanding } from '../contract.ts';
import { inOrder, stands } from './rows.ts';

/** As much of a message as a change of it needs to know. */
export interface MessageRow {
  id: string;
  channelId: string;
  threadId: string | null;
  authorId: string;
  /** null: forgotten. */
  text: string | null;
  isDeleted: boolean;
  isPinned: boolean;
  /** Whether its author may still put it differently. */
  isEditable: boolean;
}

/** A message of a channel that is held, so that it stays as it is until commit. */
export async function messageRow(tx: Tx, messageId: string): Promise<MessageRow> {
  const { rows } = await sql<MessageRow>`
    select id, channel_id as "channelId", thread_id as "threadId", author_id as "authorId", text,
      deleted_at is not null as "isDeleted", pinned_at is not null as "isPinned",
      sent_at > clock_timestamp() - make_interval(secs => ${chatLimits.editSeconds}) as "isEditable"
    from chat_message where id = ${messageId}`.execute(tx);
  return rows[0]!;
}

export async function insertMessage(
  tx: Tx,
  message: {
    id: string;
    channelId: string;
    position: number;
    threadId: string | null;
    authorId: string;
    byStaff: boolean;
    text: string;
    calls: Calls;
    at: Date;
    questionId?: string;
  },
): Promise<void> {
  const {
    id,
    channelId,
    position,
    threadId,
    authorId,
    byStaff,
    text,
    calls,
    at,
    questionId = null,
  } = message;
  await sql`
    insert into chat_message (id, channel_id, position, thread_id, author_id, by_staff, text, calls, sent_at,
      question_id)
    values (${id}, ${channelId}, ${position}, ${threadId}, ${authorId}, ${byStaff}, ${text}, ${calls}, ${at},
      ${questionId})`.execute(tx);
}

/** Whom of these people a message of the cohort may mention, in the order of their ids. */
export async function belonging(
  db: Queryable,
  cohortId: string,
  personIds: readonly string[],
): Promise<{ id: string; isStaff: boolean }[]> {
  const { rows } = await sql<{ id: string; isStaff: boolean }>`
    select id, bool_or(staff) as "isStaff" from (${peopleOf(cohortId)}) person
    where id = any (${[...personIds]}::uuid[]) group by id order by id`.execute(db);
  return rows;
}

/** Everybody who can write in the channels of a cohort, by name. */
export async function people(
  db: Queryable,
  cohortId: string,
): Promise<{ id: string; name: string; isStaff: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; isStaff: boolean }>`
    select account.id, account.name, bool_or(staff) as "isStaff"
    from (${peopleOf(cohortId)}) person join account on account.id = person.id
    group by account.id, account.name order by lower(account.name) collate "C", account.id`.execute(db);
  return rows;
}

const peopleOf = (cohortId: string) => sql`
  select user_id as id, role = 'instructor' as staff from enrolment
  where cohort_id = ${cohortId} and state = 'active'
  union all
  select admin.user_id, true from organisation_admin admin
  join cohort on cohort.organisation_id = admin.organisation_id where cohort.id = ${cohortId}`;

export async function mention(tx: Tx, messageId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await sql`
    insert into chat_mention (message_id, person_id)
    select ${messageId}::uuid, person_id from unnest(${[...personIds]}::uuid[]) as person_id`.execute(tx);
}

/**
 * Notes that somebody writes now, if they have waited for as long as the channel asks.
 *
 * @returns the moment of the message, or from when they may
 */
export async function takeTurn(
  tx: Tx,
  { channelId, personId, slowSeconds }: { channelId: string; personId: string; slowSeconds: number },
): Promise<{ at: Date } | { opensAt: Date }> {
  const wait = sql`make_interval(secs => ${slowSeconds})`;
  const { rows } = await sql<{ at: Date }>`
    insert into chat_place as place (channel_id, person_id, sent_at)
    values (${channelId}, ${personId}, clock_timestamp())
    on conflict (channel_id, person_id) do update set sent_at = excluded.sent_at
    where place.sent_at is null or ${slowSeconds} = 0 or place.sent_at <= excluded.sent_at - ${wait}
    returning sent_at as at`.execute(tx);
  if (rows[0]) return rows[0];
  const { rows: early } = await sql<{ opensAt: Date }>`
    select sent_at + ${wait} as "opensAt" from chat_place
    where channel_id = ${channelId} and person_id = ${personId}`.execute(tx);
  return early[0]!;
}

/** Until when somebody may not write in a channel; null: they may. */
export async function lockedUntil(db: Queryable, channelId: string, personId: string): Promise<Date | null> {
  const { rows } = await sql<{ until: Date }>`
    select until_at as until from chat_lock
    where channel_id = ${channelId} and person_id = ${personId} and until_at > clock_timestamp()`.execute(db);
  return rows[0]?.until ?? null;
}

/** What a thread hangs on, and how many replies it has had. */
export interface Thread {
  authorId: string;
  isReply: boolean;
  stands: boolean;
  replies: number;
}

export async function threadIn(tx: Tx, channelId: string, threadId: string): Promise<Thread | undefined> {
  const { rows } = await sql<Thread>`
    select message.author_id as "authorId", message.thread_id is not null as "isReply", ${stands} as stands,
      (select count(*) from chat_message reply where reply.thread_id = message.id) as replies
    from chat_message message where message.id = ${threadId} and message.channel_id = ${channelId}`.execute(
    tx,
  );
  return rows[0];
}

/** Puts a message differently and keeps how it was. */
export async function reword(tx: Tx, messageId: string, text: string): Promise<void> {
  await sql`
    insert into chat_revision (message_id, at, text)
    select id, coalesce(edited_at, sent_at), text from chat_message where id = ${messageId}
    on conflict (message_id, at) do nothing`.execute(tx);
  await sql`
    update chat_message set text = ${text}, edited_at = clock_timestamp() where id = ${messageId}`.execute(
    tx,
  );
}

export async function takeAway(tx: Tx, messageId: string, byId: string): Promise<void> {
  await sql`
    update chat_message set deleted_at = clock_timestamp(), deleted_by = ${byId}, pinned_at = null
    where id = ${messageId}`.execute(tx);
}

/** @returns whether it is another than before */
export async function react(
  tx: Tx,
  { messageId, personId, kind, on }: { messageId: string; personId: string; kind: ReactionKind; on: boolean },
): Promise<boolean> {
  const { rows } = on
    ? await sql`
        insert into chat_reaction (message_id, person_id, kind) values (${messageId}, ${personId}, ${kind})
        on conflict do nothing returning kind`.execute(tx)
    : await sql`
        delete from chat_reaction where message_id = ${messageId} and person_id = ${personId} and kind = ${kind}
        returning kind`.execute(tx);
  return rows.length > 0;
}

/** As much of a message as a reaction to it needs. */
interface SharedMessage {
  channelId: string;
  cohortId: string;
  stands: boolean;
  archived: boolean;
  isRehearsed: boolean;
}

/** Lets nobody take a message away until commit, while others react to it as well. */
export async function shareMessage(tx: Tx, messageId: string): Promise<SharedMessage> {
  const { rows } = await sql<SharedMessage>`
    select message.channel_id as "channelId", channel.cohort_id as "cohortId", ${stands} as stands,
      cohort.archived_at is not null as archived,
      coalesce(live_session.state = 'rehearsal', false) as "isRehearsed"
    from chat_message message
    join chat_channel channel on channel.id = message.channel_id
    join cohort on cohort.id = channel.cohort_id
    left join live_session on live_session.id = channel.session_id
    where message.id = ${messageId} for share of message, cohort`.execute(tx);
  return rows[0]!;
}

/** Pins a message. @returns false when the channel has as many as there may be; the channel is held */
export async function pin(tx: Tx, { id, channelId }: MessageRow, on: boolean): Promise<boolean> {
  const { rows } = await sql`
    update chat_message set pinned_at = case when ${on} then clock_timestamp() end
    where id = ${id} and (not ${on} or ${chatLimits.pins} >
      (select count(*) from chat_message where channel_id = ${channelId} and pinned_at is not null))
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Says how far somebody has read; never back, and never further than there is something. */
export async function readTo(
  tx: Tx,
  { channelId, personId, position }: { channelId: string; personId: string; position: number },
): Promise<void> {
  await sql`
    insert into chat_place as place (channel_id, person_id, read_position)
    select id, ${personId}::uuid, least(${position}, last_position) from chat_channel where id = ${channelId}
    on conflict (channel_id, person_id) do update set
      read_position = greatest(place.read_position, excluded.read_position)`.execute(tx);
}

/** What of a channel somebody has not read. */
export async function standingOf(
  db: Queryable,
  { channelId, personId, isStaff }: { channelId: string; personId: string; isStaff: boolean },
): Promise<ReadStanding> {
  const unreadBy = sql`message.channel_id = asked.id and message.position > asked.read
    and message.author_id <> ${personId} and ${stands}`;
  const { rows } = await sql<ReadStanding>`
    select asked.id as "channelId", asked.read as "readPosition", asked.last as "lastPosition",
      (select count(*) from (select from chat_message message
        where ${unreadBy} and message.thread_id is null limit ${chatLimits.unread}) one) as unread,
      (select count(*) from (select from chat_message message
        where ${unreadBy} and (message.calls = 'everyone' or (message.calls = 'staff' and ${isStaff})
          or exists (select from chat_mention mention
            where mention.message_id = message.id and mention.person_id = ${personId})
          or exists (select from chat_message root
            where root.id = message.thread_id and root.author_id = ${personId}))
        limit ${chatLimits.unread}) one) as mentioned
    from (
      select given.id, coalesce(place.read_position, 0) as read, coalesce(channel.last_position, 0) as last
      from (values (${channelId}::uuid)) as given (id)
      left join chat_channel channel on channel.id = given.id
      left join chat_place place on place.channel_id = given.id and place.person_id = ${personId}
    ) asked`.execute(db);
  return rows[0]!;
}

/** When somebody last wrote in a channel. */
export async function sentAt(db: Queryable, channelId: string, personId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select sent_at as at from chat_place
    where channel_id = ${channelId} and person_id = ${personId}`.execute(db);
  return rows[0]?.at ?? null;
}

/** Which reactions somebody has given to a message. */
export async function reactionsOf(
  db: Queryable,
  messageId: string,
  personId: string,
): Promise<ReactionKind[]> {
  const { rows } = await sql<{ kind: ReactionKind }>`
    select kind from chat_reaction where message_id = ${messageId} and person_id = ${personId}`.execute(db);
  return inOrder(
    rows.map(({ kind }) => kind),
    (kind) => kind,
  );
}
