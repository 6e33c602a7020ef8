import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Paces } from '#app/working.ts';
import { jobKind, jobQueue, type Job, type JobKind } from '#platform/server/jobs/kinds.ts';

/** How a job goes. */
export const errandWays = ['good', 'fails twice', 'throws', 'hangs', 'acts too late', 'kills'] as const;
const way = z.enum(errandWays);
export type ErrandWay = z.output<typeof way>;
const errand = z.strictObject({ errand: z.string(), way });
export type Errand = z.output<typeof errand>;

/** Good ones beside poisoned ones, and a queue that has good ones alone. */
export const errands = jobQueue('proof:errands', errand);
export const others = jobQueue('proof:others', errand);

/** What was done is a row, and nothing keeps a second one from being there. */
export const errandTable = 'create table proof_effect (errand text not null)';

/** The house's paces in short, so that a round takes seconds. */
export const shortPaces: Required<Paces> = {
  jobLeaseMs: 3_000,
  mailLeaseMs: 6_000,
  mailBackoff: { firstMs: 300, capMs: 1_000 },
  mailSilenceMs: 1_200,
};

const attemptMs = 1_500;
const limits = { timeLimitMs: attemptMs, backoff: { firstMs: 200, capMs: 1_000 } };

export const errandKinds: readonly JobKind[] = [
  jobKind(errands, { ...limits, run }),
  jobKind(others, { ...limits, run }),
];

async function run(job: Job<Errand>): Promise<void> {
  switch (job.data.way) {
    case 'throws':
      throw new Error('poison');
    case 'hangs':
      return new Promise<never>(() => {});
    case 'kills':
      process.kill(process.pid, 'SIGKILL');
      return new Promise<never>(() => {});
    case 'acts too late':
      await pause(attemptMs + 300);
      return act(job);
    case 'fails twice':
      if (job.attempt <= 2) throw new Error('not yet');
      return act(job);
    case 'good':
      return act(job);
  }
}

/** Slow before its effect and slow within it: time to be killed in either. */
async function act(job: Job<Errand>): Promise<void> {
  await pause(20);
  await job.effect(async ({ tx }) => {
    await sql`insert into proof_effect (errand) values (${job.data.errand})`.execute(tx);
    await pause(10);
  });
}

/** As `PACES` of a program that is proved says: `house` is the lease that everybody has. Mail is always in short. */
export function pacesOf(environment: NodeJS.ProcessEnv): Paces {
  const { jobLeaseMs, ...ofMail } = shortPaces;
  return environment['PACES'] === 'house' ? ofMail : { jobLeaseMs, ...ofMail };
}
