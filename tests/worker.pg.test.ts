import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openGround } from '#app/ground.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import { postgresOrReason } from './support/postgres.ts';
import { errands } from './support/worker.child.ts';

const program = path.join(import.meta.dirname, 'support/worker.child.ts');
const postgres = await postgresOrReason();

describe.skipIf('missing' in postgres)('a process that only works', () => {
  if ('missing' in postgres) return;
  const server = postgres;
  const children: ChildProcess[] = [];
  afterEach(() => {
    // By their ids; one that ended already is not signalled.
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => server.stop());

  async function aWorker(url: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error' },
    });
    children.push(child);
    const [said] = (await once(child.stdout!, 'data')) as [Buffer];
    const queues: unknown = expect.arrayContaining(['test:errands']);
    expect(JSON.parse(said.toString())).toMatchObject({ event: 'working', queues });
    return child;
  }

  test('JO12 does what is queued, each effect once beside another worker, and leaves when it is told to', async () => {
    const url = await server.newDatabase();
    const { db, log, close } = await openGround({ DATA_DIR: '', DATABASE_URL: url });
    await sql`create table done_errand (errand text not null, pid integer not null)`.execute(db.query);
    const workers = await Promise.all([aWorker(url), aWorker(url)]);
    const all = Array.from({ length: 24 }, (_, place) => `errand ${String(place).padStart(2, '0')}`);
    await log.write(async ({ tx }) => {
      for (const errand of all) await enqueue(tx, { queue: errands, effectKey: errand, data: { errand } });
    });
    const done = async () => {
      const { rows } = await sql<{ errand: string; pid: number }>`
        select errand, pid from done_errand order by errand`.execute(db.query);
      return rows;
    };
    await expect.poll(done, { timeout: 10_000, interval: 50 }).toHaveLength(all.length);
    const rows = await done();
    expect(rows.map(({ errand }) => errand)).toEqual(all);
    const pids = new Set(workers.map(({ pid }) => pid));
    expect(rows.every(({ pid }) => pids.has(pid))).toBe(true);

    const [first, second] = workers as [ChildProcess, ChildProcess];
    const ended = once(first, 'exit');
    process.kill(first.pid!, 'SIGTERM');
    expect(await ended).toEqual([0, null]);
    await log.write(({ tx }) =>
      enqueue(tx, { queue: errands, effectKey: 'late', data: { errand: 'late' } }).then(() => undefined),
    );
    await expect
      .poll(async () => (await done()).find(({ errand }) => errand === 'late')?.pid, { timeout: 5_000 })
      .toBe(second.pid);
    await close();
  }, 30_000);
});
