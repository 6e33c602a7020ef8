import type { ViewData, ViewInput } from '#kernel/contract.ts';
import { audit } from '#platform/server/audit.ts';
import type { CommandContext, ViewContext } from '#platform/server/feature.ts';
import * as dead from '#platform/server/jobs/deadJobs.ts';
import type { jobs } from '../contract.ts';
import { tellMoved } from './asked.ts';
import { tellDead } from './board.ts';

const pageSize = 50;

interface Meant {
  queue: string;
  jobId?: string | undefined;
  matching?: string | undefined;
  until?: string | undefined;
}

interface SettledJobs {
  queue: string;
  jobs: number;
  left: number;
}

export async function deadPage(
  { tx }: ViewContext,
  { queue, matching, after, afterDiedAt }: ViewInput<typeof jobs, 'jobs:dead'>,
): Promise<ViewData<typeof jobs, 'jobs:dead'>> {
  const page = after !== undefined &&
    afterDiedAt !== undefined && { id: after, diedAt: new Date(afterDiedAt) };
  const found = await dead.deadJobs(
    tx,
    { queue, matching },
    { after: page || undefined, most: pageSize + 1 },
  );
  return {
    jobs: found.jobs.slice(0, pageSize).map(({ askedAt, diedAt, ...job }) => ({
      ...job,
      askedAt: askedAt.toISOString(),
      diedAt: diedAt.toISOString(),
    })),
    more: found.jobs.length > pageSize,
    count: found.count,
  };
}

/** Dead jobs begin anew. */
export function retry(context: CommandContext, meant: Meant): Promise<SettledJobs> {
  return settle(context, 'jobs:retry', meant, dead.retryDead);
}

/** Dead jobs are given up for good. */
export function discard(context: CommandContext, meant: Meant): Promise<SettledJobs> {
  return settle(context, 'jobs:discard', meant, dead.discardDead);
}

async function settle(
  { actor, tx, tell, address }: CommandContext,
  act: 'jobs:retry' | 'jobs:discard',
  { queue, jobId, matching, until }: Meant,
  change: typeof dead.retryDead,
): Promise<SettledJobs> {
  const { jobs: changed, left } = await change(tx, {
    queue,
    id: jobId,
    matching,
    until: until === undefined ? undefined : new Date(until),
  });
  if (changed.length > 0) {
    const about = jobId === undefined ? { kind: 'queue', id: queue } : { kind: 'job', id: jobId };
    const details = { queue, jobs: changed.length };
    await audit(tx, { actorId: actor.userId, act, about, organisationId: null, details, address });
    for (const { id, askedBy } of changed) if (askedBy !== null) tellMoved(tell, id, askedBy);
    tellDead(tell, queue);
  }
  return { queue, jobs: changed.length, left };
}
