import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import * as enrolmentStore from './enrolmentStore.ts';
import * as enrolments from './enrolments.ts';
import type { Change } from './hold.ts';
import * as organisations from './organisations.ts';
import * as store from './store.ts';

/** What nobody else teaches or administers. */
export interface Indispensable {
  kind: 'cohort' | 'organisation';
  id: string;
  title: string;
}

/** Cohorts that are not over, and organisations, of which a person is the last instructor or administrator. */
export async function indispensableIn(db: Queryable, userId: string): Promise<Indispensable[]> {
  const { rows } = await sql<Indispensable>`
    select 'cohort' as kind, cohort.id, cohort.title
    from enrolment mine
    join cohort on cohort.id = mine.cohort_id
    where mine.user_id = ${userId} and mine.role = 'instructor' and mine.state = 'active'
      and cohort.archived_at is null and cohort.ends_on >= (now() at time zone cohort.zone)::date
      and not exists (
        select from enrolment other
        where other.cohort_id = cohort.id and other.role = 'instructor' and other.state = 'active'
          and other.user_id <> mine.user_id)
    union all
    select 'organisation', organisation.id, organisation.title
    from organisation_admin mine
    join organisation on organisation.id = mine.organisation_id
    where mine.user_id = ${userId}
      and not exists (
        select from organisation_admin other
        where other.organisation_id = organisation.id and other.user_id <> mine.user_id)
    order by kind, id`.execute(db);
  return rows;
}

/**
 * Takes somebody out of all they belong to, were invited to, wait for or administer. It is held first, so that of
 * two last ones who go in the same moment the second finds themselves the last one.
 *
 * @returns what keeps them; then nothing was changed
 */
export async function leaveEverywhere(change: Change, userId: string): Promise<Indispensable[]> {
  const { tx } = change;
  const cohortIds = (await enrolmentStore.cohortIdsOfPerson(tx, userId)).sort();
  for (const cohortId of cohortIds) await store.holdCohort(tx, cohortId);
  const administered = await store.organisationsAdministeredBy(tx, userId);
  for (const { id } of administered) await store.holdAdmins(tx, id);
  const kept = await indispensableIn(tx, userId);
  if (kept.length > 0) return kept;

  for (const cohortId of cohortIds) {
    const place = await enrolmentStore.enrolmentOf(tx, cohortId, userId);
    if (place && place.state !== 'removed' && place.state !== 'finished')
      await enrolments.remove(change, { cohortId, userId });
  }
  for (const { id } of administered) await organisations.dismissAdmin(change, { organisationId: id, userId });
  return [];
}
