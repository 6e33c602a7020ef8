import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { AgendaKind, Meeting } from '../contract.ts';
import { newJoinCode } from './joinCodes.ts';
import * as store from './store.ts';

export interface SessionToRestore {
  cohortId: string;
  hostId: string;
  title: string;
  summary: string;
  startsAt: Date;
  minutes: number;
  meeting: Meeting | null;
  lessonId: string | null;
  agenda: readonly { title: string; minutes: number; kind: AgendaKind; note: string; say?: string }[];
  /** Absent: it is still to come. */
  held?: {
    startedAt: Date;
    endedAt: Date;
    stays: readonly { personId: string; beganAt: Date; seenAt: Date }[];
    recordings: readonly { title: string; url: string }[];
  };
}

/** A session with its moments, as a demo brings it; nobody is told. @returns its id */
export async function restoreSession(tx: Tx, session: SessionToRestore): Promise<string> {
  const id = newId();
  const settings = { moderated: false, anonymity: 'none' } as const;
  const planned = { ...session, id, startsAt: session.startsAt.toISOString(), settings };
  await store.insert(tx, planned, newJoinCode);
  const items = session.agenda.map((item, position) => ({ say: '', ...item, id: newId(), position }));
  await sql`
    insert into agenda_item (id, session_id, position, title, minutes, kind, note, say)
    select id, ${id}, position, title, minutes, kind, note, say
    from json_to_recordset(${JSON.stringify(items)}::json)
      as given (id uuid, position integer, title text, minutes integer, kind text, note text, say text)`.execute(
    tx,
  );
  if (session.held) await restoreHeld(tx, id, session.held);
  return id;
}

async function restoreHeld(
  tx: Tx,
  id: string,
  { startedAt, endedAt, stays, recordings }: NonNullable<SessionToRestore['held']>,
): Promise<void> {
  await sql`
    update live_session set state = 'ended', started_at = ${startedAt}, ended_at = ${endedAt}, join_code = null
    where id = ${id}`.execute(tx);
  const spans = stays.map((stay) => ({ ...stay, id: newId() }));
  await sql`
    insert into attendance_span (id, session_id, person_id, began_at, seen_at, until_at, is_open)
    select id, ${id}, "personId", "beganAt", "seenAt", "seenAt", false
    from json_to_recordset(${JSON.stringify(spans)}::json)
      as stay (id uuid, "personId" uuid, "beganAt" timestamptz, "seenAt" timestamptz)`.execute(tx);
  const films = recordings.map((recording, index) => ({ ...recording, id: newId(), place: index + 1 }));
  await sql`
    insert into recording (id, session_id, place, title, url, added_at)
    select id, ${id}, place, title, url, ${endedAt}
    from json_to_recordset(${JSON.stringify(films)}::json)
      as film (id uuid, place integer, title text, url text)`.execute(tx);
}
