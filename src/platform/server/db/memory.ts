import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { assemble } from './assemble.ts';
import { queriesOver } from './dialect.ts';
import { deadStream, Engine } from './engine.ts';
import { emptyDatabase, RulesImage } from './images.ts';
import { migrate } from './migrate.ts';
import { migrationWithinMs, poolOfOne } from './openEmbedded.ts';
import type { Database, DatabaseOptions } from './port.ts';

/** Fewer rules than these are quicker made than read. */
const manyRules = 20;

/** An embedded database that lives in memory: for tests, and for a look without leaving a trace. */
export async function openMemory(options: DatabaseOptions): Promise<Database> {
  const { afterRestore, watchdogMs = 10_000 } = options;
  const migrations = await options.migrations;
  const rules = migrations.length < manyRules ? undefined : new RulesImage(migrations);
  const kept = await rules?.read();
  let trouble: string | undefined;
  const engine = await Engine.start({
    folder: null,
    template: kept ?? (await emptyDatabase()),
    watchdogMs,
    onFailure: (reason) => (trouble = `The database in memory is lost: ${reason}`),
  });
  const pool = poolOfOne(() => (trouble === undefined ? engine.connect() : deadStream(trouble)));
  const close = async (): Promise<void> => {
    await pool.end();
    await engine.kill();
  };
  try {
    await engine.patiently(migrationWithinMs, () => migrate(queriesOver(pool), migrations));
    // Others begin with the same.
    if (kept) await afterRestore?.(queriesOver(pool));
    else await rules?.keep(await engine.image()).catch(() => undefined); // A read-only installation makes them each time.
  } catch (error) {
    await close();
    throw error;
  }
  const around = refuseNesting(pool);
  return assemble({ engine: 'embedded', pool, trouble: () => trouble, dump: async () => {}, close, around });
}

/**
 * A transaction that waits for a second connection waits for itself: for 5 s here, and on PostgreSQL only
 * under load, when the pool is empty. In tests the mistake is named at once.
 */
function refuseNesting(pool: pg.Pool): <T>(work: () => Promise<T>) => Promise<T> {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = (async () => {
    if (inside.getStore()?.open) {
      throw new Error('Inside a transaction use its tx: another connection would wait for this one to end.');
    }
    return connect();
  }) as pg.Pool['connect'];
  return async (work) => {
    const mark = { open: true };
    try {
      return await inside.run(mark, work);
    } finally {
      mark.open = false;
    }
  };
}
