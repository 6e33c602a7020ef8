import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { identity } from '#features/identity/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { help } from '../contract.ts';
import { helpMigrations } from './migrations.ts';
import { helpPersonal } from './personal.ts';
import { answer, close, offer } from './service.ts';
import * as store from './store.ts';
import { staffTopic } from './tell.ts';

/** Help that staff offer to one student, and what came of it. */
export function helpFeature(): AnyFeature {
  const staffOf = (_actor: unknown, of: { cohortId: string }): string[] => [staffTopic(of)];
  return feature<typeof help>({
    contract: help,
    migrations: helpMigrations,
    personal: helpPersonal,
    commands: { 'help:offer': offer, 'help:answer': answer, 'help:close': close },
    views: {
      'help:mine': async ({ actor: { userId }, tx }, { cohortId }) => {
        const row = await store.standingFor(tx, cohortId, userId);
        return { offer: row ? store.shownToStudent(row) : null };
      },
      'help:standing': async ({ tx }, { cohortId }) => ({
        offers: (await store.standingIn(tx, cohortId)).map(store.shownToStaff),
      }),
      'help:student': async ({ tx }, { cohortId, studentId }) => {
        if (!(await enrolments.student(tx, cohortId, studentId)))
          throw new Refusal('not_found', 'This person is not a student of the cohort.');
        return { offers: (await store.historyOf(tx, cohortId, studentId)).map(store.shownToStaff) };
      },
    },
    follow: {
      'help:mine': ({ userId }) => [identity.topics.person.of({ userId })],
      'help:standing': staffOf,
      'help:student': staffOf,
    },
    leads: {
      helpOfferId: async (db, id) => {
        const row = await store.find(db, id);
        return row && { cohortId: row.cohortId, userId: row.studentId };
      },
    },
  });
}
