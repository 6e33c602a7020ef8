import { cohorts } from '#features/cohorts/contract.ts';
import { belongingTo } from '#features/cohorts/server/belonging.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { reaction, type Reaction } from '#platform/server/log/events.ts';
import { tellHere } from './frames.ts';
import { hereOf } from './standing.ts';

/** The cohorts of which a transaction tells already: what is told is read last, and so once is enough. */
const toldIn = new WeakMap<Tx, Set<string>>();

/** What this room does about other rooms' events. */
export const presenceReactions: readonly Reaction[] = [
  // Whoever comes into a cohort or leaves it, or is called something else, is counted and named there, or no longer.
  reaction(cohorts, 'enrolment:changed', async ({ tx, tell }, { cohortId, enrolment }) => {
    const told = toldIn.get(tx) ?? new Set();
    toldIn.set(tx, told);
    if (told.has(cohortId)) return;
    const belonging = await belongingTo(tx, [cohortId]);
    const people = [enrolment.userId, ...belonging.map(({ userId }) => userId)];
    // Where nobody is here, nobody sees a difference.
    if ((await hereOf(tx, people)).size === 0) return;
    told.add(cohortId);
    tellHere(tell, [cohortId]);
  }),
];
