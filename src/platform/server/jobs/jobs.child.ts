// A worker for the tests to kill. It does the jobs of the samples on the database that it is given; a thing called
// `killer` ends it without a word.
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { every, systemClock } from '#kernel/clock.ts';
import { openDatabase } from '../db/database.ts';
import { inProcessFanout } from '../fanout/fanout.ts';
import { openLog } from '../log/log.ts';
import { doingMigrations, things } from './jobs.samples.ts';
import { jobKind } from './kinds.ts';
import { JobWorker } from './worker.ts';

const [databaseUrl = '', leaseMs = ''] = process.argv.slice(2);

const db = await openDatabase({ dataDir: '', databaseUrl, migrations: doingMigrations });
const kind = jobKind(things, {
  async run(job) {
    if (job.data.thing === 'killer') process.kill(process.pid, 'SIGKILL');
    await wait(20);
    await job.effect(async ({ tx }) => {
      await sql`insert into done_thing (thing) values (${job.data.thing})`.execute(tx);
      // Time to be killed between the effect and its commit.
      await sql`select pg_sleep(0.02)`.execute(tx);
    });
  },
});
const worker = new JobWorker({
  db,
  log: openLog({ db, fanout: inProcessFanout() }),
  kinds: [kind],
  logger: { warn() {}, error() {} },
  leaseMs: Number(leaseMs),
});
for (const { everyMs, run } of worker.chores)
  every(systemClock, Math.min(everyMs, 100), () => void run().catch(() => process.exit(1)));
// Timers of the clock keep nobody alive.
setInterval(() => {}, 60_000);
process.stdout.write('open\n');
