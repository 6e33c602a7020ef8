import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { daysBetween, dayAfter } from '#kernel/zonedTime.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { cohorts, type CohortFacts, type CohortLine } from '../contract.ts';
import { holdAsStaff, note, type Change, type HeldCohort } from './hold.ts';
import { tellAdmin } from './joining.ts';
import { keepingTheRow } from './places.ts';
import * as places from './placeStore.ts';
import * as planStore from './planStore.ts';
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
  /** How many students it takes; as many as come when left out. */
  capacity?: number | null;
}

/** Opens a cohort of one of the organisation's courses. @throws Refusal `not_found` when the course is another's */
export function openCohort(change: Change, cohort: NewCohort): Promise<CohortLine> {
  return openLike(change, cohort, null);
}

async function openLike(
  change: Change,
  { courseId, capacity = null, ...given }: NewCohort,
  clonedFrom: string | null,
): Promise<CohortLine> {
  const { tx, tell } = change;
  const id = newId();
  const opened = await store.insertCohort(tx, { id, courseId, capacity, clonedFrom, ...given });
  if (!opened) throw new Refusal('not_found', 'The organisation has no such course.');
  const { organisationId, ...cohort } = given;
  const topic = cohorts.topics.organisation.of({ organisationId });
  tell(cohorts, 'cohort:created', [topic], { cohortId: id, title: cohort.title, clonedFrom });
  const act = clonedFrom === null ? 'cohorts:create' : 'cohorts:clone';
  await note(
    change,
    act,
    { organisationId },
    { kind: 'cohort', id },
    { clonedFrom, ...cohort, title: undefined },
  );
  return {
    id,
    organisationId,
    ...cohort,
    role: 'organisationAdmin',
    state: 'active',
    courseTitle: opened.courseTitle,
    archived: false,
  };
}

/** Opens a cohort like another one: its course, plan, length, capacity and zone; nobody comes along. */
export async function clone(
  change: Change,
  { cohortId, title, startsOn }: { cohortId: string; title: string; startsOn: string },
): Promise<CohortLine> {
  const model = await holdAsStaff(change, cohortId);
  const { organisationId, courseId, zone, capacity } = model;
  const endsOn = dayAfter(startsOn, daysBetween(model.startsOn, model.endsOn));
  const opened = await openLike(
    change,
    { organisationId, courseId, title, zone, startsOn, endsOn, capacity },
    cohortId,
  );
  await planStore.copy(change.tx, cohortId, opened.id);
  return opened;
}

type Wanted = {
  [Field in keyof Omit<CohortFacts, 'cohortId' | 'archived'>]?: CohortFacts[Field] | undefined;
};

/**
 * Changes a cohort's title, zone, days or capacity.
 *
 * @throws Refusal `invalid` when it would end before it starts, `conflict` when more places are taken than it
 *   would have
 */
export async function edit(
  change: Change,
  { cohortId, ...wanted }: { cohortId: string } & Wanted,
): Promise<CohortFacts> {
  const cohort = await holdAsStaff(change, cohortId);
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const after: HeldCohort = { ...cohort, ...Object.fromEntries(given) };
  if (after.startsOn > after.endsOn) {
    const message = 'is before the first day';
    throw new Refusal('invalid', `endsOn: ${message}`, { faults: [{ field: 'endsOn', message }] });
  }
  const changed = given.filter(([field, value]) => cohort[field as keyof HeldCohort] !== value);
  if (changed.length === 0) return store.factsOf(cohort);
  return keepingTheRow(change, after, async () => {
    await store.updateCohort(change.tx, after);
    if (!(await places.limit(change.tx, cohortId, after.capacity)))
      throw new Refusal('conflict', 'More places are taken than that. Take people out first.');
    // A title is what people wrote; that it changed is enough.
    const details = Object.fromEntries(
      changed.map(([field, value]) => [field, field === 'title' ? true : value]),
    );
    await note(change, 'cohorts:edit', cohort, { kind: 'cohort', id: cohortId }, details);
    return tellFacts(change, after);
  });
}

/** Puts a cohort away, or takes it back out; who waits moves up then. */
export async function archive(
  change: Change,
  { cohortId, archived }: { cohortId: string; archived: boolean },
): Promise<CohortFacts> {
  const cohort = await holdAsStaff(change, cohortId);
  if (cohort.archived === archived) return store.factsOf(cohort);
  const after = { ...cohort, archived };
  return keepingTheRow(change, after, async () => {
    await store.archive(change.tx, cohortId, archived);
    await note(change, 'cohorts:archive', cohort, { kind: 'cohort', id: cohortId }, { archived });
    return tellFacts(change, after);
  });
}

/** Tells everybody who has to do with a cohort what it is now; it is held, so it stays like that. */
export async function tellFacts({ tx, tell }: Change, cohort: HeldCohort): Promise<CohortFacts> {
  const { id: cohortId, organisationId } = cohort;
  const { topics } = cohorts;
  const facts = store.factsOf(cohort);
  const waiting = await store.pendingIn(tx, cohortId);
  tell(
    cohorts,
    'cohort:changed',
    [
      topics.cohort.of({ cohortId }),
      topics.cohortStaff.of({ cohortId }),
      topics.organisation.of({ organisationId }),
      ...waiting.map((userId) => identity.topics.person.of({ userId })),
    ],
    facts,
  );
  return facts;
}

/** Ends somebody's administration. @throws Refusal `conflict` for the last one of the organisation */
export async function dismissAdmin(
  change: Change,
  { organisationId, userId }: { organisationId: string; userId: string },
): Promise<{ dismissed: boolean }> {
  const adminIds = await store.holdAdmins(change.tx, organisationId);
  // Of two who dismiss each other, one comes second and is none any more.
  const { actor } = change;
  if (actor && !actor.platformAdmin && !adminIds.includes(actor.userId)) throw new Refusal('forbidden');
  if (!adminIds.includes(userId)) return { dismissed: false };
  if (adminIds.length === 1)
    throw new Refusal(
      'conflict',
      'An organisation keeps at least one administrator. Invite another one first.',
    );
  await store.dismiss(change.tx, organisationId, userId);
  tellAdmin(change, organisationId, await accounts.byId(change.tx, userId), false);
  await note(change, 'cohorts:dismiss-admin', { organisationId }, { kind: 'person', id: userId }, {});
  return { dismissed: true };
}
