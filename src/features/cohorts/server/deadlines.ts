import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import { momentOf } from './plan.ts';
import * as planStore from './planStore.ts';

/** A lesson that is due in a cohort. */
export interface Deadline {
  cohortId: string;
  lessonId: string;
  title: string;
  dueAt: Date;
}

/** What is due after `from` and not after `until`, in cohorts that were not put away; the earliest first. */
export async function deadlinesWithin(db: Queryable, from: Date, until: Date): Promise<Deadline[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct cohort.id from plan_rule
    join cohort on cohort.id = plan_rule.cohort_id
    where cohort.archived_at is null
      -- Whatever the zone, and whatever its clocks do: a day more at either end.
      and cohort.starts_on + plan_rule.due_day
        between (${from}::timestamptz at time zone 'UTC')::date - 2 and (${until}::timestamptz at time zone 'UTC')::date + 2
    order by cohort.id`.execute(db);
  const deadlines: Deadline[] = [];
  for (const { id: cohortId } of rows) {
    for (const { lessonId, title, due, ...cohort } of await planStore.plannedLessons(db, cohortId)) {
      if (!due) continue;
      const dueAt = momentOf(due, cohort);
      if (dueAt > from && dueAt <= until) deadlines.push({ cohortId, lessonId, title, dueAt });
    }
  }
  return deadlines.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}
