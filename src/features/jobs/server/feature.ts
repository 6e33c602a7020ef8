import { identity } from '#features/identity/contract.ts';
import type { Database } from '#platform/server/db/database.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import type { JobTelling } from '#platform/server/jobs/kinds.ts';
import type { Log } from '#platform/server/log/log.ts';
import { jobs } from '../contract.ts';
import { asked, tellMoved } from './asked.ts';
import { boardChore, shownLines, tellDead } from './board.ts';
import { deadPage, discard, retry } from './deciding.ts';
import { jobsRoomMigrations } from './migrations.ts';

interface JobsParts {
  db: Database;
  log: Log;
  /** The queues whose jobs somebody here does: they are shown also while nothing is in them. */
  queues: readonly string[];
}

/** What waits to be done and what failed, for operators; how far a job is, for whoever asked for it. */
export function jobsFeature({ db, log, queues }: JobsParts): AnyFeature {
  const board = jobs.topics.board.of({});
  return feature<typeof jobs>({
    contract: jobs,
    migrations: jobsRoomMigrations,
    commands: { 'jobs:retry': retry, 'jobs:discard': discard },
    views: {
      'jobs:queues': async ({ tx }) => ({ queues: await shownLines(tx) }),
      'jobs:dead': deadPage,
      'jobs:asked': asked,
    },
    follow: {
      'jobs:queues': () => [board],
      'jobs:dead': () => [board],
      'jobs:asked': ({ userId }) => [identity.topics.person.of({ userId })],
    },
    chores: [boardChore(db, log, queues)],
  });
}

/** How workers tell what becomes of jobs. */
export const jobTelling: JobTelling = {
  moved: ({ tell }, jobId, askedBy) => tellMoved(tell, jobId, askedBy),
  died: ({ tell }, queue) => tellDead(tell, queue),
};
