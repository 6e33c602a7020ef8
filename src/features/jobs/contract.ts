import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { identity } from '#features/identity/contract.ts';

/** How the queues stand, for operators. */
const board = topicKind('operations/jobs', { who: ['platformAdmin'] });

const moment = z.iso.datetime();
const count = z.number().int();

const queue = z
  .string()
  .max(100)
  .regex(/^[A-Za-z]+:[A-Za-z-]+$/, 'is not the name of a queue')
  .meta({ example: 'analytics:nightly' });

/** So many of so many, of whatever the job counts. */
export const jobProgress = z.object({ done: count, of: count }).meta({ id: 'JobProgress' });
export type JobProgress = z.output<typeof jobProgress>;

/** A queue as operators see it: moments and no ages, so it changes only when a job moves. */
export const queueLine = z
  .object({
    queue: z.string(),
    /** Due or for later, and nobody has them. */
    waiting: count,
    underWay: count,
    dead: count,
    /** When the first of those that wait falls due, or fell. */
    firstDueAt: moment.nullable(),
    /** Those that have been under way longest, and for some seconds. */
    long: z.array(
      z.object({
        id,
        effectKey: z.string(),
        attempt: count,
        begunAt: moment,
        /** null: it does not say. */
        progress: jobProgress.nullable(),
      }),
    ),
  })
  .meta({ id: 'QueueLine' });
export type QueueLine = z.output<typeof queueLine>;

export const deadJob = z
  .object({
    id,
    queue: z.string(),
    /** What it would have been the effect of. */
    effectKey: z.string(),
    attempts: count,
    /** Why the last attempt failed. */
    fault: z.string(),
    askedAt: moment,
    diedAt: moment,
  })
  .meta({ id: 'DeadJob' });
export type DeadJob = z.output<typeof deadJob>;

/** A job as whoever asked for it sees it. */
export const askedJob = z
  .object({
    id,
    queue: z.string(),
    /** `open`: it waits or is under way; `dead`: an operator may still have it tried anew. */
    state: z.enum(['open', 'done', 'dead', 'discarded']),
    /** null: it has not said anything, or does not. */
    progress: jobProgress.nullable(),
  })
  .meta({ id: 'AskedJob' });
export type AskedJob = z.output<typeof askedJob>;

/** Which dead jobs are meant: those of a queue that fit all that is said. */
const meant = z.strictObject({
  queue,
  jobId: id.optional(),
  /** In the cause or the effect key. */
  matching: z.string().trim().min(1).max(200).optional(),
  /** Dead at this moment: none is meant that died after the list was seen. */
  until: moment.optional(),
});
const settled = z.object({
  queue: z.string(),
  jobs: count,
  /** How many that fit are still dead: so many are taken at once. */
  left: count,
});
const tells = ['jobs:queue-changed', 'jobs:dead-changed', 'jobs:moved'] as const;

/** What waits to be done and what failed, for operators; how far a job is, for whoever asked for it. */
export const jobs = contract('jobs', {
  topics: { board },
  commands: {
    'jobs:retry': command({
      summary: 'Have dead jobs of a queue tried anew: one, or all that match.',
      http: ['POST', '/api/operations/jobs/retries'],
      input: meant,
      output: settled,
      who: ['platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells,
    }),
    'jobs:discard': command({
      summary: 'Give dead jobs of a queue up for good: one, or all that match.',
      http: ['POST', '/api/operations/jobs/discards'],
      input: meant,
      output: settled,
      who: ['platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells,
    }),
  },
  views: {
    'jobs:queues': view({
      summary: 'How each queue stands: what waits, is under way and is dead.',
      http: '/api/operations/jobs',
      input: z.strictObject({}),
      data: z.object({ queues: z.array(queueLine) }),
      who: ['platformAdmin'],
      follows: ['jobs:queue-changed'],
    }),
    'jobs:dead': view({
      summary: 'Jobs that were given up, with the cause; the newest first, page by page.',
      http: '/api/operations/jobs/dead',
      input: z
        .strictObject({
          queue: queue.optional(),
          matching: z.string().trim().min(1).max(200).optional(),
          /** The last one of the page before, and when it died: it may be settled meanwhile. */
          after: id.optional(),
          afterDiedAt: moment.optional(),
        })
        .refine(({ after, afterDiedAt }) => (after === undefined) === (afterDiedAt === undefined), {
          path: ['afterDiedAt'],
          message: 'goes with after',
        }),
      data: z.object({
        jobs: z.array(deadJob),
        more: z.boolean(),
        /** Of all pages. */
        count,
      }),
      who: ['platformAdmin'],
      follows: ['jobs:dead-changed'],
    }),
    'jobs:asked': view({
      summary: 'How far a job is that you asked for.',
      http: '/api/jobs/:jobId',
      input: z.strictObject({ jobId: id }),
      data: askedJob,
      who: ['person'],
      follows: ['jobs:moved'],
    }),
  },
  events: {
    'jobs:queue-changed': event({
      summary:
        'A queue stands differently; looked at every two seconds, and told at once where an operator acted.',
      kind: 'state',
      delivery: 'ambient',
      data: queueLine,
      key: (data) => data.queue,
      on: [board],
    }),
    'jobs:dead-changed': event({
      summary: 'Jobs of a queue died, or dead ones were tried anew or discarded.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ queue: z.string() }),
      key: (data) => data.queue,
      on: [board],
    }),
    'jobs:moved': event({
      summary: 'A job that you asked for is further on, or has ended.',
      kind: 'state',
      delivery: 'ambient',
      data: askedJob,
      key: (data) => data.id,
      on: [identity.topics.person],
    }),
  },
});
