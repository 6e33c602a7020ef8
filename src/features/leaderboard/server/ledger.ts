import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Adjustment, OwnEntry } from '../contract.ts';

interface Place {
  sessionId: string;
  cohortId: string;
}

/** Writes down that a question was solved. @returns false where it stands there already: it paid, and pays no more */
export async function openQuestion(
  tx: Tx,
  { questionId, sessionId, cohortId }: Place & { questionId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into points_event (id, kind, cohort_id, session_id)
    values (${questionId}, 'quiz', ${cohortId}, ${sessionId})
    on conflict (id) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** Pays people who take part, each once by constraint. @returns whom it paid */
export async function pay(
  tx: Tx,
  eventId: string,
  earned: readonly { personId: string; points: number }[],
): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    insert into points_entry (event_id, person_id, points)
    select event.id, line."personId", line.points
    from points_event event
    cross join json_to_recordset(${JSON.stringify(earned)}::json) as line ("personId" uuid, points integer)
    where event.id = ${eventId} and not exists (
      select from leaderboard_player player
      where player.boards_of = event.cohort_id and player.person_id = line."personId" and player.is_out)
    on conflict (event_id, person_id) do nothing returning person_id as "personId"`.execute(tx);
  return rows.map(({ personId }) => personId);
}

/** Writes down what staff gave or took, whether or not it counts at present. @returns its id */
export async function adjust(
  tx: Tx,
  {
    sessionId,
    cohortId,
    personId,
    points,
    reason,
    byId,
  }: Place & { personId: string; points: number; reason: string; byId: string },
): Promise<string> {
  const id = newId();
  await sql`
    insert into points_event (id, kind, cohort_id, session_id, by_id, reason)
    values (${id}, 'adjustment', ${cohortId}, ${sessionId}, ${byId}, ${reason})`.execute(tx);
  await sql`
    insert into points_entry (event_id, person_id, points) values (${id}, ${personId}, ${points})`.execute(
    tx,
  );
  return id;
}

/** What staff gave and took in a session, the newest first. */
export function adjustmentsOf(db: Queryable, sessionId: string): Promise<Adjustment[]> {
  return adjustmentsWhere(db, sql<SqlBool>`event.session_id = ${sessionId}`);
}

/** @throws Error for one that is not there */
export async function adjustmentWith(db: Queryable, eventId: string): Promise<Adjustment> {
  const [one] = await adjustmentsWhere(db, sql<SqlBool>`event.id = ${eventId}`);
  if (!one) throw new Error('the adjustment is not there');
  return one;
}

async function adjustmentsWhere(db: Queryable, which: RawBuilder<SqlBool>): Promise<Adjustment[]> {
  const { rows } = await sql<Omit<Adjustment, 'at'> & { at: Date }>`
    select event.id, event.session_id as "sessionId",
      json_build_object('id', account.id, 'name', account.name) as person,
      entry.points, coalesce(event.reason, '') as reason, event.at
    from points_event event join points_entry entry on entry.event_id = event.id
    join account on account.id = entry.person_id
    where ${which} and event.kind = 'adjustment'
    order by event.id desc`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Why somebody has the points of a session that are shown, the newest first. */
export async function entriesOf(db: Queryable, sessionId: string, personId: string): Promise<OwnEntry[]> {
  const { rows } = await sql<Omit<OwnEntry, 'at'> & { at: Date }>`
    select event.id, event.kind, entry.points, event.reason, event.at
    from points_event event join points_entry entry on entry.event_id = event.id
    where event.session_id = ${sessionId} and entry.person_id = ${personId} and ${isCounted}
    order by event.at desc, event.id desc`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Not of a session whose board is off, nor of somebody who does not take part. */
const isCounted = sql`
  not exists (select from leaderboard_session off where off.session_id = event.session_id and not off.is_on)
  and not exists (
    select from leaderboard_player player
    where player.boards_of = event.cohort_id and player.person_id = entry.person_id and player.is_out)`;

/** What everybody who takes part has in a cohort, or in one session of it: added up from the ledger each time. */
export async function totalsOf(
  db: Queryable,
  cohortId: string,
  sessionId?: string,
): Promise<{ personId: string; points: number; pseudonym: string | null }[]> {
  const { rows } = await sql<{ personId: string; points: number; pseudonym: string | null }>`
    select entry.person_id as "personId", sum(entry.points)::int as points, named.pseudonym
    from points_event event join points_entry entry on entry.event_id = event.id
    left join leaderboard_player named on named.boards_of = event.cohort_id and named.person_id = entry.person_id
    where event.cohort_id = ${cohortId}
      and event.session_id = coalesce(${sessionId ?? null}::uuid, event.session_id) and ${isCounted}
    group by entry.person_id, named.pseudonym`.execute(db);
  return rows;
}

/** Sessions of a cohort in which somebody has entries, whether or not they count. */
export async function sessionsOf(db: Queryable, cohortId: string, personId: string): Promise<string[]> {
  const { rows } = await sql<{ sessionId: string }>`
    select distinct event.session_id as "sessionId"
    from points_event event join points_entry entry on entry.event_id = event.id
    where event.cohort_id = ${cohortId} and entry.person_id = ${personId}
    order by event.session_id`.execute(db);
  return rows.map(({ sessionId }) => sessionId);
}

/** Who has entries in a session, whether or not they count. */
export async function peopleOf(db: Queryable, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct entry.person_id as "personId"
    from points_event event join points_entry entry on entry.event_id = event.id
    where event.session_id = ${sessionId}
    order by entry.person_id`.execute(db);
  return rows.map(({ personId }) => personId);
}
