import { sql } from 'kysely';
import type { Database, Queryable, Tx } from '#platform/server/db/database.ts';
import { jobKind, type Job, type JobKind } from '#platform/server/jobs/kinds.ts';
import type { PersonalTable } from '#platform/server/personal.ts';
import { copyQueue } from './copyQueue.ts';
import { exportOf } from './exporting.ts';
import { soon, subjectOf, tellCopies } from './tickets.ts';

interface MakingParts {
  db: Database;
  tables: readonly PersonalTable[];
}

/** Somebody with years behind them has many rows. */
const timeLimitMs = 600_000;
/** Pieces come table by table; so small ones are kept together. */
const pieceBytes = 256 * 1024;

/** Makes copies: a file is read table by table, and is there whole or not at all. */
export function copyMaking(parts: MakingParts): JobKind<(typeof copyQueue)['data']> {
  return jobKind(copyQueue, { timeLimitMs, atOnce: 1, run: (job) => make(parts, job) });
}

async function make({ db, tables }: MakingParts, job: Job<{ exportId: string }>): Promise<void> {
  const { exportId } = job.data;
  const wanted = await wantedBy(db.query, exportId);
  // Expired, or forgotten with the person.
  if (!wanted) return;
  const subject = await subjectOf(db.query, wanted.userId);
  const pieces: Uint8Array[] = [];
  const looked = async (now: { done: number; of: number }): Promise<void> => {
    job.signal.throwIfAborted();
    await job.progress(now);
  };
  for await (const piece of exportOf(db, tables, subject, wanted.organisationId, looked)) pieces.push(piece);
  await job.effect(async ({ tx, tell }) => {
    if (!(await markReady(tx, exportId))) return;
    for (const [number, bytes] of inPieces(pieces).entries())
      await sql`
        insert into export_piece (export_id, number, bytes)
        values (${exportId}, ${number}, ${Buffer.from(bytes)})`.execute(tx);
    tellCopies(tell, wanted.askedBy);
  });
}

async function wantedBy(
  db: Queryable,
  exportId: string,
): Promise<{ userId: string; organisationId: string | null; askedBy: string } | undefined> {
  const { rows } = await sql<{ userId: string; organisationId: string | null; askedBy: string }>`
    select user_id as "userId", organisation_id as "organisationId", asked_by as "askedBy" from export_ticket
    where id = ${exportId} and expires_at > now()`.execute(db);
  return rows[0];
}

/** @returns false when nobody waits for it any more */
async function markReady(tx: Tx, exportId: string): Promise<boolean> {
  const { rows } = await sql`
    update export_ticket set ready_at = now(), expires_at = ${soon}
    where id = ${exportId} and expires_at > now()
    returning id`.execute(tx);
  return rows.length > 0;
}

function inPieces(parts: readonly Uint8Array[]): Buffer[] {
  const whole = Buffer.concat(parts);
  const count = Math.ceil(whole.length / pieceBytes);
  return Array.from({ length: count }, (_, place) =>
    whole.subarray(place * pieceBytes, (place + 1) * pieceBytes),
  );
}
