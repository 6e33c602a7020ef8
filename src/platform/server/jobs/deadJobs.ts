import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable, Tx } from '../db/database.ts';
import type { Asked } from './standing.ts';

/** Which dead jobs of a queue an operator means; whatever is absent does not matter. */
export interface DeadJobs {
  queue: string;
  id?: string | undefined;
  /** Words in the cause or in the effect key, whatever their case. */
  matching?: string | undefined;
  /** Dead at this moment: who saw a list means none that died later. */
  until?: Date | undefined;
}

/** Also of all queues, to be looked at. */
type AnyDeadJobs = Omit<DeadJobs, 'queue'> & { queue?: string | undefined };

export interface DeadJob {
  id: string;
  queue: string;
  effectKey: string;
  attempts: number;
  fault: string;
  askedAt: Date;
  diedAt: Date;
}

export interface Settled {
  jobs: Asked[];
  /** How many that fit are still dead. */
  left: number;
}

/** One statement stays far below its time limit, and holds the topics of a class at most. */
const mostAtOnce = 500;

function meant({ queue, id, matching, until }: AnyDeadJobs): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`state = 'dead'`];
  if (queue !== undefined) parts.push(sql<SqlBool>`queue = ${queue}`);
  if (id !== undefined) parts.push(sql<SqlBool>`id = ${id}`);
  if (matching !== undefined)
    parts.push(
      sql<SqlBool>`(strpos(lower(fault), lower(${matching})) > 0 or strpos(lower(effect_key), lower(${matching})) > 0)`,
    );
  if (until !== undefined) parts.push(sql<SqlBool>`done_at <= ${until}`);
  return sql.join(parts, sql` and `);
}

/** Dead jobs, the newest first: at most `most`, and how many fit. */
export async function deadJobs(
  db: Queryable,
  which: AnyDeadJobs,
  { after, most }: { after?: Pick<DeadJob, 'id' | 'diedAt'> | undefined; most: number },
): Promise<{ jobs: DeadJob[]; count: number }> {
  const older =
    after === undefined
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(done_at, id) < (${after.diedAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<DeadJob>`
    select id, queue, effect_key as "effectKey", attempts, coalesce(fault, '') as fault,
      created_at as "askedAt", done_at as "diedAt"
    from job where ${meant(which)} and ${older}
    order by done_at desc, id desc limit ${most}`.execute(db);
  const { rows: counted } = await sql<{ count: number }>`
    select count(*)::integer as count from job where ${meant(which)}`.execute(db);
  return { jobs: rows, count: counted[0]!.count };
}

/** Dead jobs begin anew, with all their attempts; those that died first come first, so many at once. */
export function retryDead(tx: Tx, which: DeadJobs): Promise<Settled> {
  return settle(tx, which, sql`state = 'waiting', attempts = 0, due_at = now(), done_at = null`);
}

/** Dead jobs will not be done. */
export function discardDead(tx: Tx, which: DeadJobs): Promise<Settled> {
  return settle(tx, which, sql`state = 'discarded', done_at = now()`);
}

async function settle(tx: Tx, which: DeadJobs, change: RawBuilder<unknown>): Promise<Settled> {
  const { rows: jobs } = await sql<Asked>`
    with chosen as (
      select id from job where ${meant(which)} order by done_at, id limit ${mostAtOnce} for update
    )
    update job j set ${change} from chosen where j.id = chosen.id
    returning j.id, j.asked_by as "askedBy"`.execute(tx);
  const { rows } = await sql<{ left: number }>`
    select count(*)::integer as left from job where ${meant(which)}`.execute(tx);
  return { jobs, left: rows[0]!.left };
}
