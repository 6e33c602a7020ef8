import { sql } from 'kysely';
import { activeStudents, goingOn } from '#features/cohorts/server/belonging.ts';
import type { Database, Queryable, Tx } from '#platform/server/db/database.ts';
import type { Chore } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { tellNews, type News } from './telling.ts';

/** A quiz that closes in a cohort. */
export interface Closing {
  cohortId: string;
  quizId: string;
  title: string;
  closesAt: Date;
}

export interface ClosingParts {
  db: Database;
  log: Pick<Log, 'write'>;
  /** How the quizzes room knows its quizzes. */
  quizzes: {
    /** Open ones that close after `from` and not after `until`. */
    closingWithin(db: Queryable, from: Date, until: Date): Promise<readonly Closing[]>;
    /** Who has handed in which of these in the cohort. */
    handedIn(
      db: Queryable,
      cohortId: string,
      quizIds: readonly string[],
    ): Promise<readonly { quizId: string; studentId: string }[]>;
  };
}

const everyMs = 300_000;
const nearMs = 24 * 3_600_000;

/** Tells a day before who has not handed in a quiz that closes then. */
export function closingChore(parts: ClosingParts): Chore {
  return { name: 'notifications:closings', everyMs, run: () => tellClosings(parts) };
}

/** Tells of each close once, whichever node comes first; of one that was moved again. */
export async function tellClosings({ db, log, quizzes }: ClosingParts): Promise<void> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db.query);
  const now = rows[0]!.now;
  const near = await quizzes.closingWithin(db.query, now, new Date(now.getTime() + nearMs));
  const live = await goingOn(db.query, [...new Set(near.map(({ cohortId }) => cohortId))]);
  for (const closing of near) {
    const { cohortId, quizId } = closing;
    if (!live.has(cohortId) || (await isTaken(db.query, closing))) continue;
    await log.write(async ({ tx, tell }) => {
      if (!(await take(tx, closing))) return;
      const done = new Set(
        (await quizzes.handedIn(tx, cohortId, [quizId])).map(({ studentId }) => studentId),
      );
      const students = await activeStudents(tx, cohortId);
      const to = students.map(({ id }) => id).filter((id) => !done.has(id));
      await tellNews({ tx, tell }, [newsOf(closing, to)]);
    });
  }
}

function newsOf({ cohortId, quizId, title, closesAt }: Closing, to: readonly string[]): News {
  const closes = closesAt.toISOString();
  return {
    type: 'deadline-near',
    effectKey: `quiz-closes/${cohortId}/${quizId}/${closes}`,
    collapseKey: `quiz-closes/${cohortId}/${quizId}`,
    ...{ cohortId, to, by: null, title },
    subject: { kind: 'quiz', quizId, closesAt: closes },
  };
}

async function isTaken(db: Queryable, { cohortId, quizId, closesAt }: Closing): Promise<boolean> {
  const { rows } = await sql`
    select from notification_closing
    where cohort_id = ${cohortId} and quiz_id = ${quizId} and closes_at = ${closesAt}`.execute(db);
  return rows.length > 0;
}

async function take(tx: Tx, { cohortId, quizId, closesAt }: Closing): Promise<boolean> {
  const { rows } = await sql`
    insert into notification_closing (cohort_id, quiz_id, closes_at) values (${cohortId}, ${quizId}, ${closesAt})
    on conflict do nothing returning quiz_id`.execute(tx);
  return rows.length > 0;
}
