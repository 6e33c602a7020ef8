import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { attendLeaseMs } from '../contract.ts';

interface Attendee {
  sessionId: string;
  personId: string;
}

const lease = sql`${attendLeaseMs} * interval '1 millisecond'`;

/** Extends the stay of somebody whose lease still runs. @returns until when; undefined for anybody else */
export async function extend(tx: Tx, { sessionId, personId }: Attendee): Promise<Date | undefined> {
  const { rows } = await sql<{ untilAt: Date }>`
    update attendance_span set seen_at = clock_timestamp(), until_at = clock_timestamp() + ${lease}
    where session_id = ${sessionId} and person_id = ${personId} and is_open and until_at > clock_timestamp()
    returning until_at as "untilAt"`.execute(tx);
  return rows[0]?.untilAt;
}

/** Begins a stay. Where another window did so at this very moment, it is that one's, and not new. */
export async function begin(
  tx: Tx,
  { sessionId, personId }: Attendee,
): Promise<{ untilAt: Date; isNew: boolean }> {
  // What ran out and was not looked at since ends where it was last heard of.
  await sql`
    update attendance_span set is_open = false
    where session_id = ${sessionId} and person_id = ${personId} and is_open
      and until_at <= clock_timestamp()`.execute(tx);
  const { rows } = await sql<{ untilAt: Date; isNew: boolean }>`
    insert into attendance_span (id, session_id, person_id, began_at, seen_at, until_at)
    select ${newId()}, ${sessionId}, ${personId}, now, now, now + ${lease}
    from (select clock_timestamp() as now) clock
    on conflict (session_id, person_id) where is_open do update set
      seen_at = greatest(attendance_span.seen_at, excluded.seen_at),
      until_at = greatest(attendance_span.until_at, excluded.until_at)
    returning until_at as "untilAt", xmax = 0 as "isNew"`.execute(tx);
  return rows[0]!;
}

/** @returns false for whoever was not in */
export async function leave(tx: Tx, { sessionId, personId }: Attendee): Promise<boolean> {
  const { rows } = await sql`
    update attendance_span set is_open = false,
      seen_at = case when until_at > clock_timestamp() then clock_timestamp() else seen_at end
    where session_id = ${sessionId} and person_id = ${personId} and is_open
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Ends every stay. Whose lease still ran was there until `at`; anybody else, until last heard of. */
export async function closeStays(tx: Tx, sessionId: string, at: Date | null = null): Promise<void> {
  await sql`
    update attendance_span set is_open = false,
      seen_at = case
        when until_at > coalesce(${at}::timestamptz, clock_timestamp())
          then greatest(seen_at, coalesce(${at}::timestamptz, clock_timestamp()))
        else seen_at
      end
    where session_id = ${sessionId} and is_open`.execute(tx);
}

/** Ends the stays of some people now. @returns whose there were */
export async function closeStaysOf(
  tx: Tx,
  sessionId: string,
  personIds: readonly string[],
): Promise<Attendee[]> {
  const { rows } = await sql<Attendee>`
    update attendance_span set is_open = false,
      seen_at = case when until_at > clock_timestamp() then clock_timestamp() else seen_at end
    where session_id = ${sessionId} and person_id = any (${[...personIds]}::uuid[]) and is_open
    returning session_id as "sessionId", person_id as "personId"`.execute(tx);
  return rows;
}

/** Ends stays that were not extended in time, a bounded number. @returns whose */
export async function closeLapsed(tx: Tx, atMost: number): Promise<Attendee[]> {
  const { rows } = await sql<Attendee>`
    update attendance_span set is_open = false
    where id in (
      select id from attendance_span where is_open and until_at <= clock_timestamp()
      order by until_at limit ${atMost} for update skip locked
    ) and until_at <= clock_timestamp()
    returning session_id as "sessionId", person_id as "personId"`.execute(tx);
  return rows;
}

/** Since when somebody is in; null for whoever is out. */
export async function inSince(db: Queryable, { sessionId, personId }: Attendee): Promise<Date | null> {
  const { rows } = await sql<{ beganAt: Date }>`
    select began_at as "beganAt" from attendance_span
    where session_id = ${sessionId} and person_id = ${personId} and is_open`.execute(db);
  return rows[0]?.beganAt ?? null;
}

export async function countIn(db: Queryable, sessionId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from attendance_span where session_id = ${sessionId} and is_open`.execute(db);
  return rows[0]!.count;
}

/** Who is in, in the order in which they came. */
export async function here(db: Queryable, sessionId: string): Promise<{ personId: string; beganAt: Date }[]> {
  const { rows } = await sql<{ personId: string; beganAt: Date }>`
    select person_id as "personId", began_at as "beganAt" from attendance_span
    where session_id = ${sessionId} and is_open order by began_at, person_id`.execute(db);
  return rows;
}

export interface Figures {
  personId: string;
  /** Of stays that are over. */
  seconds: number;
  /** Also of the stay that goes on, until last heard of. */
  secondsSoFar: number;
  inSince: Date | null;
  firstIn: Date;
  lastSeen: Date | null;
}

/** How long each was in while the session was live. */
export async function figuresOf(db: Queryable, sessionId: string): Promise<Figures[]> {
  const { rows } = await sql<Figures>`
    select span.person_id as "personId",
      floor(coalesce(sum(counted.seconds) filter (where not span.is_open), 0))::integer as seconds,
      floor(sum(counted.seconds))::integer as "secondsSoFar",
      max(greatest(span.began_at, session.started_at)) filter (where span.is_open) as "inSince",
      min(span.began_at) as "firstIn",
      max(span.seen_at) filter (where not span.is_open) as "lastSeen"
    from attendance_span span
    join live_session session on session.id = span.session_id
    cross join lateral (
      select case when session.started_at is null then 0 else greatest(0, extract(epoch from
        least(span.seen_at, session.ended_at) - greatest(span.began_at, session.started_at))) end as seconds
    ) counted
    where span.session_id = ${sessionId}
    group by span.person_id`.execute(db);
  return rows;
}
