import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Access } from '#platform/server/access.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { cohorts } from '../contract.ts';
import { access } from './access.ts';
import * as enrolments from './enrolments.ts';
import { cohortsMigrations } from './migrations.ts';
import * as organisations from './organisations.ts';
import * as store from './store.ts';
import { progressTopic, topicsOf } from './topics.ts';

/** The room, and what the house asks of it beyond its contract. */
export interface Cohorts {
  feature: AnyFeature;
  access: Access;
  renamed: typeof enrolments.tellRenamed;
  progressTopic: typeof progressTopic;
}

/**
 * Organisations, courses with their versions, cohorts, and who belongs to them.
 *
 * @param demo whether this Stoa shows its demo class at the moment
 */
export function cohortsFeature({ demo }: { demo: () => boolean }): Cohorts {
  const { topics } = cohorts;

  const built = feature<typeof cohorts>({
    contract: cohorts,
    migrations: cohortsMigrations,
    commands: {
      'cohorts:enrol': enrolments.enrol,
      'cohorts:remove': enrolments.remove,
      'cohorts:create': organisations.openCohort,
    },
    views: {
      'cohorts:me': async ({ actor: { userId }, tx }) => ({
        user: await accounts.byId(tx, userId),
        cohorts: await store.cohortsOf(tx, userId),
        organisations: await store.organisationsAdministeredBy(tx, userId),
        demo: demo(),
      }),
      'cohorts:enrolments': async ({ tx }, { cohortId }) => ({
        cohort: { id: cohortId, title: (await store.cohortTitle(tx, cohortId))! },
        enrolments: await enrolments.linesOf(tx, cohortId),
      }),
      'cohorts:find-person': async ({ tx }, { email }) => {
        const account = await accounts.byEmail(tx, email);
        return { person: account ? { id: account.id, name: account.name } : null };
      },
      'cohorts:organisation': async ({ tx }, { organisationId }) => {
        const organisation = await store.organisation(tx, organisationId);
        if (!organisation) throw new Refusal('not_found');
        return {
          ...organisation,
          courses: await store.coursesOf(tx, organisationId),
          cohorts: await store.cohortsOfOrganisation(tx, organisationId),
        };
      },
    },
    follow: {
      // All that is the person's: a page that loads this first listens from here, whatever it shows next.
      'cohorts:me': async ({ userId }, _input, tx) => [
        identity.topics.person.of({ userId }),
        ...(await topicsOf(tx, userId)),
      ],
      'cohorts:enrolments': (_actor, { cohortId }) => [topics.cohortStaff.of({ cohortId })],
      'cohorts:find-person': () => [],
      'cohorts:organisation': (_actor, { organisationId }) => [topics.organisation.of({ organisationId })],
    },
    topicsOf,
    revokedBy: ['enrolment:changed'],
  });

  return { feature: built, access, renamed: enrolments.tellRenamed, progressTopic };
}
