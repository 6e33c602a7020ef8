import { cohorts } from '#features/cohorts/contract.ts';
import { placeOfCohort, type Spoken } from '#features/cohorts/server/audience.ts';
import { gatheredReaction, type Reaction } from '#platform/server/log/events.ts';
import * as recipients from './recipients.ts';
import * as store from './store.ts';
import { tellCame, type Telling } from './tell.ts';

/** What this room does about other rooms' events. */
export const announcementsReactions: readonly Reaction[] = [
  gatheredReaction(cohorts, 'enrolment:changed', async (write, all) => {
    const arrived = new Map<string, Map<string, string>>();
    for (const { cohortId, enrolment } of all) {
      if (enrolment.state !== 'active') continue;
      const people = arrived.get(cohortId) ?? new Map<string, string>();
      arrived.set(cohortId, people.set(enrolment.userId, enrolment.role));
    }
    for (const [cohortId, people] of [...arrived].sort(([a], [b]) => (a < b ? -1 : 1)))
      await welcome(write, cohortId, people);
  }),
];

/** Whoever comes into a cohort has what is pinned there. */
async function welcome(
  { tx, tell }: Telling,
  cohortId: string,
  people: ReadonlyMap<string, string>,
): Promise<void> {
  const place = await placeOfCohort(tx, cohortId);
  if (!place) return;
  for (const row of await store.pinnedFor(tx, place)) {
    const newcomers = [...people].flatMap(([userId, role]): Spoken[] =>
      (row.role ?? role) === role && userId !== row.authorId ? [{ userId, cohortId }] : [],
    );
    tellCame(tell, row, await recipients.give(tx, row.id, newcomers, true));
  }
}
