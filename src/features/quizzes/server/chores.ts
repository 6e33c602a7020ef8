import type { Database } from '#platform/server/db/database.ts';
import { isSerializationFailure } from '#platform/server/db/errors.ts';
import type { Chore } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import * as attempts from './attemptStore.ts';
import { handIn } from './attempts.ts';
import { cohortQuiz } from './cohortQuiz.ts';
import * as rules from './rulesStore.ts';
import { releaseAll } from './staff.ts';

const atOnce = 25;

/** What falls due by the database's clock alone. */
export function choresOf({ db, log }: { db: Database; log: Log }): Chore[] {
  return [
    { name: 'quiz:hand-in', everyMs: 1_000, run: () => handInDue(log) },
    { name: 'quiz:release', everyMs: 5_000, run: () => releaseClosed({ db, log }) },
  ];
}

/** Hands in what time has ended. Every node tries; a locked attempt is another node's. */
export async function handInDue(log: Log): Promise<void> {
  for (let found = atOnce; found === atOnce;) {
    found = await unlessDisturbed(
      log.write(async (write) => {
        const due = await attempts.holdDue(write.tx, atOnce);
        for (const attempt of due) await handIn(write, await cohortQuiz(write.tx, attempt), attempt, 'time');
        return due.length;
      }),
    );
  }
}

/** Shows the results of quizzes that have closed and are shown after that. */
export async function releaseClosed({ db, log }: { db: Database; log: Log }): Promise<void> {
  for (const key of await rules.closed(db.query, 100)) {
    await unlessDisturbed(
      log.write(async (write) => {
        if (!(await rules.holdClosed(write.tx, key))) return 0;
        return releaseAll(write, await cohortQuiz(write.tx, key));
      }),
    );
  }
}

/** Two transactions that stood in each other's way: what was undone falls due again at the next turn. */
async function unlessDisturbed(work: Promise<number>): Promise<number> {
  try {
    return await work;
  } catch (cause) {
    if (isSerializationFailure(cause)) return 0;
    throw cause;
  }
}
