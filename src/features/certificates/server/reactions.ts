import { cohorts } from '#features/cohorts/contract.ts';
import { reaction, type Reaction } from '#platform/server/log/events.ts';
import { issueWhereMet } from './service.ts';
import type { Deeds } from './standing.ts';

/** What this room does about other rooms' events. */
export function certificatesReactions(deeds: Deeds): readonly Reaction[] {
  return [
    // Whoever has finished can no longer ask for it: what is earned is issued then.
    reaction(cohorts, 'enrolment:changed', async (write, { cohortId, enrolment }) => {
      if (enrolment.role !== 'student' || enrolment.state !== 'finished') return;
      await issueWhereMet(write, deeds, cohortId, enrolment.userId);
    }),
  ];
}
