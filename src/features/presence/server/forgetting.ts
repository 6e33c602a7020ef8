import { cohortIdsOfPerson } from '#features/cohorts/server/enrolmentStore.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { tellHere } from './frames.ts';
import { hereOf } from './standing.ts';

/** Tells the cohorts of somebody who is being forgotten while they are here that they are not counted any more. */
export async function forgetPresent({ tx, tell }: { tx: Tx; tell: Tell }, userId: string): Promise<void> {
  const here = await hereOf(tx, [userId]);
  // They have left every cohort by now; their row goes before this is read.
  if (here.size > 0) tellHere(tell, await cohortIdsOfPerson(tx, userId));
}
