import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import { standingOf, type JobStanding } from '#platform/server/jobs/standing.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { jobs, type AskedJob } from '../contract.ts';

/** How far a job is that the reader asked for; anybody else's is not there. */
export async function asked({ actor, tx }: ViewContext, { jobId }: { jobId: string }): Promise<AskedJob> {
  const job = await standingOf(tx, jobId);
  if (job?.askedBy !== actor.userId) throw new Refusal('not_found', 'You asked for no such job.');
  return shown(job);
}

/** Tells whoever asked for a job how it stands, with all that this transaction does. */
export function tellMoved(tell: Tell, jobId: string, askedBy: string): void {
  const topics = [identity.topics.person.of({ userId: askedBy })];
  tell(jobs, 'jobs:moved', topics, async (tx) => shown((await standingOf(tx, jobId))!));
}

function shown({ id, queue, state, progress }: JobStanding): AskedJob {
  return { id, queue, state, progress };
}
