import { sql } from 'kysely';
import type { Queryable } from '../db/database.ts';

/** How far a job is: so many of so many, of whatever its kind counts. */
export interface Progress {
  done: number;
  of: number;
}

/** An attempt that has been under way for a while. */
export interface LongJob {
  id: string;
  effectKey: string;
  attempt: number;
  begunAt: Date;
  progress: Progress | null;
}

/** How a queue stands. It says moments and no ages, so it is another one only when a job has moved. */
export interface QueueLine {
  queue: string;
  /** Due or for later, and nobody has them. */
  waiting: number;
  underWay: number;
  dead: number;
  /** When the first of those that wait falls due, or fell. */
  firstDueAt: Date | null;
  /** Those that have been under way longest. */
  long: LongJob[];
}

const longAfterSeconds = 2;
const mostLong = 10;

/** How these queues stand, and all others that hold anything but settled jobs; by name. */
export async function queueLines(db: Queryable, queues: readonly string[]): Promise<QueueLine[]> {
  const { rows } = await sql<Omit<QueueLine, 'long'>>`
    select coalesce(held.queue, name) as queue, coalesce(waiting, 0) as waiting, coalesce("underWay", 0) as "underWay",
      coalesce(dead, 0) as dead, "firstDueAt"
    from (
      select queue,
        count(*) filter (where state = 'waiting' and lease is null)::integer as waiting,
        count(*) filter (where lease is not null)::integer as "underWay",
        count(*) filter (where state = 'dead')::integer as dead,
        min(due_at) filter (where state = 'waiting' and lease is null) as "firstDueAt"
      from job where state in ('waiting', 'dead') group by queue
    ) as held
    full join unnest(${[...queues]}::text[]) as name on name = held.queue`.execute(db);
  const long = rows.some(({ underWay }) => underWay > 0) ? await longJobs(db) : new Map<string, LongJob[]>();
  return rows
    .map((line) => ({ ...line, long: (long.get(line.queue) ?? []).slice(0, mostLong) }))
    .sort((a, b) => (a.queue < b.queue ? -1 : 1));
}

interface LongRow extends Omit<LongJob, 'progress'> {
  queue: string;
  done: number | null;
  of: number | null;
}

/** By queue, the longest first. So few are under way at a time that all of them may be looked at. */
async function longJobs(db: Queryable): Promise<Map<string, LongJob[]>> {
  const { rows } = await sql<LongRow>`
    select queue, id, effect_key as "effectKey", attempts as attempt, begun_at as "begunAt",
      progress_done as done, progress_of as of
    from job
    where state = 'waiting' and lease is not null
      and begun_at < now() - make_interval(secs => ${longAfterSeconds})
    order by begun_at, id`.execute(db);
  const found = new Map<string, LongJob[]>();
  for (const { queue, done, of, ...job } of rows) {
    const progress = done === null || of === null ? null : { done, of };
    const known = found.get(queue);
    if (known) known.push({ ...job, progress });
    else found.set(queue, [{ ...job, progress }]);
  }
  return found;
}
