import { inspect } from 'node:util';
import type { Clock } from '#kernel/clock.ts';
import type { Log, Write } from '../log/log.ts';
import { JobGivenUp, type Job, type JobKind, type JobTelling } from './kinds.ts';
import type { Progress } from './queueLines.ts';
import * as store from './store.ts';

/** Progress is told this often at most. */
const tellEveryMs = 500;

/** The worker stops: the job is not to blame. */
export class WorkerStops extends Error {
  override readonly name = 'WorkerStops';
}

export interface AttemptParts {
  log: Pick<Log, 'write'>;
  clock: Clock;
  telling?: JobTelling | undefined;
  /** Aborted with the reason, when the worker gives up what is under way. */
  stopping: AbortSignal;
}

/**
 * One attempt, no longer than its kind allows. A handler that hangs cannot be ended, but is no longer waited for:
 * nothing that it does later has an effect.
 */
export async function attempt(kind: JobKind, taken: store.TakenJob, parts: AttemptParts): Promise<void> {
  const { clock, stopping } = parts;
  const over = new AbortController();
  const givenUp = new Promise<never>((_resolve, reject) => {
    over.signal.addEventListener('abort', () => reject(over.signal.reason as Error), { once: true });
  });
  const stop = (): void => over.abort(stopping.reason);
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  const callOff = clock.after(kind.timeLimitMs, () =>
    over.abort(new Error(`It took longer than ${kind.timeLimitMs} ms.`)),
  );
  try {
    await Promise.race([givenUp, run(kind, taken, parts, over.signal)]);
  } finally {
    callOff();
    stopping.removeEventListener('abort', stop);
  }
}

async function run(
  kind: JobKind,
  taken: store.TakenJob,
  { log, clock, telling }: AttemptParts,
  signal: AbortSignal,
): Promise<void> {
  let toldAtMs = -Infinity;
  const job: Job<unknown> = {
    id: taken.id,
    effectKey: taken.effectKey,
    data: kind.queue.data.parse(JSON.parse(taken.data)),
    attempt: taken.attempts,
    signal,
    async effect(work) {
      // That it failed may still be on its way to the database.
      if (signal.aborted) throw givenUpAlready();
      return log.write(async (write) => {
        // Held until the commit: whoever else has this job waits here, and then finds it settled.
        if (!(await store.markDone(write.tx, taken))) throw givenUpAlready();
        tellMoved(write, taken, telling);
        return work(write);
      });
    },
    async progress(now) {
      requireProgress(now);
      if (signal.aborted) throw givenUpAlready();
      if (clock.nowMs() - toldAtMs < tellEveryMs) return;
      toldAtMs = clock.nowMs();
      await log.write(async (write) => {
        if (!(await store.keepProgress(write.tx, taken, now))) throw givenUpAlready();
        tellMoved(write, taken, telling);
      });
    },
  };
  await kind.run(job);
}

/** So that whoever asked for a job hears that it moved. */
export function tellMoved(
  write: Write,
  { id, askedBy }: Pick<store.TakenJob, 'id' | 'askedBy'>,
  telling: JobTelling | undefined,
): void {
  if (askedBy !== null) telling?.moved(write, id, askedBy);
}

const givenUpAlready = (): JobGivenUp => new JobGivenUp('This attempt was given up.');

function requireProgress({ done, of }: Progress): void {
  const isWhole = Number.isInteger(done) && Number.isInteger(of);
  if (!isWhole || done < 0 || done > of) throw new RangeError(`${done} of ${of} is no progress`);
}

/** What an operator reads: one text without the character that the database refuses. */
export function faultOf(cause: unknown): string {
  const words = cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause);
  return words.replaceAll('\0', '').slice(0, 1_000);
}
