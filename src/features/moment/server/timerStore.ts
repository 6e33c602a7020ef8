import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Timer, TimerPurpose } from '../contract.ts';

export async function timerOf(db: Queryable, sessionId: string): Promise<Timer | null> {
  const { rows } = await sql<{ purpose: TimerPurpose; endsAt: Date | null; leftMs: number | null }>`
    select purpose, ends_at as "endsAt", left_ms as "leftMs" from session_timer
    where session_id = ${sessionId}`.execute(db);
  if (!rows[0]) return null;
  const { purpose, endsAt, leftMs } = rows[0];
  return { purpose, endsAt: endsAt?.toISOString() ?? null, leftMs };
}

const inSeconds = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds})`;

/** Starts a timer in place of whichever there is. */
export async function start(
  tx: Tx,
  { sessionId, seconds, purpose }: { sessionId: string; seconds: number; purpose: TimerPurpose },
): Promise<void> {
  await sql`
    insert into session_timer (session_id, purpose, ends_at)
    values (${sessionId}, ${purpose}, ${inSeconds(seconds)})
    on conflict (session_id) do update
      set purpose = excluded.purpose, ends_at = excluded.ends_at, left_ms = null`.execute(tx);
}

/** @returns false where none runs */
export async function pause(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    update session_timer
    set left_ms = greatest(1, ceil(extract(epoch from ends_at - clock_timestamp()) * 1000)), ends_at = null
    where session_id = ${sessionId} and ends_at > clock_timestamp() returning session_id`.execute(tx);
  return rows.length > 0;
}

/** @returns false where none is paused */
export async function resume(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    update session_timer
    set ends_at = clock_timestamp() + make_interval(secs => left_ms / 1000.0), left_ms = null
    where session_id = ${sessionId} and left_ms is not null returning session_id`.execute(tx);
  return rows.length > 0;
}

/**
 * Gives more time: to what is left, or from now where nothing is.
 *
 * @returns false where there is no timer, or it would last longer than `mostSeconds`
 */
export async function extend(
  tx: Tx,
  sessionId: string,
  { seconds, mostSeconds }: { seconds: number; mostSeconds: number },
): Promise<boolean> {
  const later = sql`greatest(ends_at, clock_timestamp()) + make_interval(secs => ${seconds})`;
  const { rows } = await sql`
    update session_timer
    set ends_at = case when left_ms is null then ${later} end, left_ms = left_ms + ${seconds}::integer * 1000
    where session_id = ${sessionId}
      and case when left_ms is null then ${later} <= ${inSeconds(mostSeconds)}
        else left_ms + ${seconds}::integer * 1000 <= ${mostSeconds}::integer * 1000 end
    returning session_id`.execute(tx);
  return rows.length > 0;
}

/** @returns false where there was none */
export async function stop(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from session_timer where session_id = ${sessionId} returning session_id`.execute(tx);
  return rows.length > 0;
}
