import { sql } from 'kysely';
import type { Queryable } from '../db/database.ts';
import type { Progress } from './queueLines.ts';

/** Who asked for a job, and hears what becomes of it; null: nobody in particular. */
export interface Asked {
  id: string;
  askedBy: string | null;
}

export interface JobStanding extends Asked {
  queue: string;
  /** `open`: it waits or is under way. */
  state: 'open' | 'done' | 'dead' | 'discarded';
  progress: Progress | null;
}

/** How one job stands; undefined: there is none, or it was done so long ago that it is forgotten. */
export async function standingOf(db: Queryable, id: string): Promise<JobStanding | undefined> {
  const { rows } = await sql<Omit<JobStanding, 'progress'> & { done: number | null; of: number | null }>`
    select id, queue, case state when 'waiting' then 'open' else state end as state, asked_by as "askedBy",
      progress_done as done, progress_of as of
    from job where id = ${id}`.execute(db);
  if (!rows[0]) return undefined;
  const { done, of, ...job } = rows[0];
  return { ...job, progress: done === null || of === null ? null : { done, of } };
}
