import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { sessionLimits, sessions, type PositionKept, type StaffSession } from '../contract.ts';
import { held, tellAll } from './telling.ts';

interface OfRecording {
  sessionId: string;
  recordingId: string;
}

/** Adds a link to a recording. Of what did not take place there is none. */
export async function addRecording(
  { tx, tell }: CommandContext,
  { sessionId, title, url }: { sessionId: string; title: string; url: string },
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  if (session.state !== 'ended') throw new Refusal('conflict', 'This session has not ended.');
  if (!(await insert(tx, { sessionId, title, url })))
    throw new Refusal('conflict', `A session has at most ${sessionLimits.recordings} recordings.`);
  return tellAll(tell, session);
}

export async function removeRecording(
  { tx, tell }: CommandContext,
  { sessionId, recordingId }: OfRecording,
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  const { rows } = await sql`
    delete from recording where id = ${recordingId} and session_id = ${sessionId} returning id`.execute(tx);
  if (rows.length === 0) throw notThere();
  return tellAll(tell, session);
}

/** Remembers how far the actor is; nobody else learns of it. */
export async function keepPosition(
  { actor: { userId }, tx, tell }: CommandContext,
  { sessionId, recordingId, seconds }: OfRecording & { seconds: number },
): Promise<Told<PositionKept>> {
  const { rows } = await sql`
    insert into recording_position (recording_id, person_id, seconds)
    select id, ${userId}, ${seconds} from recording where id = ${recordingId} and session_id = ${sessionId}
    on conflict (recording_id, person_id) do update set seconds = excluded.seconds, at = excluded.at
    returning seconds`.execute(tx);
  if (rows.length === 0) throw notThere();
  const topic = identity.topics.person.of({ userId });
  return tell(sessions, 'session:position-kept', [topic], async (db) => ({
    sessionId,
    recordingId,
    seconds: (await positionsOf(db, sessionId, userId))[recordingId] ?? seconds,
  }));
}

/** How far somebody is in the recordings of a session, in seconds by recording id. */
export async function positionsOf(
  db: Queryable,
  sessionId: string,
  userId: string,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ recordingId: string; seconds: number }>`
    select recording_id as "recordingId", seconds
    from recording_position join recording on recording.id = recording_position.recording_id
    where recording.session_id = ${sessionId} and person_id = ${userId}
    order by recording_id`.execute(db);
  return Object.fromEntries(rows.map(({ recordingId, seconds }) => [recordingId, seconds]));
}

/** @returns false when every place is taken */
async function insert(
  tx: Tx,
  { sessionId, title, url }: { sessionId: string; title: string; url: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into recording (id, session_id, place, title, url)
    select ${newId()}, ${sessionId}, free.place, ${title}, ${url}
    from generate_series(1, ${sessionLimits.recordings}::integer) as free (place)
    where not exists (select from recording where session_id = ${sessionId} and recording.place = free.place)
    order by free.place limit 1
    returning id`.execute(tx);
  return rows.length > 0;
}

function notThere(): Refusal {
  return new Refusal('not_found', 'This recording is not there.');
}
