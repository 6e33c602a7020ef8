import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { assemble } from './assemble.ts';
import { queriesOver } from './dialect.ts';
import { createDatabase, deadStream, Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { migrationWithinMs, poolOfOne } from './openEmbedded.ts';
import type { Database, DatabaseOptions } from './port.ts';

/** An embedded database that lives in memory: for tests, and for a look without leaving a trace. */
export async function openMemory({ migrations, watchdogMs = 10_000 }: DatabaseOptions): Promise<Database> {
  let trouble: string | undefined;
  const engine = await Engine.start({
    folder: null,
    template: await emptyDatabase(),
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

/** Making an empty database takes seconds, loading one a fraction: the image is kept among the build caches. */
async function emptyDatabase(): Promise<ArrayBuffer> {
  const kept = await readFile(imageFile).catch(() => undefined);
  if (kept) return new Uint8Array(kept).buffer;
  const image = await createDatabase(null);
  if (!image) throw new Error('The database engine made no image.');
  await keep(Buffer.from(image)).catch(() => undefined); // A read-only installation makes it each time.
  return image;
}

async function keep(image: Buffer): Promise<void> {
  await mkdir(dirname(imageFile), { recursive: true });
  const unfinished = `${imageFile}.${process.pid}`;
  await writeFile(unfinished, image);
  await rename(unfinished, imageFile);
}

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const { version } = createRequire(import.meta.url)(join(modules, '@electric-sql/pglite/package.json')) as {
  version: string;
};
const imageFile = join(modules, '.cache/stoa', `empty-database-${version}.tar`);
