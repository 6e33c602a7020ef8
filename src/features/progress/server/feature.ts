import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { progress } from '../contract.ts';
import { progressMigrations } from './migrations.ts';
import { complete, ofCohort, ofStudent, outline, undo } from './service.ts';

/** What each student has completed, for the student and for the cohort's staff. */
export function progressFeature(): AnyFeature {
  const { cohort, cohortStaff } = cohorts.topics;
  const person = identity.topics.person;

  return feature<typeof progress>({
    contract: progress,
    migrations: progressMigrations,
    commands: {
      'progress:complete': complete,
      'progress:undo': undo,
    },
    views: {
      'progress:outline': outline,
      'progress:cohort': ofCohort,
      'progress:student': ofStudent,
    },
    follow: {
      'progress:outline': ({ userId }, { cohortId }) => [person.of({ userId }), cohort.of({ cohortId })],
      'progress:cohort': (_actor, { cohortId }) => [cohortStaff.of({ cohortId }), cohort.of({ cohortId })],
      'progress:student': ({ userId }, { cohortId, studentId }) => [
        userId === studentId ? person.of({ userId }) : cohortStaff.of({ cohortId }),
        cohort.of({ cohortId }),
      ],
    },
  });
}
