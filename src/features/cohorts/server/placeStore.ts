import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

/** Takes one of the cohort's places. @returns false when all are taken, and then nothing changed */
export async function take(tx: Tx, cohortId: string): Promise<boolean> {
  const { rows } = await sql`
    update cohort_places set taken = taken + 1
    where cohort_id = ${cohortId} and (capacity is null or taken < capacity)
    returning cohort_id`.execute(tx);
  return rows.length > 0;
}

export async function free(tx: Tx, cohortId: string): Promise<void> {
  await sql`update cohort_places set taken = taken - 1 where cohort_id = ${cohortId}`.execute(tx);
}

/** The next number in the row of those who wait. */
export async function ticket(tx: Tx, cohortId: string): Promise<number> {
  const { rows } = await sql<{ tickets: number }>`
    update cohort_places set tickets = tickets + 1 where cohort_id = ${cohortId} returning tickets`.execute(
    tx,
  );
  return rows[0]!.tickets;
}

/** @returns false when more places are taken than that, and then nothing changed */
export async function limit(tx: Tx, cohortId: string, capacity: number | null): Promise<boolean> {
  const { rows } = await sql`
    update cohort_places set capacity = ${capacity}
    where cohort_id = ${cohortId} and (${capacity}::int is null or taken <= ${capacity}::int)
    returning cohort_id`.execute(tx);
  return rows.length > 0;
}

/** How many places are not taken; Infinity for a cohort that takes as many as come. */
export async function room(db: Queryable, cohortId: string): Promise<number> {
  const { rows } = await sql<{ room: number | null }>`
    select capacity - taken as room from cohort_places where cohort_id = ${cohortId}`.execute(db);
  return rows[0]?.room ?? Number.POSITIVE_INFINITY;
}
