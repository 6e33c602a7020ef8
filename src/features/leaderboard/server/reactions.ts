import { cohorts } from '#features/cohorts/contract.ts';
import { polls } from '#features/polls/contract.ts';
import { reaction, type Reaction } from '#platform/server/log/events.ts';
import { payQuestion } from './paying.ts';
import { sessionsOf } from './ledger.ts';
import { holdBoards } from './store.ts';
import { tellBoards } from './tell.ts';

/** What this room does about other rooms' events. */
export const leaderboardReactions: readonly Reaction[] = [
  reaction(polls, 'poll:solved', payQuestion),
  // Whoever leaves a cohort, comes back, or is called something else is on its boards no longer, again, or as that.
  reaction(cohorts, 'enrolment:changed', async ({ tx, tell }, { cohortId, enrolment: { userId } }) => {
    // A cohort that does not exist has no boards.
    if (!(await holdBoards(tx, cohortId, 'for update'))) return;
    tellBoards(tell, cohortId, await sessionsOf(tx, cohortId, userId), [userId]);
  }),
];
