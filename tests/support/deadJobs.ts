import { sql } from 'kysely';
import type { Database } from '#platform/server/db/database.ts';

interface Dying {
  /** Absent: a full mailbox. */
  fault?: string;
  askedBy?: string;
}

/** Jobs of a queue that nobody works on, dead a second after each other. @returns their ids, the oldest first */
export async function deadJobsIn(
  db: Database,
  queue: string,
  count: number,
  { fault = 'Error: the mailbox is full', askedBy }: Dying = {},
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into job (id, queue, effect_key, data, state, attempts, created_at, done_at, fault, asked_by)
    select gen_random_uuid(), ${queue}, 'mail/' || gen_random_uuid(), '{}', 'dead', 5,
      timestamptz '2026-06-01T10:00:00Z', timestamptz '2026-06-01T12:00:00Z' + make_interval(secs => place),
      ${fault}, ${askedBy ?? null}
    from generate_series(1, ${count}::integer) as place
    returning id`.execute(db.query);
  return rows.map(({ id }) => id);
}
