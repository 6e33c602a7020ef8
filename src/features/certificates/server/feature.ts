import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { certificates } from '../contract.ts';
import { looksOf } from './looks.ts';
import { certificatesMigrations } from './migrations.ts';
import { certificatesPersonal } from './personal.ts';
import { commandsOf } from './service.ts';
import type { Deeds } from './standing.ts';

/** Certificates: issued once when the course's rule is met, verified by anybody who has the address. */
export function certificatesFeature(deeds: Deeds): AnyFeature {
  const { cohort, cohortStaff } = cohorts.topics;
  const person = identity.topics.person;
  const { claim, revoke, reissue } = commandsOf(deeds);
  const { own, ofCohort, verify } = looksOf(deeds);

  return feature<typeof certificates>({
    contract: certificates,
    migrations: certificatesMigrations,
    personal: certificatesPersonal,
    commands: {
      'certificate:claim': claim,
      'certificate:revoke': revoke,
      'certificate:reissue': reissue,
    },
    views: {
      'certificate:own': own,
      'certificate:cohort': ofCohort,
      'certificate:verify': verify,
    },
    follow: {
      'certificate:own': ({ userId }, { cohortId }) => [person.of({ userId }), cohort.of({ cohortId })],
      'certificate:cohort': (_actor, { cohortId }) => [cohortStaff.of({ cohortId }), cohort.of({ cohortId })],
      'certificate:verify': () => [],
    },
  });
}
