import { belongingTo } from '#features/cohorts/server/belonging.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { PresenceLine, WhoIsHere } from '../contract.ts';
import { picturesOf } from './frames.ts';
import { shownOf } from './standing.ts';

interface OfCohort {
  cohortId: string;
}

/** Who of a cohort is here, as it was told last. */
export async function cohort({ tx }: ViewContext, { cohortId }: OfCohort): Promise<WhoIsHere> {
  return (await picturesOf(tx, [cohortId])).get(cohortId)!;
}

/** How everybody of a cohort stands, as it was told last. */
export async function people(
  { tx }: ViewContext,
  { cohortId }: OfCohort,
): Promise<OfCohort & { people: PresenceLine[] }> {
  const belonging = await belongingTo(tx, [cohortId]);
  const lines = await shownOf(
    tx,
    belonging.map(({ userId }) => userId),
  );
  return { cohortId, people: lines };
}
