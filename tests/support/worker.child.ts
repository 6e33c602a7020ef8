// The worker of `npm run worker`, with a kind of jobs of its own: what it did is a row, and nothing keeps a second one
// from being there.
import { sql } from 'kysely';
import { z } from 'zod';
import { settingsOrEnd } from '#app/begin.ts';
import { work } from '#app/worker.ts';
import { jobKind, jobQueue } from '#platform/server/jobs/kinds.ts';

export const errands = jobQueue('test:errands', z.object({ errand: z.string() }));

if (process.argv[1] === import.meta.filename) {
  const { settings, logger } = settingsOrEnd(process.env);
  await work(settings, logger, [
    jobKind(errands, {
      run: (job) =>
        job.effect(async ({ tx }) => {
          await sql`insert into done_errand (errand, pid) values (${job.data.errand}, ${process.pid})`.execute(
            tx,
          );
        }),
    }),
  ]);
}
