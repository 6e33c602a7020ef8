import { sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '../db/database.ts';
import type { JobQueue } from './kinds.ts';

export interface NewJob<Schema extends z.ZodType> {
  queue: JobQueue<Schema>;
  /** What this job is the effect of, `certificate/<id>`: asked for twice under one key of a queue, it is done once. */
  effectKey: string;
  data: z.input<Schema>;
  /** Absent: at once. */
  notBefore?: Date;
  /** Who hears how far it is and what becomes of it; absent: nobody in particular. */
  askedBy?: string;
}

/**
 * Asks for a job in the transaction that causes it: it is done after the commit, or never where there is none.
 *
 * @returns the job's id; of one that was asked for before, that one's
 * @throws ZodError when the data is not what the queue takes
 */
export async function enqueue<Schema extends z.ZodType>(
  tx: Tx,
  { queue, ...job }: NewJob<Schema>,
): Promise<string> {
  const [made] = await enqueueAll(tx, queue, [job]);
  if (made) return made.id;
  // A statement of its own, so that it sees the job for which the first one waited.
  const { rows: known } = await sql<{ id: string }>`
    select id from job where queue = ${queue.name} and effect_key = ${job.effectKey}`.execute(tx);
  return known[0]!.id;
}

/** Asks for many jobs of one queue in one statement. Throws as `enqueue` does. @returns those that are new */
export async function enqueueAll<Schema extends z.ZodType>(
  tx: Tx,
  queue: JobQueue<Schema>,
  jobs: readonly Omit<NewJob<Schema>, 'queue'>[],
): Promise<{ id: string; effectKey: string }[]> {
  if (jobs.length === 0) return [];
  const asked = jobs.map(({ effectKey, data, notBefore, askedBy }) => {
    queue.data.parse(data);
    return {
      id: newId(),
      effectKey,
      data,
      notBefore: notBefore?.toISOString() ?? null,
      askedBy: askedBy ?? null,
    };
  });
  const { rows } = await sql<{ id: string; effectKey: string }>`
    insert into job (id, queue, effect_key, data, due_at, asked_by)
    select id, ${queue.name}, "effectKey", data, coalesce("notBefore", now()), "askedBy"
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as job (id uuid, "effectKey" text, data json, "notBefore" timestamptz, "askedBy" uuid)
    order by "effectKey"
    on conflict (queue, effect_key) do nothing
    returning id, effect_key as "effectKey"`.execute(tx);
  return rows;
}
