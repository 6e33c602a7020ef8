import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import { progress } from '../contract.ts';
import { looksOf, studentOf } from './looks.ts';
import { progressMigrations } from './migrations.ts';
import { progressPersonal } from './personal.ts';
import { commandsOf, type ProgressParts } from './service.ts';
import { staysOf } from './stays.ts';
import { timeline } from './timeline.ts';

/** What each student has completed, for the student and for the cohort's staff. */
export function progressFeature(parts: ProgressParts): AnyFeature {
  const { cohort, cohortStaff, enrolment } = cohorts.topics;
  const person = identity.topics.person;
  const commands = commandsOf(parts);
  const looks = looksOf(parts);
  const stays = staysOf(parts);

  /** Where one student's own way is told: to the student, or to whoever follows their place. */
  async function wayOf(
    { userId }: Person,
    { cohortId, studentId }: { cohortId: string; studentId: string },
    tx: Queryable,
  ): Promise<string[]> {
    if (userId === studentId) return [person.of({ userId }), cohort.of({ cohortId })];
    const { enrolmentId } = await studentOf(tx, cohortId, studentId);
    return [enrolment.of({ enrolmentId }), cohortStaff.of({ cohortId }), cohort.of({ cohortId })];
  }

  return feature<typeof progress>({
    contract: progress,
    migrations: progressMigrations,
    personal: progressPersonal,
    commands: {
      'progress:complete': commands.complete,
      'progress:undo': commands.undo,
      'progress:report': stays.report,
      'progress:set-for': commands.setFor,
    },
    views: {
      'progress:outline': looks.outline,
      'progress:cohort': looks.ofCohort,
      'progress:student': looks.ofStudent,
      'progress:lesson': stays.stay,
      'progress:timeline': timeline,
    },
    follow: {
      'progress:outline': ({ userId }, { cohortId }) => [person.of({ userId }), cohort.of({ cohortId })],
      'progress:cohort': (_actor, { cohortId }) => [cohortStaff.of({ cohortId }), cohort.of({ cohortId })],
      'progress:student': wayOf,
      'progress:lesson': ({ userId }, { cohortId }) => [person.of({ userId }), cohort.of({ cohortId })],
      'progress:timeline': wayOf,
    },
  });
}
