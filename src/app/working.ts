import type { Backoff } from '#kernel/backoff.ts';
import type { Clock } from '#kernel/clock.ts';
import { jobTelling } from '#features/jobs/server/feature.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { Chore } from '#platform/server/feature.ts';
import type { JobKind, JobSchedule } from '#platform/server/jobs/kinds.ts';
import { Schedules } from '#platform/server/jobs/schedules.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import type { Log } from '#platform/server/log/log.ts';
import type { Logger } from '#platform/server/logging.ts';

/** How patient the house is with its jobs and its mails; what is absent is as everybody has it. */
export interface Paces {
  /** See JobWorkerParts. */
  jobLeaseMs?: number;
  /** See PostmanParts. */
  mailLeaseMs?: number;
  mailBackoff?: Backoff;
  /** See SmtpSettings. */
  mailSilenceMs?: number;
}

interface WorkingParts {
  db: Database;
  log: Log;
  kinds: readonly JobKind[];
  schedules: readonly JobSchedule[];
  logger: Logger;
  clock: Clock;
  random: () => number;
  leaseMs?: number | undefined;
}

export interface Working {
  /** By name. */
  queues: readonly string[];
  chores: readonly Chore[];
  /** Takes nothing more, and gives back what does not end soon. */
  close(): Promise<void>;
}

/** Working on jobs, as each node does and a process that does nothing else. */
export function workOn({ schedules, leaseMs, ...parts }: WorkingParts): Working {
  const worker = new JobWorker({
    ...parts,
    telling: jobTelling,
    ...(leaseMs !== undefined && { leaseMs }),
  });
  const falling = new Schedules({ db: parts.db, clock: parts.clock, schedules });
  return {
    queues: parts.kinds.map(({ queue }) => queue.name).sort(),
    chores: [...worker.chores, ...falling.chores],
    close: () => worker.close(),
  };
}
