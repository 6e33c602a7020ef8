import type { z } from 'zod';
import type { Backoff } from '#kernel/backoff.ts';
import type { Write } from '../log/log.ts';
import type { Progress } from './queueLines.ts';

/** A place where jobs of one kind wait. Whoever causes them knows this alone, and not who does them. */
export interface JobQueue<Schema extends z.ZodType = z.ZodType> {
  /** Named like an event, `analytics:nightly`. */
  readonly name: string;
  /** What a job is told. Ids and numbers: what people wrote or are called is read when the job is done. */
  readonly data: Schema;
}

/** One attempt at a job. */
export interface Job<Data> {
  readonly id: string;
  readonly effectKey: string;
  readonly data: Data;
  /** 1 at first. */
  readonly attempt: number;
  /** Aborted when this attempt is given up: its time is over, or the worker stops. */
  readonly signal: AbortSignal;
  /**
   * Does what the job is for, and marks it as done, in one transaction: the effect happens exactly once, however
   * often the job is tried. Slow work comes before it. What does not touch this database (a mail) cannot be had so:
   * it happens at least once, and carries `effectKey` so that a repetition is known as one.
   *
   * @throws JobGivenUp when this attempt is not the one that counts any more; nothing was done then
   */
  effect<T>(work: (write: Write) => Promise<T>): Promise<T>;
  /**
   * Says how far this is, for operators and for whoever asked for the job. It may be called for every row: what comes
   * within half a second of what was told is left out.
   *
   * @throws JobGivenUp when this attempt is not the one that counts any more
   * @throws RangeError unless both are whole numbers, and `done` is from 0 to `of`
   */
  progress(now: Progress): Promise<void>;
}

/**
 * How others hear what becomes of jobs, in the transaction in which it does. The house gives it: jobs know of no events.
 */
export interface JobTelling {
  /** A job has moved, and this person asked for it. */
  moved(write: Write, jobId: string, askedBy: string): void;
  /** A job of this queue has died. */
  died(write: Write, queue: string): void;
}

export interface JobLimits {
  /** How often a job is tried before it is dead; 5 unless said. */
  readonly attempts: number;
  /** An attempt that takes longer has failed; 20 s unless said. */
  readonly timeLimitMs: number;
  /** Jobs of this queue that one worker does at the same time; 4 unless said. */
  readonly atOnce: number;
  /** What lies between two attempts; 5 s, doubling, at most 10 minutes unless said. */
  readonly backoff: Backoff;
}

/** How the jobs of one queue are done. */
export interface JobKind<Schema extends z.ZodType = z.ZodType> extends JobLimits {
  readonly queue: JobQueue<Schema>;
  /** Returns when the job is done, whether or not it had an effect; throws when it should be tried again. */
  run(job: Job<z.output<Schema>>): Promise<void>;
}

/** A job that falls due once on each day of a zone's calendar. */
export interface JobSchedule<Schema extends z.ZodType = z.ZodType> {
  /** Its own among all schedules, and the beginning of its jobs' effect keys. */
  readonly name: string;
  readonly queue: JobQueue<Schema>;
  /** On the clock's face, `06:00`. */
  readonly at: string;
  /** As in the tz database, `Europe/Berlin`. */
  readonly zone: string;
  readonly data: z.input<Schema>;
}

/** This attempt is not the one that counts: its time was over, its worker was taken for dead, or the job is settled. */
export class JobGivenUp extends Error {
  override readonly name = 'JobGivenUp';
}

export const jobQueue = <Schema extends z.ZodType>(name: string, data: Schema): JobQueue<Schema> => ({
  name,
  data,
});

/** Declares how a room does the jobs of a queue. */
export const jobKind = <Schema extends z.ZodType>(
  queue: JobQueue<Schema>,
  { run, ...limits }: Partial<JobLimits> & Pick<JobKind<Schema>, 'run'>,
): JobKind<Schema> => ({
  queue,
  attempts: 5,
  timeLimitMs: 20_000,
  atOnce: 4,
  backoff: { firstMs: 5_000, capMs: 600_000 },
  ...limits,
  run,
});
