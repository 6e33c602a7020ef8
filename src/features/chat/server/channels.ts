import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Scope } from '#kernel/relations.ts';
import { Refusal } from '#kernel/refusal.ts';
import { access } from '#features/cohorts/server/access.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { ChatChannel } from '../contract.ts';

export interface ChannelRow extends ChatChannel {
  /** Of its newest message; 0 without any. */
  lastPosition: number;
  /** Its session is being tried out, which is told to staff alone. */
  isRehearsed: boolean;
}

/** To which cohort a channel belongs; one of a session or of a cohort is there before anything happened in it. */
export async function cohortOf(db: Queryable, channelId: string): Promise<Scope | undefined> {
  const { rows } = await sql<{ cohortId: string | null }>`
    select ${cohortIdOf(channelId)} as "cohortId"`.execute(db);
  const cohortId = rows[0]!.cohortId;
  return cohortId === null ? undefined : { cohortId };
}

const cohortIdOf = (channelId: string): RawBuilder<string | null> => sql`coalesce(
  (select cohort_id from chat_channel where id = ${channelId}),
  (select cohort_id from live_session where id = ${channelId}),
  (select id from cohort where id = ${channelId}))`;

/** In which channel a message is, which never changes. */
export async function channelOfMessage(
  db: Queryable,
  messageId: string,
): Promise<{ channelId: string } | undefined> {
  const { rows } = await sql<{ channelId: string }>`
    select channel_id as "channelId" from chat_message where id = ${messageId}`.execute(db);
  return rows[0];
}

/** A channel as it stands. @throws Refusal `not_found` */
export async function channelWith(db: Queryable, channelId: string): Promise<ChannelRow> {
  const [row] = await channelsWhere(db, sql`known.id = ${channelId}`);
  if (!row) throw new Refusal('not_found');
  return row;
}

/** The channels of a cohort that are not its sessions', in the order of their ids. */
export function channelsOf(db: Queryable, cohortId: string): Promise<ChannelRow[]> {
  return channelsWhere(db, sql`known.cohort_id = ${cohortId} and known.session_id is null`);
}

function channelsWhere(db: Queryable, which: RawBuilder<SqlBool>): Promise<ChannelRow[]> {
  return sql<ChannelRow>`
    select known.id, known.cohort_id as "cohortId",
      case when known.session_id is null then 'cohort' else 'session' end as kind,
      channel.name, cohort.archived_at is not null as archived,
      coalesce(channel.slow_seconds, 0) as "slowSeconds", coalesce(channel.locked, false) as locked,
      coalesce(channel.staff_replies, false) as "staffReplies",
      coalesce(channel.last_position, 0) as "lastPosition",
      coalesce(live_session.state = 'rehearsal', false) as "isRehearsed"
    from (
      select id, cohort_id, session_id from chat_channel where slot is null or slot > 1
      union select id, id, null::uuid from cohort
      union select id, cohort_id, id from live_session
    ) known
    join cohort on cohort.id = known.cohort_id
    left join chat_channel channel on channel.id = known.id
    left join live_session on live_session.id = known.session_id
    where ${which}
    order by known.id`
    .execute(db)
    .then(({ rows }) => rows);
}

export function publicOf({
  lastPosition: _position,
  isRehearsed: _isRehearsed,
  ...channel
}: ChannelRow): ChatChannel {
  return channel;
}

/**
 * Holds a channel until commit, so that nobody else writes or changes anything in it, nor archives its cohort.
 *
 * @throws Refusal `conflict` once it is archived
 */
export async function holdChannel(tx: Tx, channelId: string): Promise<ChannelRow> {
  const { rows } = await sql<{ cohortId: string }>`
    select id as "cohortId" from cohort where id = ${cohortIdOf(channelId)} for share`.execute(tx);
  if (!rows[0]) throw new Refusal('not_found');
  if (!(await lockRow(tx, channelId))) {
    await makeRow(tx, channelId, rows[0].cohortId);
    await lockRow(tx, channelId);
  }
  const channel = await channelWith(tx, channelId);
  if (channel.archived) throw new Refusal('conflict', 'This channel is archived with its cohort.');
  return channel;
}

