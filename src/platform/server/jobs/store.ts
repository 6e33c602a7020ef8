import { sql, type RawBuilder } from 'kysely';
import type { Queryable, Tx } from '../db/database.ts';
import type { Progress } from './queueLines.ts';
import type { Asked } from './standing.ts';

/** A job that this worker has. */
export interface TakenJob {
  id: string;
  lease: string;
  effectKey: string;
  /** JSON text. */
  data: string;
  /** With the one that is now under way. */
  attempts: number;
  /** Who hears what becomes of it; null: nobody in particular. */
  askedBy: string | null;
}

export interface DueQueue {
  queue: string;
  /** Jobs that nobody has are due. */
  hasDue: boolean;
  /** Jobs are due whose worker went silent with them. */
  hasLost: boolean;
}

const inMs = (ms: number): RawBuilder<Date> =>
  sql`now() + make_interval(secs => ${ms / 1000}::double precision)`;

/** Which of these queues have something to be done. It reads two index entries a queue, however many jobs wait. */
export async function dueQueues(db: Queryable, queues: readonly string[]): Promise<DueQueue[]> {
  return (await dueIn(queues).execute(db)).rows;
}

/** Each entry by itself and with a limit: as mere existence, the planner reads all that wait, and twice. */
export const dueIn = (queues: readonly string[]): RawBuilder<DueQueue> => sql`
  select name as queue, due.queue is not null as "hasDue", lost.queue is not null as "hasLost"
  from unnest(${[...queues]}::text[]) as name
  left join lateral (
    select queue from job where queue = name and state = 'waiting' and lease is null and due_at <= now()
    order by due_at limit 1
  ) as due on true
  left join lateral (
    select queue from job where queue = name and state = 'waiting' and lease is not null and due_at <= now()
    order by due_at limit 1
  ) as lost on true
  where due.queue is not null or lost.queue is not null`;

/** Takes jobs that are due, the oldest first: each has a lease that ends after `leaseMs` unless it is renewed. */
export function takeDue(
  db: Queryable,
  queue: string,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<TakenJob[]> {
  return take(db, sql`queue = ${queue} and lease is null`, most, leaseMs);
}

/**
 * Takes one job whose worker went silent with it, and that has attempts left. Whoever asks is not silent: of its own
 * leases none is lost to it.
 */
export async function takeLost(
  db: Queryable,
  queue: string,
  { own, attempts, leaseMs }: { own: readonly string[]; attempts: number; leaseMs: number },
): Promise<TakenJob | undefined> {
  // One whose last attempt is lost only now was not there a moment ago, when the lost were buried.
  const isLost = sql`
    queue = ${queue} and lease is not null and attempts < ${attempts} and lease <> all (${[...own]}::uuid[])`;
  return (await take(db, isLost, 1, leaseMs))[0];
}

async function take(
  db: Queryable,
  which: RawBuilder<unknown>,
  most: number,
  leaseMs: number,
): Promise<TakenJob[]> {
  const { rows } = await sql<TakenJob>`
    with due as (
      select id from job where ${which} and state = 'waiting' and due_at <= now()
      order by due_at, id limit ${most} for update skip locked
    )
    update job j set attempts = j.attempts + 1, lease = gen_random_uuid(), due_at = ${inMs(leaseMs)},
      begun_at = now()
    from due where j.id = due.id
    returning j.id, j.lease, j.effect_key as "effectKey", j.data::text as data, j.attempts,
      j.asked_by as "askedBy"`.execute(db);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whose workers went silent with them in every attempt they had is dead; what the asking worker has is not lost. */
export async function buryLost(
  db: Queryable,
  queue: string,
  { own, attempts }: { own: readonly string[]; attempts: number },
): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    with lost as (
      select id from job
      where queue = ${queue} and state = 'waiting' and lease is not null and due_at <= now()
        and attempts >= ${attempts} and lease <> all (${[...own]}::uuid[])
      for update skip locked
    )
    update job j set state = 'dead', lease = null, done_at = now(),
      fault = 'The worker that had it went silent.'
    from lost where j.id = lost.id
    returning j.id, j.asked_by as "askedBy"`.execute(db);
  return rows;
}

/** Says that whoever holds these leases is alive. One whose effect is just being committed is left alone. */
export async function renew(db: Queryable, leases: readonly string[], leaseMs: number): Promise<void> {
  await sql`
    with mine as (
      select id from job where lease = any (${[...leases]}::uuid[]) and state = 'waiting' for update skip locked
    )
    update job j set due_at = ${inMs(leaseMs)} from mine where j.id = mine.id`.execute(db);
}

/** @returns false when this lease is not the job's any more, and nothing was changed */
export async function markDone(db: Queryable | Tx, { id, lease }: TakenJob): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update job set state = 'done', lease = null, done_at = now(), fault = null
    where id = ${id} and lease = ${lease}`.execute(db);
  return numAffectedRows === 1n;
}

/** @returns false when this lease is not the job's any more, and nothing was changed */
export async function tryLater(
  db: Queryable,
  { id, lease }: TakenJob,
  { afterMs, fault }: { afterMs: number; fault: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update job set lease = null, due_at = ${inMs(afterMs)}, fault = ${fault}
    where id = ${id} and lease = ${lease}`.execute(db);
  return numAffectedRows === 1n;
}

/** @returns false when this lease is not the job's any more, and nothing was changed */
export async function bury(db: Queryable, { id, lease }: TakenJob, fault: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update job set state = 'dead', lease = null, done_at = now(), fault = ${fault}
    where id = ${id} and lease = ${lease}`.execute(db);
  return numAffectedRows === 1n;
}

/** @returns false when this lease is not the job's any more, and nothing was changed */
export async function keepProgress(
  tx: Tx,
  { id, lease }: TakenJob,
  { done, of }: Progress,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update job set progress_done = ${done}, progress_of = ${of} where id = ${id} and lease = ${lease}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** Gives a job back that was not to blame for its end: the attempt does not count. */
export async function giveBack(db: Queryable, { id, lease }: TakenJob): Promise<void> {
  await sql`
    update job set lease = null, due_at = now(), attempts = attempts - 1
    where id = ${id} and lease = ${lease}`.execute(db);
}

/** Dead jobs stay until somebody decides; of the others it can be seen for a while what became of them. */
export async function forgetDone(db: Queryable): Promise<void> {
  await sql`
    delete from job where state in ('done', 'discarded') and done_at < now() - interval '30 days'`.execute(
    db,
  );
}

export interface QueueFigures {
  queue: string;
  /** Due or for later, and nobody has them. */
  waiting: number;
  underWay: number;
  dead: number;
  /** For how long the oldest one that is due has waited for a worker. */
  oldestSeconds: number;
}

/** The queues that hold anything but done jobs, by name. */
export async function figures(db: Queryable): Promise<QueueFigures[]> {
  const { rows } = await sql<QueueFigures>`
    select queue,
      count(*) filter (where state = 'waiting' and lease is null)::integer as waiting,
      count(*) filter (where lease is not null)::integer as "underWay",
      count(*) filter (where state = 'dead')::integer as dead,
      greatest(0, coalesce(
        extract(epoch from now() - min(due_at) filter (where state = 'waiting' and lease is null)), 0
      ))::double precision as "oldestSeconds"
    from job where state in ('waiting', 'dead') group by queue order by queue`.execute(db);
  return rows;
}
