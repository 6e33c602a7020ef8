import { backoffMs } from '#kernel/backoff.ts';
import { systemClock, type Clock } from '#kernel/clock.ts';
import type { Database } from '../db/database.ts';
import { isUnavailable } from '../db/errors.ts';
import type { Chore } from '../feature.ts';
import type { Log, Write } from '../log/log.ts';
import type { Logger } from '../logging.ts';
import { attempt, faultOf, tellMoved, WorkerStops } from './attempt.ts';
import { JobGivenUp, type JobKind, type JobTelling } from './kinds.ts';
import * as store from './store.ts';

export interface JobWorkerParts {
  db: Database;
  log: Pick<Log, 'write'>;
  kinds: readonly JobKind[];
  logger: Pick<Logger, 'warn' | 'error'>;
  telling?: JobTelling;
  clock?: Clock;
  random?: () => number;
  /**
   * After this silence a worker is taken for dead, and its jobs are taken by others; 10 s unless said, so that what a
   * killed worker had is done within half a minute.
   */
  leaseMs?: number;
  /** When the worker stops, what is under way may still end within this time; 3 s unless said. */
  drainMs?: number;
}

const lookEveryMs = 1_000;
const forgetEveryMs = 3_600_000;

interface UnderWay {
  kind: JobKind;
  /** Its last worker went silent with it, and it may have been the reason. */
  wasLost: boolean;
  ended: Promise<void>;
}

/**
 * Does jobs, on each node and beside others. Each queue has its own few places, so one whose jobs hang keeps no
 * other waiting.
 */
export class JobWorker {
  readonly #parts: JobWorkerParts;
  readonly #kinds: ReadonlyMap<string, JobKind>;
  readonly #clock: Clock;
  readonly #leaseMs: number;
  readonly #underWay = new Map<string, UnderWay>();
  readonly #giveUp = new AbortController();
  #taking: Promise<void> | undefined;
  #isToLookAgain = false;
  #isStopping = false;

