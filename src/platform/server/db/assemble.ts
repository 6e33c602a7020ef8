import { sql } from 'kysely';
import type pg from 'pg';
import { queriesOver } from './dialect.ts';
import { DatabaseUnavailable } from './errors.ts';
import type { Database } from './port.ts';

/** What differs between the engines once they are open. */
export interface Parts {
  engine: Database['engine'];
  pool: pg.Pool;
  /** Why queries cannot be served just now, known without asking. */
  trouble(): string | undefined;
  dump(): Promise<void>;
  purge?: (tables: readonly string[]) => Promise<void>;
  close(): Promise<void>;
  /** Runs the work of a transaction. */
  around?: <T>(work: () => Promise<T>) => Promise<T>;
}

const pingWithinMs = 2_000;

/** The same `Database` over each of the engines. */
export function assemble(parts: Parts): Database {
  const { engine, pool, trouble, dump, purge = async () => {}, close, around = (work) => work() } = parts;
  const query = queriesOver(pool);
  let pinging: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    await sql`select 1`.execute(query);
  };

  return {
    engine,
    query,
    transaction: (work) =>
      query
        .transaction()
        .setIsolationLevel('read committed')
        .execute((tx) => around(() => work(tx))),
    snapshot: (work) =>
      query
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((tx) => around(() => work(tx))),
    async ping() {
      const known = trouble();
      if (known !== undefined) throw new DatabaseUnavailable(known);
      // One question at a time: a database that hangs is not asked again by every health check.
      pinging ??= ask().finally(() => (pinging = undefined));
      await within(pingWithinMs, pinging);
    },
    dump,
    purge,
    close: () => (closing ??= close()),
  };
}

async function within(limitMs: number, answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseUnavailable(`The database did not answer within ${limitMs} ms.`)),
      limitMs,
    );
  });
  try {
    await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
