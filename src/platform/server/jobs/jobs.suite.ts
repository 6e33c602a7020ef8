import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { manualClock, systemClock } from '#kernel/clock.ts';
import { Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { inProcessFanout } from '../fanout/fanout.ts';
import { openLog } from '../log/log.ts';
import { enqueue } from './enqueue.ts';
import { measureJobs } from './figures.ts';
import { ask, doneThings, jobRows, others, things } from './jobs.samples.ts';
import { JobGivenUp, jobKind, type Job, type JobKind } from './kinds.ts';
import { deadJobs, discardDead, retryDead } from './deadJobs.ts';
import { queueLines } from './queueLines.ts';
import { dueIn, dueQueues, takeLost } from './store.ts';
import { JobWorker } from './worker.ts';

type ThingJob = Job<{ thing: string }>;

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

/** How many rows the steps of a plan have handed on. */
const rowsIn = ({ Plans = [], ...node }: PlanNode): number =>
  Plans.reduce((sum, part) => sum + rowsIn(part), node['Actual Rows'] * node['Actual Loops']);

/** A promise that the test settles. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** The rules of jobs, the same on every database. */
export function testJobs(engine: string, open: () => Promise<Database>): void {
  describe(`jobs on ${engine}`, () => {
    let db: Database;
    const workers: JobWorker[] = [];

    beforeAll(async () => {
      db = await open();
    });
    afterAll(() => db.close());
    beforeEach(() => sql`truncate job, done_thing`.execute(db.query));
    afterEach(async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.close()));
    });

    function aWorker(...kinds: JobKind[]): JobWorker {
      const worker = new JobWorker({
        db,
        log: openLog({ db, fanout: inProcessFanout() }),
        kinds,
        logger: { warn() {}, error() {} },
        clock: systemClock,
        random: () => 0.5,
        drainMs: 200,
      });
      workers.push(worker);
      return worker;
    }

    const doIt = (job: ThingJob): Promise<void> =>
      job.effect(async ({ tx }) => {
        await sql`insert into done_thing (thing) values (${job.data.thing})`.execute(tx);
      });
    const doing = (run = doIt, limits: Partial<JobKind> = {}) => jobKind(things, { ...limits, run });
    const waitedOut = () =>
      sql`update job set due_at = now() where state = 'waiting' and lease is null`.execute(db.query);
    const workersAreSilent = () =>
      sql`update job set due_at = now() where lease is not null`.execute(db.query);

    test('JO1 a job is done after the commit that causes it, once for each effect key, or never', async () => {
      await ask(db, 'first');
      await ask(db, 'first');
      await db
        .transaction(async (tx) => {
          await enqueue(tx, { queue: things, effectKey: 'undone', data: { thing: 'undone' } });
          throw new Error('undo');
        })
        .catch(() => undefined);
      await aWorker(doing()).workOff();
      await ask(db, 'first');
      await aWorker(doing()).workOff();
      expect(await doneThings(db)).toEqual(['first']);
      expect(await jobRows(db)).toEqual([{ key: 'first', state: 'done', attempts: 1, fault: null }]);
    });

    test('JO1 what a queue does not take is refused to whoever asks, and a job is not done before its time', async () => {
      const wrong = db.transaction((tx) =>
        enqueue(tx, { queue: things, effectKey: 'wrong', data: { thing: 7 } as never }),
      );
      await expect(wrong).rejects.toThrow(/expected string/);
      const notBefore = new Date(Date.now() + 3_600_000);
      await db.transaction((tx) =>
        enqueue(tx, { queue: things, effectKey: 'later', data: { thing: 'later' }, notBefore }),
      );
      await aWorker(doing()).workOff();
      expect(await doneThings(db)).toEqual([]);
      await waitedOut();
      await aWorker(doing()).workOff();
      expect(await doneThings(db)).toEqual(['later']);
    });

    test('JO2 several workers do every job, and each effect happens once', async () => {
      const names = Array.from({ length: 60 }, (_, place) => `thing ${String(place).padStart(2, '0')}`);
      for (const name of names) await ask(db, name);
      await Promise.all([aWorker(doing()), aWorker(doing()), aWorker(doing())].map((one) => one.workOff()));
      await expect.poll(() => doneThings(db)).toEqual(names);
    });

    test('JO2 a worker that was taken for dead, and is not, has no effect beside the one that took over', async () => {
      const hold = gate();
      const outcomes: unknown[] = [];
      const slow = aWorker(
        doing(async (job) => {
          await hold.opened;
          await doIt(job).then(
            () => outcomes.push('done'),
            (cause: unknown) => outcomes.push(cause),
          );
        }),
      );
      await ask(db, 'contested');
      await slow.take();
      await workersAreSilent();
      await aWorker(doing()).workOff();
      hold.open();
      await slow.workOff();
      expect(outcomes).toEqual([expect.any(JobGivenUp)]);
      expect(await doneThings(db)).toEqual(['contested']);
      expect(await jobRows(db)).toMatchObject([{ state: 'done', attempts: 2 }]);
    });

    test('JO2 an effect that fails leaves nothing, and is had by a later attempt', async () => {
      const worker = aWorker(
        doing((job) =>
          job.effect(async ({ tx }) => {
            await sql`insert into done_thing (thing) values (${job.data.thing})`.execute(tx);
            if (job.attempt === 1) throw new Error('half way');
          }),
        ),
      );
      await ask(db, 'twice');
      await worker.workOff();
      expect(await doneThings(db)).toEqual([]);
      await waitedOut();
      await worker.workOff();
      expect(await doneThings(db)).toEqual(['twice']);
      expect(await jobRows(db)).toEqual([{ key: 'twice', state: 'done', attempts: 2, fault: null }]);
    });

    test('JO3 what fails is tried again, later and later, and is dead at last with the cause', async () => {
      const worker = aWorker(
        doing(async ({ attempt }) => {
          throw new Error(`fault\0 ${attempt}`);
        }),
      );
      await ask(db, 'poison');
      const waits: number[] = [];
      for (let round = 1; round < 5; round += 1) {
        await worker.workOff();
        const { rows } = await sql<{ wait: number }>`
          select extract(epoch from due_at - now())::float8 as wait from job where state = 'waiting'`.execute(
          db.query,
        );
        waits.push(rows[0]!.wait);
        await waitedOut();
      }
      await worker.workOff();
      // Three quarters of 5, 10, 20 and 40 s, less the time that asking took.
      for (const [place, wait] of waits.entries()) {
        expect(wait).toBeLessThanOrEqual(3.75 * 2 ** place);
        expect(wait).toBeGreaterThan(1.9 * 2 ** place);
      }
      expect(await jobRows(db)).toEqual([
        { key: 'poison', state: 'dead', attempts: 5, fault: 'Error: fault 5' },
      ]);
    });

    test('JO3 an attempt that hangs has failed when its time is over, and nothing it does later counts', async () => {
      const hold = gate();
      const late: unknown[] = [];
      const worker = aWorker(
        doing(
          async (job) => {
            await hold.opened;
            expect(job.signal.aborted).toBe(true);
            await doIt(job).catch((cause: unknown) => late.push(cause));
          },
          { timeLimitMs: 50, attempts: 1 },
        ),
      );
      await ask(db, 'hangs');
      await worker.workOff();
      expect(await jobRows(db)).toEqual([
        { key: 'hangs', state: 'dead', attempts: 1, fault: 'Error: It took longer than 50 ms.' },
      ]);
      hold.open();
      await expect.poll(() => late).toEqual([expect.any(JobGivenUp)]);
      expect(await doneThings(db)).toEqual([]);
    });

    test('JO3 an attempt whose time is over has no effect in that moment either', async () => {
      const late: unknown[] = [];
      const worker = aWorker(
        doing(
          async (job) => {
            job.signal.addEventListener('abort', () => {
              void doIt(job).catch((cause: unknown) => late.push(cause));
            });
            await new Promise<never>(() => {});
          },
          { timeLimitMs: 50, attempts: 1 },
        ),
      );
      await ask(db, 'too late');
      await worker.workOff();
      await expect.poll(() => late).toEqual([expect.any(JobGivenUp)]);
      expect(await doneThings(db)).toEqual([]);
      expect(await jobRows(db)).toMatchObject([{ state: 'dead', attempts: 1 }]);
    });

    test('JO4 however many jobs wait, looking for those that are due reads a few', async () => {
      for (const { name } of [things, others])
        await sql`
          insert into job (id, queue, effect_key, data)
          select gen_random_uuid(), ${name}, 'n' || n, '{}' from generate_series(1, 3000) n`.execute(
          db.query,
        );
      const queues = [things.name, others.name];
      for (const isKnown of [false, true]) {
        if (isKnown) await sql`analyze job`.execute(db.query);
        expect(await dueQueues(db.query, queues)).toHaveLength(2);
        const { rows } = await sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`
          explain (analyze, format json) ${dueIn(queues)}`.execute(db.query);
        expect(rowsIn(rows[0]!['QUERY PLAN'][0]!.Plan)).toBeLessThan(30);
      }
    });

    test('JO4 jobs that throw, that hang or that nobody can read keep no other waiting', async () => {
      const hold = gate();
      const run = async (job: ThingJob): Promise<void> => {
        if (job.data.thing.startsWith('throws')) throw new Error('poison');
        if (job.data.thing.startsWith('hangs')) await hold.opened;
        await doIt(job);
      };
      const worker = aWorker(doing(run, { atOnce: 3 }), jobKind(others, { run }));
      for (let place = 0; place < 6; place += 1) await ask(db, `throws ${place}`);
      for (let place = 0; place < 2; place += 1) await ask(db, `hangs ${place}`);
      await sql`update job set data = '{"thing": 7}' where effect_key = 'throws 0'`.execute(db.query);
      // Beside those that hang in their own queue, and in another whose places are all taken.
      await ask(db, 'good');
      for (let place = 0; place < 4; place += 1) await ask(db, `hangs there ${place}`, others);
      await worker.take();
      await expect.poll(() => doneThings(db)).toEqual(['good']);
      const rows = await jobRows(db);
      expect(rows.find(({ key }) => key === 'throws 0')?.fault).toMatch(/expected string/);
      expect(rows.filter(({ fault }) => fault === 'Error: poison')).toHaveLength(5);
      hold.open();
      await worker.workOff();
      expect(await doneThings(db)).toHaveLength(7);
    });

    test('JO5 a job whose worker went silent is taken by another; silent each time, it is dead', async () => {
      await ask(db, 'killer');
      const silent = () => new Promise<void>(() => {});
      for (let round = 1; round <= 5; round += 1) {
        await aWorker(doing(silent)).take();
        expect(await jobRows(db)).toMatchObject([{ state: 'waiting', attempts: round }]);
        await workersAreSilent();
      }
      await aWorker(doing()).workOff();
      expect(await jobRows(db)).toEqual([
        { key: 'killer', state: 'dead', attempts: 5, fault: 'The worker that had it went silent.' },
      ]);
      // Those that held it may now end: the job is not theirs.
      expect(await doneThings(db)).toEqual([]);
    });

    test('JO5 one that was lost in its last attempt is not taken, even if it was not lost a moment ago', async () => {
      await ask(db, 'killer');
      await sql`
        update job set attempts = 5, lease = gen_random_uuid(), due_at = now() - interval '1 second'`.execute(
        db.query,
      );
      const limits = { own: [], leaseMs: 10_000 };
      expect(await takeLost(db.query, things.name, { ...limits, attempts: 5 })).toBeUndefined();
      expect(await jobRows(db)).toMatchObject([{ state: 'waiting', attempts: 5 }]);
      expect(await takeLost(db.query, things.name, { ...limits, attempts: 6 })).toMatchObject({
        attempts: 6,
      });
    });

    test('JO5 of jobs whose worker went silent a worker has one at a time, beside new ones', async () => {
      const hold = gate();
      for (const name of ['a', 'b', 'c']) await ask(db, name);
      await aWorker(doing(() => new Promise<never>(() => {}))).take();
      await workersAreSilent();
      await ask(db, 'new');
      const begun: string[] = [];
      const worker = aWorker(
        doing(async (job) => {
          begun.push(job.data.thing);
          await hold.opened;
          await doIt(job);
        }),
      );
      for (let look = 0; look < 3; look += 1) await worker.take();
      expect(begun.filter((name) => name !== 'new')).toHaveLength(1);
      expect(begun).toContain('new');
      hold.open();
      await worker.workOff();
      expect(await doneThings(db)).toEqual(['a', 'b', 'c', 'new']);
    });

    test('JO5 a worker that is alive keeps its jobs', async () => {
      const hold = gate();
      const worker = aWorker(
        doing(async (job) => {
          await hold.opened;
          await doIt(job);
        }),
      );
      await ask(db, 'long');
      await worker.take();
      await workersAreSilent();
      await worker.chores.find(({ name }) => name === 'jobs:renew')!.run();
      await aWorker(doing()).workOff();
      expect(await doneThings(db)).toEqual([]);
      hold.open();
      await worker.workOff();
      expect(await jobRows(db)).toMatchObject([{ state: 'done', attempts: 1 }]);
    });

    test('JO5 what a worker has itself is not lost to it, however late it renews', async () => {
      const hold = gate();
      const worker = aWorker(
        doing(
          async (job) => {
            await hold.opened;
            await doIt(job);
          },
          { attempts: 1 },
        ),
      );
      await ask(db, 'late');
      await worker.take();
      await workersAreSilent();
      await worker.take();
      expect(await jobRows(db)).toMatchObject([{ state: 'waiting', attempts: 1 }]);
      hold.open();
      await worker.workOff();
      expect(await doneThings(db)).toEqual(['late']);
      expect(await jobRows(db)).toMatchObject([{ state: 'done', attempts: 1 }]);
    });

    test('JO7 a worker that stops waits for what ends soon, and gives the rest back as if it had not been tried', async () => {
      const hold = gate();
      let isAborted = false;
      const worker = aWorker(
        doing(async (job) => {
          if (job.data.thing === 'soon') return hold.opened.then(() => doIt(job));
          job.signal.addEventListener('abort', () => (isAborted = true));
          await new Promise<never>(() => {});
        }),
      );
      await ask(db, 'soon');
      await ask(db, 'never ends');
      await worker.take();
      const closed = worker.close();
      await ask(db, 'new');
      hold.open();
      await closed;
      expect(isAborted).toBe(true);
      expect(await jobRows(db)).toMatchObject([
        { key: 'never ends', state: 'waiting', attempts: 0 },
        { key: 'new', state: 'waiting', attempts: 0 },
        { key: 'soon', state: 'done' },
      ]);
      await aWorker(doing()).workOff();
      expect(await doneThings(db)).toEqual(['never ends', 'new', 'soon']);
    });

    test('JO8 dead jobs stay until one or all of a queue are tried anew or discarded, and figures tell of them', async () => {
      let isPoison = true;
      const run = async (job: ThingJob): Promise<void> => {
        if (isPoison) throw new Error('away');
        await doIt(job);
      };
      const worker = aWorker(doing(run, { attempts: 1 }), jobKind(others, { run, attempts: 1 }));
      for (const name of ['a', 'b']) await ask(db, name);
      for (const name of ['c', 'd']) await ask(db, name, others);
      await worker.workOff();
      await ask(db, 'e');
      await sql`update job set due_at = now() - interval '90 seconds' where state = 'waiting'`.execute(
        db.query,
      );
      const registry = new Registry();
      measureJobs(registry, db);
      const figures = await registry.metrics();
      expect(figures).toContain('stoa_jobs_dead{queue="doing:things"} 2');
      expect(figures).toContain('stoa_jobs_waiting{queue="doing:things"} 1');
      expect(figures).toMatch(/stoa_jobs_oldest_seconds\{queue="doing:things"\} 9\d\./);
      isPoison = false;
      const retried = await db.transaction((tx) => retryDead(tx, { queue: things.name }));
      expect([retried.jobs.length, retried.left]).toEqual([2, 0]);
      const queue = others.name;
      const both = (await deadJobs(db.query, { queue }, { most: 9 })).jobs;
      const { id } = both.find(({ effectKey }) => effectKey === 'c')!;
      const discarded = await db.transaction((tx) => discardDead(tx, { queue, id }));
      expect(discarded).toEqual({ jobs: [{ id, askedBy: null }], left: 0 });
      expect(await db.transaction((tx) => retryDead(tx, { queue, id }))).toEqual({ jobs: [], left: 0 });
      await worker.workOff();
      expect(await doneThings(db)).toEqual(['a', 'b', 'e']);
      expect(await jobRows(db)).toMatchObject([
        { state: 'done', attempts: 1 },
        { state: 'done' },
        { key: 'c', state: 'discarded', fault: 'Error: away' },
        { key: 'd', state: 'dead', attempts: 1, fault: 'Error: away' },
        { state: 'done' },
      ]);
    });

    test('JO8 of a queue’s dead jobs those are meant that match and that were dead when they were seen, page by page', async () => {
      await sql`
        insert into job (id, queue, effect_key, data, state, attempts, done_at, fault)
        select gen_random_uuid(), ${things.name}, 'key ' || n, '{}', 'dead', 5,
          timestamptz '2026-01-01T00:00:00Z' + make_interval(secs => n),
          case when n % 2 = 0 then 'Error: Mailbox full' else 'Error: away' end
        from generate_series(1, 7) n`.execute(db.query);
      const matching = 'mailBOX';
      const first = await deadJobs(db.query, { queue: things.name, matching }, { most: 2 });
      const after = first.jobs.at(-1)!;
      const rest = await deadJobs(db.query, { queue: things.name, matching }, { after, most: 2 });
      expect([first.count, [...first.jobs, ...rest.jobs].map(({ effectKey }) => effectKey)]).toEqual([
        3,
        ['key 6', 'key 4', 'key 2'],
      ]);
      const until = rest.jobs[0]!.diedAt;
      await db.transaction((tx) => discardDead(tx, { queue: things.name, matching, until }));
      await db.transaction((tx) => retryDead(tx, { queue: things.name, matching: 'KEY 7' }));
      expect((await jobRows(db)).map(({ state }) => state)).toEqual([
        ...['dead', 'discarded', 'dead', 'dead', 'dead', 'dead', 'waiting'],
      ]);
    });

    test('JO9 a job says how far it is as often as it likes, and whoever asked for it hears what becomes of it', async () => {
      const told: string[] = [];
      const seen: unknown[] = [];
      const clock = manualClock();
      const worker = new JobWorker({
        ...{ db, clock, log: openLog({ db, fanout: inProcessFanout() }), logger: { warn() {}, error() {} } },
        telling: {
          moved: (_write, jobId, askedBy) => void told.push(`${jobId} to ${askedBy}`),
          died: (_write, queue) => void told.push(`${queue} died`),
        },
        kinds: [
          doing(
            async (job) => {
              if (job.data.thing === 'poison') throw new Error('away');
              for (let done = 0; done <= 1_000; done += 1) {
                if (done % 500 === 0) clock.advance(500);
                await job.progress({ done, of: 1_000 });
              }
              seen.push(
                (await queueLines(db.query, [])).map(({ underWay, long }) => [underWay, long.length]),
              );
              await sql`update job set begun_at = begun_at - interval '1 minute'`.execute(db.query);
              seen.push((await queueLines(db.query, []))[0]!.long);
              await expect(job.progress({ done: 3, of: 2 })).rejects.toThrow(RangeError);
              await doIt(job);
            },
            { attempts: 1 },
          ),
        ],
      });
      workers.push(worker);
      const ids: string[] = [];
      const askedBy = '01890000-0000-7000-8000-000000000001';
      for (const thing of ['long', 'poison', 'long'])
        ids.push(
          await db.transaction((tx) => {
            return enqueue(tx, { queue: things, effectKey: thing, data: { thing }, askedBy });
          }),
        );
      expect(ids[2]).toBe(ids[0]);
      await worker.workOff();
      // At 0, 500 and 1,000 of 1,001 times, and at its end.
      expect(told.filter((one) => one === `${ids[0]} to ${askedBy}`)).toHaveLength(4);
      expect(told.filter((one) => one !== `${ids[0]} to ${askedBy}`)).toEqual([
        `${things.name} died`,
        `${ids[1]} to ${askedBy}`,
      ]);
      expect(seen).toMatchObject([
        [[expect.any(Number), 0]],
        [{ id: ids[0], effectKey: 'long', attempt: 1, progress: { done: 1_000, of: 1_000 } }],
      ]);
      expect(await queueLines(db.query, [others.name])).toEqual([
        { queue: others.name, waiting: 0, underWay: 0, dead: 0, firstDueAt: null, long: [] },
        { queue: things.name, waiting: 0, underWay: 0, dead: 1, firstDueAt: null, long: [] },
      ]);
    });
  });
}
