import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { postgresOrReason } from '../../../../tests/support/postgres.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { ask, doingMigrations, doneThings, jobRows } from './jobs.samples.ts';
import { testJobs } from './jobs.suite.ts';
import { testSchedules } from './schedules.suite.ts';

await onPostgres((open) => {
  testJobs('a PostgreSQL server', () => open(doingMigrations));
  testSchedules('a PostgreSQL server', () => open(doingMigrations));
});

const program = path.join(import.meta.dirname, 'jobs.child.ts');
const leaseMs = 1_500;
const postgres = await postgresOrReason();

describe.skipIf('missing' in postgres)('workers that are killed', () => {
  if ('missing' in postgres) return;
  const server = postgres;
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
  });
  afterAll(() => server.stop());

  async function aDatabase(): Promise<{ url: string; db: Database }> {
    const url = await server.newDatabase();
    return { url, db: await openDatabase({ dataDir: '', databaseUrl: url, migrations: doingMigrations }) };
  }

  async function aProcess(url: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', program, url, String(leaseMs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout!, 'data');
    return child;
  }

  const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

  async function kill(child: ChildProcess): Promise<void> {
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  const names = (count: number): string[] =>
    Array.from({ length: count }, (_, place) => `thing ${String(place).padStart(3, '0')}`);

  test('JO2 JO5 killed in the middle, again and again: each job is done, each effect happens once, within a bounded time', async () => {
    const { url, db } = await aDatabase();
    const all = names(120);
    for (const name of all) await ask(db, name);
    const lasting = await aProcess(url);
    for (const enough of [20, 45, 70]) {
      const victim = await aProcess(url);
      await expect
        .poll(async () => (await doneThings(db)).length, { timeout: 30_000, interval: 20 })
        .toBeGreaterThanOrEqual(enough);
      await kill(victim);
    }
    await expect.poll(() => doneThings(db), { timeout: 20_000, interval: 100 }).toEqual(all);
    // The last word about a job commits with its effect.
    expect((await jobRows(db)).filter(({ state }) => state !== 'done')).toEqual([]);
    expect(hasEnded(lasting)).toBe(false);
    await db.close();
  });

  test('JO4 JO5 a job that kills its worker is dead after five workers, and the jobs beside it are done', async () => {
    const { url, db } = await aDatabase();
    const all = names(30);
    for (const name of all.slice(0, 3)) await ask(db, name);
    await ask(db, 'killer');
    for (const name of all.slice(3)) await ask(db, name);
    const killer = async () => (await jobRows(db)).find(({ key }) => key === 'killer')!;
    // As a supervisor would: whenever the process ends, it is started again.
    let deaths = 0;
    for (;;) {
      const child = await aProcess(url);
      await expect
        .poll(async () => hasEnded(child) || (await killer()).state, { timeout: 30_000, interval: 50 })
        .toSatisfy((told) => told === true || told === 'dead');
      if (!hasEnded(child)) break;
      deaths += 1;
    }
    expect(deaths).toBe(5);
    expect(await killer()).toMatchObject({ attempts: 5, fault: 'The worker that had it went silent.' });
    await expect.poll(() => doneThings(db), { timeout: 30_000, interval: 100 }).toEqual(all);
    expect((await jobRows(db)).filter(({ state }) => state === 'dead')).toHaveLength(1);
    await db.close();
  }, 120_000);
});
