import { sql } from 'kysely';
import type { Relation, Scope } from '#kernel/relations.ts';
import type { Access, Doing } from '#platform/server/access.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { gatheredOn } from '#platform/server/db/gathered.ts';

const relations = ['self', 'student', 'instructor', 'organisationAdmin'] as const satisfies Relation[];
type Standing = Record<(typeof relations)[number], boolean>;

interface Asked {
  personId: string;
  scope: Scope;
  doing: Doing;
}

/**
 * How people stand to cohorts, enrolments, courses and organisations. Whoever is paused or finished looks like
 * anybody who belongs there and acts like nobody; in a cohort that was put away only administrators act. Whether somebody else who is named
 * ever belonged to the cohort is not asked here: whoever is about to be enrolled does not belong yet.
 */
export const access: Access = {
  async relationsOf(db, person, scope, doing = 'look') {
    // Whoever has no account is nobody's student or staff, whatever a row may say.
    if (person.isGuest && Object.keys(scope).some((name) => name !== 'userId')) return new Set();
    const standing = await standings(db).ask({ personId: person.userId, scope, doing });
    return new Set<Relation>(standing ? relations.filter((relation) => standing[relation]) : []);
  },
};

/** A class that acts at once is judged in few statements. */
const standings = gatheredOn(async (db: Queryable, asked: readonly Asked[]) => {
  const named = (name: keyof Scope) => sql`${asked.map(({ scope }) => scope[name] ?? null)}::uuid[]`;
  // Whatever is asked about leads upwards: enrolment → cohort → course → organisation. The last lines
  // drop everything when a step is missing or two things that were named do not belong together.
  const { rows } = await sql<Standing & { place: number }>`
    select
      asked.place,
      case
        when asked.enrolment_id is not null then coalesce(mine.id = asked.enrolment_id, false)
        when organisation.id is not null then coalesce(mine.user_id = asked.user_id, false)
        else coalesce(asked.user_id = asked.person_id, false)
      end as self,
      coalesce(asked.enrolment_id is null and mine.role = 'student', false) as student,
      coalesce(mine.role = 'instructor', false) as instructor,
      admin.user_id is not null as "organisationAdmin"
    from unnest(
      ${asked.map(({ personId }) => personId)}::uuid[], ${asked.map(({ doing }) => doing === 'look')}::boolean[],
      ${named('userId')}, ${named('cohortId')}, ${named('enrolmentId')}, ${named('courseId')},
      ${named('organisationId')}
    ) with ordinality
      as asked (person_id, looks, user_id, cohort_id, enrolment_id, course_id, organisation_id, place)
    left join enrolment named on named.id = asked.enrolment_id
    left join cohort on cohort.id = coalesce(asked.cohort_id, named.cohort_id)
    left join course on course.id = coalesce(asked.course_id, cohort.course_id)
    left join organisation on organisation.id = coalesce(asked.organisation_id, course.organisation_id)
    left join enrolment mine
      on mine.cohort_id = cohort.id and mine.user_id = asked.person_id
        and (mine.state = 'active' or asked.looks and mine.state in ('paused', 'finished'))
        and (asked.looks or cohort.archived_at is null)
    left join organisation_admin admin
      on admin.organisation_id = organisation.id and admin.user_id = asked.person_id
    where (asked.enrolment_id is null
        or named.cohort_id = cohort.id and coalesce(asked.user_id = named.user_id, true))
      and (asked.cohort_id is null or cohort.id is not null)
      and (cohort.id is null or cohort.course_id = course.id)
      and (asked.course_id is null or course.id is not null)
      and (course.id is null or course.organisation_id = organisation.id)
      and (asked.organisation_id is null or organisation.id is not null)`.execute(db);
  return new Map(rows.map(({ place, ...standing }) => [asked[place - 1]!, standing]));
});
