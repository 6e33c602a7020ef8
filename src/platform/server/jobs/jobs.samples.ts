import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Migration } from '../db/database.ts';
import { logMigrations } from '../log/migrations.ts';
import { enqueue } from './enqueue.ts';
import { jobQueue } from './kinds.ts';
import { jobsMigrations } from './migrations.ts';

/** A small room for the tests of jobs: what was done is a row, and nothing keeps it from being there twice. */
export const doingMigrations: readonly Migration[] = [
  ...logMigrations,
  ...jobsMigrations,
  { name: 'doing/0001-done', sql: 'create table done_thing (thing text not null)' },
];

export const things = jobQueue('doing:things', z.object({ thing: z.string() }));
export const others = jobQueue('doing:others', z.object({ thing: z.string() }));

export const ask = (db: Database, thing: string, queue = things): Promise<string> =>
  db.transaction((tx) => enqueue(tx, { queue, effectKey: thing, data: { thing } }));

export async function doneThings(db: Database): Promise<string[]> {
  const { rows } = await sql<{ thing: string }>`select thing from done_thing order by thing`.execute(
    db.query,
  );
  return rows.map(({ thing }) => thing);
}

export interface JobRow {
  key: string;
  state: string;
  attempts: number;
  fault: string | null;
}

export async function jobRows(db: Database): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select effect_key as key, state, attempts, fault from job order by effect_key`.execute(db.query);
  return rows;
}
