import { randomBytes } from 'node:crypto';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import { identity } from '#features/identity/contract.ts';
import type { Database } from '#platform/server/db/database.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { quizzes } from '../contract.ts';
import { attemptsOf } from './attempts.ts';
import { choresOf } from './chores.ts';
import { gradebookCsv, qtiXml, resultsCsv } from './exports.ts';
import type { Random } from './grading/asked.ts';
import { quizzesMigrations } from './migrations.ts';
import { quizzesPersonal } from './personal.ts';
import { readBlock } from './readBlock.ts';
import { regradePreview } from './regradePreview.ts';
import * as staff from './staff.ts';
import { viewsOf } from './views.ts';

export interface QuizzesParts {
  db: Database;
  log: Log;
  /** Whether lessons are open to somebody. */
  gate: Gate;
  /** Draws and shuffles. */
  random?: Random;
}

/** Numbers that nobody foretells, as a draw among students needs them. */
const unforeseeable: Random = () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48;

/** Quizzes: asked in lessons, saved answer by answer, graded once. */
export function quizzesFeature({ db, log, gate, random = unforeseeable }: QuizzesParts): AnyFeature {
  const attempts = attemptsOf({ gate, random });
  const views = viewsOf({ gate });
  const { cohort, cohortStaff } = cohorts.topics;
  const own = ({ userId }: Person, { cohortId }: { cohortId: string }) => [
    identity.topics.person.of({ userId }),
    cohort.of({ cohortId }),
  ];
  const ofStaff = (_actor: Person, { cohortId }: { cohortId: string }) => [
    cohortStaff.of({ cohortId }),
    cohort.of({ cohortId }),
  ];

  return feature<typeof quizzes>({
    contract: quizzes,
    migrations: quizzesMigrations,
    personal: quizzesPersonal,
    commands: {
      'quiz:start': attempts.start,
      'quiz:answer': attempts.answer,
      'quiz:submit': attempts.submit,
      'quiz:release': staff.release,
      'quiz:set-rules': staff.setRules,
      'quiz:accommodate': staff.accommodate,
      'quiz:accept-late': staff.acceptLate,
      'quiz:mark': staff.mark,
      'quiz:regrade': staff.regrade,
      'quiz:read-block': async (_context, input) => readBlock(input),
    },
    views: {
      'quiz:overview': views.overview,
      'quiz:quiz': views.quiz,
      'quiz:attempt': views.attempt,
      'quiz:results': views.results,
      'quiz:statistics': views.statistics,
      'quiz:regrade-preview': regradePreview,
      'quiz:gradebook': views.gradebook,
      'quiz:bank': views.bank,
      'quiz:export-results': resultsCsv,
      'quiz:export-gradebook': gradebookCsv,
      'quiz:export-qti': qtiXml,
    },
    follow: {
      'quiz:overview': own,
      'quiz:quiz': own,
      // The student's own windows, and the staff's, who hear it on another topic.
      'quiz:attempt': async (actor, input, tx) =>
        (await views.isStaff(tx, actor, input.cohortId)) ? ofStaff(actor, input) : own(actor, input),
      'quiz:results': ofStaff,
      'quiz:statistics': ofStaff,
      'quiz:regrade-preview': ofStaff,
      'quiz:gradebook': ofStaff,
      'quiz:bank': (_actor, { cohortId }) => [cohort.of({ cohortId })],
      'quiz:export-results': () => [],
      'quiz:export-gradebook': () => [],
      'quiz:export-qti': () => [],
    },
    chores: choresOf({ db, log }),
  });
}