  constructor(parts: JobWorkerParts) {
    this.#parts = parts;
    this.#kinds = new Map(parts.kinds.map((kind) => [kind.queue.name, kind]));
    if (this.#kinds.size < parts.kinds.length) throw new Error('Two kinds of jobs have the same queue.');
    this.#clock = parts.clock ?? systemClock;
    this.#leaseMs = parts.leaseMs ?? 10_000;
  }

  get chores(): Chore[] {
    // A house without kinds of jobs does not ask for any.
    if (this.#kinds.size === 0) return [];
    return [
      { name: 'jobs', everyMs: lookEveryMs, run: () => this.take() },
      { name: 'jobs:renew', everyMs: this.#leaseMs / 3, run: () => this.#renew() },
      { name: 'jobs:forget', everyMs: forgetEveryMs, run: () => store.forgetDone(this.#parts.db.query) },
    ];
  }

  /** Begins what is due, as far as there are places. Asked while it looks, it looks once more. */
  take(): Promise<void> {
    this.#isToLookAgain = true;
    return (this.#taking ??= this.#takeAll());
  }

  /** Until nothing is due and nothing is under way. */
  async workOff(): Promise<void> {
    for (;;) {
      await this.take();
      if (this.#underWay.size === 0) return;
      await Promise.all([...this.#underWay.values()].map(({ ended }) => ended));
    }
  }

  /** Takes nothing more, waits a little for what is under way, and gives the rest back to others. */
  async close(): Promise<void> {
    this.#isStopping = true;
    // What it failed of, whoever called it was told.
    await this.#taking?.catch(() => undefined);
    const callOff = this.#clock.after(this.#parts.drainMs ?? 3_000, () =>
      this.#giveUp.abort(new WorkerStops()),
    );
    await Promise.all([...this.#underWay.values()].map(({ ended }) => ended));
    callOff();
  }

  async #takeAll(): Promise<void> {
    try {
      while (this.#isToLookAgain && !this.#isStopping) {
        this.#isToLookAgain = false;
        for (const due of await store.dueQueues(this.#parts.db.query, [...this.#kinds.keys()]))
          await this.#takeOf(due);
      }
    } finally {
      // In the same instant as the last look at the flag: nobody's wish falls between the two.
      this.#taking = undefined;
    }
  }

  get #leases(): string[] {
    return [...this.#underWay.keys()];
  }

  async #takeOf({ queue, hasDue, hasLost }: store.DueQueue): Promise<void> {
    const { query } = this.#parts.db;
    const kind = this.#kinds.get(queue)!;
    if (hasLost) {
      await this.#buryLost(kind);
      // One at a time: of several that were under way when a worker died, the one that killed it is found so.
      const isFree = [...this.#underWay.values()].every(({ wasLost }) => !wasLost);
      const limits = { own: this.#leases, attempts: kind.attempts, leaseMs: this.#leaseMs };
      const lost = isFree ? await store.takeLost(query, queue, limits) : undefined;
      if (lost) this.#begin(kind, lost, true);
    }
    const most = kind.atOnce - [...this.#underWay.values()].filter((one) => one.kind === kind).length;
    if (!hasDue || most <= 0) return;
    for (const taken of await store.takeDue(query, queue, { most, leaseMs: this.#leaseMs }))
      this.#begin(kind, taken, false);
  }

  async #buryLost({ queue: { name: queue }, attempts }: JobKind): Promise<void> {
    const dead = await this.#parts.log.write(async (write) => {
      const lost = await store.buryLost(write.tx, queue, { own: this.#leases, attempts });
      for (const job of lost) this.#tellDied(write, queue, job);
      return lost;
    });
    for (const { id } of dead)
      this.#parts.logger.error({ job: id, queue }, 'a job is dead: its workers went silent with it');
  }

  #tellDied(write: Write, queue: string, job: Pick<store.TakenJob, 'id' | 'askedBy'>): void {
    const { telling } = this.#parts;
    telling?.died(write, queue);
    tellMoved(write, job, telling);
  }

  #begin(kind: JobKind, taken: store.TakenJob, wasLost: boolean): void {
    const ended = this.#carryOut(kind, taken)
      .catch((cause: unknown) => this.#unsettled(kind, taken, cause))
      .finally(() => {
        this.#underWay.delete(taken.lease);
        if (!this.#isStopping) this.take().catch((cause: unknown) => this.#couldNotLook(cause));
      });
    this.#underWay.set(taken.lease, { kind, wasLost, ended });
  }

  async #carryOut(kind: JobKind, taken: store.TakenJob): Promise<void> {
    const { db, log, telling } = this.#parts;
    try {
      await attempt(kind, taken, { log, clock: this.#clock, telling, stopping: this.#giveUp.signal });
    } catch (cause) {
      if (cause instanceof WorkerStops) return store.giveBack(db.query, taken);
      // Another attempt has settled the job, or will.
      if (cause instanceof JobGivenUp) return;
      return this.#failed(kind, taken, cause);
    }
    // Most were marked as done with their effect; this is for those that had none.
    if (taken.askedBy === null) await store.markDone(db.query, taken);
    else
      await log.write(async (write) => {
        if (await store.markDone(write.tx, taken)) tellMoved(write, taken, telling);
      });
  }

  async #failed(kind: JobKind, taken: store.TakenJob, cause: unknown): Promise<void> {
    const { db, log, logger, random = Math.random } = this.#parts;
    const fault = faultOf(cause);
    const about = { job: taken.id, queue: kind.queue.name, attempts: taken.attempts, err: cause };
    if (taken.attempts >= kind.attempts) {
      const isDead = await log.write(async (write) => {
        const isOurs = await store.bury(write.tx, taken, fault);
        if (isOurs) this.#tellDied(write, kind.queue.name, taken);
        return isOurs;
      });
      if (isDead) logger.error(about, 'a job is dead');
      return;
    }
    // At least half of the range: soon enough, and not at once.
    const afterMs = backoffMs(taken.attempts - 1, kind.backoff, () => 0.5 + random() / 2);
    if (await store.tryLater(db.query, taken, { afterMs, fault })) logger.warn(about, 'a job failed');
  }

  /** What became of a job could not be written down: its lease ends, and it is tried again. */
  #unsettled(kind: JobKind, taken: store.TakenJob, cause: unknown): void {
    this.#parts.logger.warn(
      { job: taken.id, queue: kind.queue.name, err: cause },
      'what became of a job could not be kept; it will be tried again',
    );
  }

  #couldNotLook(cause: unknown): void {
    // A database that is away is told by readiness, and the next look comes by itself.
    if (!isUnavailable(cause) && !this.#isStopping)
      this.#parts.logger.error({ err: cause }, 'jobs: looking for more failed');
  }

  async #renew(): Promise<void> {
    const leases = this.#leases;
    if (leases.length > 0) await store.renew(this.#parts.db.query, leases, this.#leaseMs);
  }
}