async function lockRow(tx: Tx, channelId: string): Promise<boolean> {
  const { rows } = await sql`
    select id from chat_channel where id = ${channelId} for no key update`.execute(tx);
  return rows.length > 0;
}

/** Holds the channel of a message until commit. @throws Refusal `conflict` once it is archived */
export async function holdChannelOf(tx: Tx, messageId: string): Promise<ChannelRow> {
  const place = await channelOfMessage(tx, messageId);
  if (!place) throw new Refusal('not_found');
  return holdChannel(tx, place.channelId);
}

/** Makes the row of a channel that nothing has happened in yet. */
export async function makeRow(tx: Tx, channelId: string, cohortId: string): Promise<void> {
  await sql`
    insert into chat_channel (id, cohort_id, session_id, slot)
    select ${channelId}::uuid, ${cohortId}::uuid, live_session.id,
      case when live_session.id is null then 1 end
    from (values (true)) as once left join live_session on live_session.id = ${channelId}
    where not exists (select from chat_channel where id = ${channelId})
    on conflict do nothing`.execute(tx);
}

/** @returns the position of the message that is about to be sent; the channel is held */
export async function takePosition(tx: Tx, channelId: string): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    update chat_channel set last_position = last_position + 1 where id = ${channelId}
    returning last_position as position`.execute(tx);
  return rows[0]!.position;
}

/** Opens one more channel of a cohort. @returns false when it has as many as there may be */
export async function insertChannel(
  tx: Tx,
  { id, cohortId, name }: { id: string; cohortId: string; name: string },
): Promise<boolean> {
  // Whoever opens one at the same moment takes the same slot, and fails by the constraint: so the cohort is held.
  const { rows } = await sql`
    insert into chat_channel (id, cohort_id, name, slot)
    select ${id}, ${cohortId}, ${name}, free.slot
    from generate_series(2, 8) as free (slot)
    where not exists (select from chat_channel where cohort_id = ${cohortId} and slot = free.slot)
    order by free.slot limit 1
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Lets nobody else open a channel of the cohort, nor archive it, until commit. @throws Refusal `conflict` */
export async function holdCohort(tx: Tx, cohortId: string): Promise<void> {
  const { rows } = await sql<{ archived: boolean }>`
    select archived_at is not null as archived from cohort where id = ${cohortId} for no key update`.execute(
    tx,
  );
  if (rows[0]!.archived) throw new Refusal('conflict', 'This cohort is archived.');
}

export async function setUp(
  tx: Tx,
  channelId: string,
  { slowSeconds, locked, staffReplies }: Pick<ChatChannel, 'slowSeconds' | 'locked' | 'staffReplies'>,
): Promise<void> {
  await sql`
    update chat_channel set slow_seconds = ${slowSeconds}, locked = ${locked}, staff_replies = ${staffReplies}
    where id = ${channelId}`.execute(tx);
}

export async function rename(tx: Tx, channelId: string, name: string): Promise<void> {
  await sql`update chat_channel set name = ${name} where id = ${channelId}`.execute(tx);
}

/** Whether somebody runs the cohort: who looks need not be able to act. */
export async function isStaff(
  db: Queryable,
  actor: Person,
  cohortId: string,
  doing: 'look' | 'act',
): Promise<boolean> {
  const held = await access.relationsOf(db, actor, { cohortId }, doing);
  return held.has('instructor') || held.has('organisationAdmin');
}

/**
 * What staff try out would be there for everybody, and stay. Students go on: to them nothing is being rehearsed.
 *
 * @throws Refusal `conflict`
 */
export function requireNoTrial({ isRehearsed }: Pick<ChannelRow, 'isRehearsed'>, isStaff: boolean): void {
  if (isRehearsed && isStaff)
    throw new Refusal('conflict', 'This session is being rehearsed: students would see this.');
}
