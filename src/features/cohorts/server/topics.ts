import { sql } from 'kysely';
import { id } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import { cohorts } from '../contract.ts';

// A connection takes 32 topics, and other rooms have some too.
const mostTopics = 28;

interface Interest {
  what: 'student' | 'instructor' | 'organisation' | 'overseen';
  cohortId: string | null;
  organisationId: string | null;
}

/**
 * What a person hears without asking: the cohorts they belong to, newest first, and what they answer for.
 * Their own progress comes on their own topic; `enrolment/…` says the same to whoever follows one student.
 * Of the cohorts of their organisations the ten newest; the rest is heard by whoever opens it.
 */
export async function topicsOf(db: Queryable, userId: string): Promise<string[]> {
  const { rows } = await sql<Interest>`
    (select role as what, cohort_id as "cohortId", null::uuid as "organisationId"
     from enrolment where user_id = ${userId} and state in ('active', 'paused', 'finished')
     order by since desc, id desc)
    union all
    (select 'organisation', null, organisation_id from organisation_admin where user_id = ${userId})
    union all
    (select 'overseen', cohort.id, null
     from cohort join organisation_admin admin on admin.organisation_id = cohort.organisation_id
     where admin.user_id = ${userId}
     order by cohort.starts_on desc, cohort.id desc limit 10)`.execute(db);
  return [...new Set(rows.flatMap(heardFor))].slice(0, mostTopics);
}

function heardFor({ what, ...ids }: Interest): string[] {
  const { cohort, cohortStaff, organisation } = cohorts.topics;
  const cohortId = ids.cohortId!;
  switch (what) {
    case 'student':
      return [cohort.of({ cohortId })];
    case 'instructor':
      return [cohort.of({ cohortId }), cohortStaff.of({ cohortId })];
    case 'overseen':
      return [cohortStaff.of({ cohortId })];
    case 'organisation':
      return [organisation.of({ organisationId: ids.organisationId! })];
  }
}

/**
 * The topic on which somebody may follow one student's progress: the student's place in the cohort that is
 * named, or else in the newest one that both have to do with.
 *
 * @throws Refusal `not_found` when there is none that the person may follow
 */
export async function progressTopic(
  db: Queryable,
  { userId }: Person,
  studentId: string,
  cohortId: string | undefined,
): Promise<string> {
  // They come from an address, not through a contract's schema.
  const isReadable = id.safeParse(studentId).success && id.optional().safeParse(cohortId).success;
  if (!isReadable) throw new Refusal('not_found');
  const { rows } = await sql<{ enrolmentId: string }>`
    select place.id as "enrolmentId"
    from enrolment place
    join cohort on cohort.id = place.cohort_id
    where place.user_id = ${studentId} and place.role = 'student'
      and place.cohort_id = coalesce(${cohortId ?? null}::uuid, place.cohort_id)
      and (
        (place.user_id = ${userId} and place.state in ('active', 'paused', 'finished'))
        or exists (
          select from enrolment mine
          where mine.cohort_id = cohort.id and mine.user_id = ${userId}
            and mine.role = 'instructor' and mine.state = 'active')
        or exists (
          select from organisation_admin admin
          where admin.organisation_id = cohort.organisation_id and admin.user_id = ${userId}))
    order by cohort.starts_on desc, cohort.id desc limit 1`.execute(db);
  const [place] = rows;
  if (!place) throw new Refusal('not_found');
  return cohorts.topics.enrolment.of(place);
}
