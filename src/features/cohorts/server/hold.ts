import { Refusal } from '#kernel/refusal.ts';
import { audit } from '#platform/server/audit.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { access } from './access.ts';
import * as store from './store.ts';

/** A change of a cohort or of who belongs to it. Without an actor it is the operator's, on the command line. */
export interface Change {
  tx: Tx;
  tell: Tell;
  actor?: Person;
  address?: string;
  /** Makes a path an address for mails; absent: mails are without a link. */
  url?: (path: string) => string;
}

/** A cohort that nobody else changes until the commit. */
export interface HeldCohort extends store.CohortRow {
  /** Whether the actor may leave the cohort without an instructor. */
  mayLeaveUntaught: boolean;
}

/**
 * Holds the cohort until commit, then asks again how the actor stands to it: of two instructors who take
 * each other out in the same moment, one comes second and is no longer one.
 *
 * @throws Refusal `not_found`, or `forbidden` when the actor's own right has just ended
 */
export async function holdAsStaff({ tx, actor }: Change, cohortId: string): Promise<HeldCohort> {
  const cohort = await hold(tx, cohortId);
  if (!actor) return { ...cohort, mayLeaveUntaught: true };
  const standing = await access.relationsOf(tx, actor, { cohortId }, 'act');
  if (standing.has('organisationAdmin')) return { ...cohort, mayLeaveUntaught: true };
  if (!standing.has('instructor')) throw new Refusal('forbidden');
  return { ...cohort, mayLeaveUntaught: false };
}

/** Holds the cohort until commit. @throws Refusal `not_found` */
export async function hold(tx: Tx, cohortId: string): Promise<HeldCohort> {
  const cohort = await store.holdCohort(tx, cohortId);
  if (!cohort) throw new Refusal('not_found');
  return { ...cohort, mayLeaveUntaught: false };
}

/** Notes what staff did, in the transaction that does it. */
export async function note(
  { tx, actor, address }: Change,
  act: string,
  { organisationId }: { organisationId: string },
  about: { kind: 'person' | 'cohort' | 'invitation' | 'organisation'; id: string },
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await audit(tx, {
    actorId: actor?.userId ?? null,
    act,
    about,
    organisationId,
    details,
    ...(address !== undefined && { address }),
  });
}
