import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import type { Person } from '#platform/server/feature.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import { jobKind, jobQueue, type Job } from '#platform/server/jobs/kinds.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { anOperator } from '../../../../tests/support/identityActs.ts';
import { deadJobsIn } from '../../../../tests/support/deadJobs.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { AskedJob, DeadJob, QueueLine } from '../contract.ts';
import { boardChore } from './board.ts';
import { jobTelling } from './feature.ts';

const copies = jobQueue('test:copies', z.object({}));

/** What the jobs room promises to operators and to whoever asks for a job, on either database. */
export function jobsRoomSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let ops: Person;
  beforeAll(async () => {
    rooms = await openRooms(open);
    ops = await anOperator(rooms);
  });
  afterAll(() => rooms.close());
  beforeEach(async () => {
    await sql`truncate job, job_board`.execute(rooms.db.query);
    rooms.announced.length = 0;
  });

  const ask = (effectKey: string, askedBy?: string): Promise<string> =>
    rooms.log.write(({ tx }) =>
      enqueue(tx, { queue: copies, effectKey, data: {}, ...(askedBy !== undefined && { askedBy }) }),
    );
  const aWorker = (run: (job: Job<object>) => Promise<void>): JobWorker =>
    new JobWorker({
      ...{ db: rooms.db, log: rooms.log, telling: jobTelling },
      kinds: [jobKind(copies, { run, attempts: 1 })],
      logger: { warn() {}, error() {} },
    });
  const lookAround = (): Promise<void> => boardChore(rooms.db, rooms.log, ['test:idle']).run();
  const queues = async (): Promise<QueueLine[]> =>
    ((await rooms.look(ops, 'jobs:queues')) as { queues: QueueLine[] }).queues;
  const dead = (input: object) =>
    rooms.look(ops, 'jobs:dead', input) as Promise<{ jobs: DeadJob[]; more: boolean; count: number }>;
  const told = (type: string) =>
    rooms.announced
      .filter((one) => one.type === type)
      .map(({ topic, data }) => ({ topic, data: JSON.parse(data) as unknown }));

  test('JO10 what operators see of the queues is what was told last, and nothing is told twice', async () => {
    await ask('a');
    await ask('b');
    expect(await queues()).toEqual([]);
    await lookAround();
    await lookAround();
    const idle = { waiting: 0, underWay: 0, dead: 0, firstDueAt: null, long: [] };
    const waiting = { ...idle, queue: 'test:copies', waiting: 2, firstDueAt: expect.any(String) as string };
    expect(await queues()).toEqual([waiting, { ...idle, queue: 'test:idle' }]);
    expect(told('jobs:queue-changed')).toHaveLength(2);
    await aWorker(async () => {}).workOff();
    expect(await queues()).toMatchObject([{ waiting: 2 }, {}]);
    await lookAround();
    expect(await queues()).toMatchObject([{ queue: 'test:copies', ...idle }, {}]);
    expect(told('jobs:queue-changed').at(-1)).toMatchObject({ topic: 'operations/jobs', data: idle });
  });

  test('JO10 what takes its time is shown with how far it is, and a death at once', async () => {
    await ask('long');
    const worker = aWorker(async (job) => {
      await job.progress({ done: 40, of: 90 });
      await sql`update job set begun_at = begun_at - interval '1 minute'`.execute(rooms.db.query);
      await lookAround();
      throw new Error('the mailbox is full');
    });
    await worker.workOff();
    const [under, after] = told('jobs:queue-changed').map(({ data }) => data as QueueLine);
    expect(under).toMatchObject({
      underWay: 1,
      long: [{ effectKey: 'long', attempt: 1, progress: { done: 40, of: 90 } }],
    });
    expect(after).toMatchObject({ queue: 'test:idle' });
    expect(told('jobs:dead-changed')).toMatchObject([{ data: { queue: 'test:copies' } }]);
    expect((await queues())[0]).toMatchObject({ underWay: 0, dead: 1, long: [] });
    expect((await dead({})).jobs).toMatchObject([{ effectKey: 'long', fault: 'Error: the mailbox is full' }]);
  });

  test('JO11 hundreds of dead jobs come page by page; so many are settled at once, and it is said how many are left', async () => {
    await deadJobsIn(rooms.db, 'test:copies', 503);
    await deadJobsIn(rooms.db, 'test:other', 2);
    const first = await dead({ queue: 'test:copies' });
    expect([first.jobs.length, first.more, first.count]).toEqual([50, true, 503]);
    const last = first.jobs.at(-1)!;
    const end = { after: last.id, afterDiedAt: last.diedAt };
    const second = await dead({ queue: 'test:copies', ...end });
    expect(new Set([...first.jobs, ...second.jobs].map(({ id }) => id)).size).toBe(100);
    expect(await outcomeOf(dead({ after: last.id }))).toBe('invalid');
    const one = { queue: 'test:copies', jobId: last.id };
    expect(await rooms.perform(ops, 'jobs:retry', one)).toEqual({ queue: 'test:copies', jobs: 1, left: 0 });
    expect(await rooms.perform(ops, 'jobs:retry', one)).toMatchObject({ jobs: 0 });
    // The last one of the page is dead no more, and the next page is the same nevertheless.
    expect((await dead({ queue: 'test:copies', ...end })).jobs).toEqual(second.jobs);
    const all = { queue: 'test:copies', matching: 'MAILBOX', until: first.jobs[1]!.diedAt };
    expect(await rooms.perform(ops, 'jobs:discard', all)).toMatchObject({ jobs: 500, left: 1 });
    expect(await dead({ queue: 'test:copies' })).toMatchObject({ count: 2, more: false });
    expect((await dead({})).count).toBe(4);
    expect(await queues()).toMatchObject([{ queue: 'test:copies', waiting: 1, dead: 2 }]);
  });

  test('JO11 whoever settles dead jobs is in the audit, once for each time something was settled', async () => {
    const [id] = await deadJobsIn(rooms.db, 'test:copies', 3);
    await rooms.perform(ops, 'jobs:retry', { queue: 'test:copies', jobId: id });
    await rooms.perform(ops, 'jobs:discard', { queue: 'test:copies' });
    await rooms.perform(ops, 'jobs:discard', { queue: 'test:copies' });
    const { rows } = await sql`
      select act, actor_id as actor, about_kind as kind, about_id as about, details from audit_entry
      where act like 'jobs:%' and actor_id = ${ops.userId} order by id desc limit 2`.execute(rooms.db.query);
    expect(rows).toEqual([
      {
        ...{ act: 'jobs:discard', actor: ops.userId, kind: 'queue', about: 'test:copies' },
        details: { queue: 'test:copies', jobs: 2 },
      },
      {
        ...{ act: 'jobs:retry', actor: ops.userId, kind: 'job', about: id },
        details: { queue: 'test:copies', jobs: 1 },
      },
    ]);
    expect(await outcomeOf(rooms.perform(await aStudent(), 'jobs:discard', { queue: 'test:copies' }))).toBe(
      'forbidden',
    );
  });

  test('JO9 whoever asked for a job, and nobody else, sees how far it is and what becomes of it', async () => {
    const ann = await aStudent();
    const id = await ask('hers', ann.userId);
    const standing = () => rooms.look(ann, 'jobs:asked', { jobId: id }) as Promise<AskedJob>;
    expect(await standing()).toEqual({ id, queue: 'test:copies', state: 'open', progress: null });
    expect(await outcomeOf(rooms.look(await aStudent(), 'jobs:asked', { jobId: id }))).toBe('not_found');
    let isPoison = true;
    const worker = aWorker(async (job) => {
      await job.progress({ done: 1, of: 2 });
      if (isPoison) throw new Error('away');
      await job.effect(async () => {});
    });
    await worker.workOff();
    expect(await standing()).toMatchObject({ state: 'dead', progress: { done: 1, of: 2 } });
    isPoison = false;
    await rooms.perform(ops, 'jobs:retry', { queue: 'test:copies' });
    await worker.workOff();
    expect(await standing()).toMatchObject({ state: 'done' });
    const heard = told('jobs:moved');
    expect(new Set(heard.map(({ topic }) => topic))).toEqual(new Set([`user/${ann.userId}`]));
    expect(heard.map(({ data }) => (data as AskedJob).state)).toEqual([
      ...['open', 'dead', 'open', 'open', 'done'],
    ]);
  });

  async function aStudent(): Promise<Person> {
    return { ...(await anOperator(rooms)), platformAdmin: false, sessionId: newId() };
  }
}
