import { sql } from 'kysely';
import { activeStudents } from '#features/cohorts/server/belonging.ts';
import { deadlinesWithin, type Deadline } from '#features/cohorts/server/deadlines.ts';
import type { Database, Queryable, Tx } from '#platform/server/db/database.ts';
import type { Chore } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { tellNews, type News } from './telling.ts';

export interface DeadlineParts {
  db: Database;
  log: Pick<Log, 'write'>;
  /** Who has completed which of these lessons in the cohort, as the progress room keeps it. */
  completers: (
    db: Queryable,
    cohortId: string,
    lessonIds: readonly string[],
  ) => Promise<readonly { lessonId: string; studentId: string }[]>;
}

const everyMs = 300_000;
const nearMs = 24 * 3_600_000;

/** Tells a day before who has not completed what is due then. */
export function deadlineChore(parts: DeadlineParts): Chore {
  return { name: 'notifications:deadlines', everyMs, run: () => tellDeadlines(parts) };
}

/** Tells of each deadline once, whichever node comes first; of one that was moved again. */
export async function tellDeadlines({ db, log, completers }: DeadlineParts): Promise<void> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db.query);
  const now = rows[0]!.now;
  const near = await deadlinesWithin(db.query, now, new Date(now.getTime() + nearMs));
  if (near.length === 0) return;
  const byCohort = new Map<string, Deadline[]>();
  for (const one of near) byCohort.set(one.cohortId, [...(byCohort.get(one.cohortId) ?? []), one]);
  for (const [cohortId, deadlines] of byCohort) {
    if (await areTaken(db.query, deadlines)) continue;
    await log.write(async ({ tx, tell }) => {
      const fresh = await take(tx, deadlines);
      if (fresh.length === 0) return;
      const lessonIds = fresh.map(({ lessonId }) => lessonId);
      const done = new Set(
        (await completers(tx, cohortId, lessonIds)).map((one) => `${one.lessonId}/${one.studentId}`),
      );
      const students = await activeStudents(tx, cohortId);
      const news = fresh.map((one) =>
        newsOf(
          one,
          students.map(({ id }) => id).filter((id) => !done.has(`${one.lessonId}/${id}`)),
        ),
      );
      await tellNews({ tx, tell }, news);
    });
  }
}

/** Lessons that are due at the same time are one line: a module is mostly due as a whole. */
function newsOf({ cohortId, lessonId, title, dueAt }: Deadline, to: readonly string[]): News {
  const due = dueAt.toISOString();
  return {
    type: 'deadline-near',
    effectKey: `deadline-near/${cohortId}/${lessonId}/${due}`,
    collapseKey: `deadline-near/${cohortId}/${due}`,
    ...{ cohortId, to, by: null, title },
    subject: { kind: 'lesson', lessonId, dueAt: due },
  };
}

const rowsOf = (deadlines: readonly Deadline[]) => sql`
  json_to_recordset(${JSON.stringify(deadlines)}::json)
    as one ("cohortId" uuid, "lessonId" uuid, "dueAt" timestamptz)`;

/** Nearly always somebody was told already, and asking costs less than taking. */
async function areTaken(db: Queryable, deadlines: readonly Deadline[]): Promise<boolean> {
  const { rows } = await sql`
    select from ${rowsOf(deadlines)} where not exists (
      select from notification_deadline taken
      where taken.cohort_id = one."cohortId" and taken.lesson_id = one."lessonId" and taken.due_at = one."dueAt")
    limit 1`.execute(db);
  return rows.length === 0;
}

async function take(tx: Tx, deadlines: readonly Deadline[]): Promise<Deadline[]> {
  const { rows } = await sql<{ lessonId: string }>`
    insert into notification_deadline (cohort_id, lesson_id, due_at)
    select "cohortId", "lessonId", "dueAt" from ${rowsOf(deadlines)} order by "lessonId", "dueAt"
    on conflict do nothing returning lesson_id as "lessonId"`.execute(tx);
  const taken = new Set(rows.map(({ lessonId }) => lessonId));
  return deadlines.filter(({ lessonId }) => taken.has(lessonId));
}
