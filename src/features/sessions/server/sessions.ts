import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { SessionSettings, SessionState } from '../contract.ts';

/** A session as other rooms need to know it; `state` is `rehearsal` while staff try it out. */
export interface Session {
  id: string;
  cohortId: string;
  state: SessionState;
  settings: SessionSettings;
  lessonId: string | null;
  startsAt: Date;
  endedAt: Date | null;
  /** The database's clock as it was read. */
  now: Date;
}

/** @returns undefined for one that does not exist */
export async function sessionOf(db: Queryable, sessionId: string): Promise<Session | undefined> {
  const { rows } = await sql<Row>`select ${columns} from live_session where id = ${sessionId}`.execute(db);
  return rows[0] && sessionIn(rows[0]);
}

/** As `sessionOf`; held until commit, so that it neither ends nor is called off meanwhile. */
export async function holdSession(tx: Tx, sessionId: string): Promise<Session | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from live_session where id = ${sessionId} for share`.execute(tx);
  return rows[0] && sessionIn(rows[0]);
}

/** A session that has not begun. */
export interface SessionAhead {
  sessionId: string;
  cohortId: string;
  title: string;
  startsAt: Date;
}

/** Sessions that begin after `from` and not after `until`, the earliest first; also those that staff try out now. */
export async function sessionsWithin(db: Queryable, from: Date, until: Date): Promise<SessionAhead[]> {
  const { rows } = await sql<SessionAhead>`
    select id as "sessionId", cohort_id as "cohortId", title, starts_at as "startsAt" from live_session
    where state in ('scheduled', 'rehearsal') and starts_at > ${from} and starts_at <= ${until}
    order by starts_at, id`.execute(db);
  return rows;
}

/** The ids of the items of a run sheet, in their order. */
export async function itemsOnSheet(db: Queryable, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agenda_item where session_id = ${sessionId} order by position`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether an item is on the run sheet of this session. */
export async function isOnSheet(db: Queryable, sessionId: string, itemId: string): Promise<boolean> {
  const { rows } = await sql`
    select from agenda_item where session_id = ${sessionId} and id = ${itemId}`.execute(db);
  return rows.length > 0;
}

interface Row extends Omit<Session, 'settings'>, SessionSettings {}

const columns = sql`
  id, cohort_id as "cohortId", state, moderated, anonymity, lesson_id as "lessonId",
  starts_at as "startsAt", ended_at as "endedAt", clock_timestamp() as now`;

function sessionIn({ moderated, anonymity, ...session }: Row): Session {
  return { ...session, settings: { moderated, anonymity } };
}
