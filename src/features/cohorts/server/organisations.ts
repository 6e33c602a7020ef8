import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { cohorts, type CohortLine } from '../contract.ts';
import * as store from './store.ts';

export async function create(
  tx: Tx,
  { id = newId(), title }: { id?: string; title: string },
): Promise<store.Organisation> {
  const organisation = { id, title };
  await store.insertOrganisation(tx, organisation);
  return organisation;
}

/** Makes somebody an administrator of the organisation; again is as good as once. */
export const appoint = store.appoint;

/** Every organisation of this Stoa, oldest first. */
export const all = store.allOrganisations;

export interface NewCohort {
  organisationId: string;
  courseId: string;
  title: string;
  zone: string;
  /** Calendar days, `2026-06-09`. */
  startsOn: string;
  endsOn: string;
}

/** Opens a cohort of one of the organisation's courses. @throws Refusal `not_found` when the course is another's */
export async function openCohort(
  { tx, tell }: { tx: Tx; tell: Tell },
  { courseId, ...given }: NewCohort,
): Promise<CohortLine> {
  const id = newId();
  const opened = await store.insertCohort(tx, { id, courseId, ...given });
  if (!opened) throw new Refusal('not_found', 'The organisation has no such course.');
  const { organisationId, ...cohort } = given;
  const topic = cohorts.topics.organisation.of({ organisationId });
  tell(cohorts, 'cohort:created', [topic], { cohortId: id, title: cohort.title });
  return { id, ...cohort, role: 'organisationAdmin', courseTitle: opened.courseTitle };
}
