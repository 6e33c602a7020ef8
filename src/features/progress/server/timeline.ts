import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import { placeChange, type CompletedBy, type PlaceChange, type TimelineEntry } from '../contract.ts';
import { studentOf } from './looks.ts';

const entriesAPage = 30;

interface Asked {
  cohortId: string;
  studentId: string;
  before?: string | undefined;
}

interface Row {
  /** Where it stands: entries go down by this, and no two are at one place. */
  place: string;
  what: TimelineEntry['what'];
  at: Date;
  lessonId: string | null;
  by: CompletedBy | null;
  change: PlaceChange | null;
  day: string | null;
  lessons: { lessonId: string; seconds: number }[] | null;
}

/** What one student did in the lessons that count, the newest first; also one who has left. */
export async function timeline(
  { tx }: ViewContext,
  { cohortId, studentId, before }: Asked,
): Promise<{ entries: TimelineEntry[]; before: string | null }> {
  if (before !== undefined && !placeShape.test(before)) throw new Refusal('invalid', 'before: is no place');
  await studentOf(tx, cohortId, studentId);
  const modules = (await courses.outline(tx, cohortId))!.modules;
  const titles = new Map(modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title])));
  const rows = await rowsBefore(tx, { cohortId, studentId, before }, [...titles.keys()]);
  const shown = rows.slice(0, entriesAPage);
  return {
    entries: shown.map((row) => entryOf(row, titles)),
    before: rows.length > entriesAPage ? shown.at(-1)!.place : null,
  };
}

/** Places are cohorts' own, who note in the audit what becomes of them. */
const placeActs = placeChange.options.map((change) => `cohorts:${change}`);

const placeShape = /^\d{16,17} [a-z]+ [0-9a-f-]{10,36}$/;

/** One more than a page, so that it is known whether there is more. */
async function rowsBefore(
  db: Queryable,
  { cohortId, studentId, before = null }: Omit<Asked, 'before'> & { before?: string | null | undefined },
  lessonIds: readonly string[],
): Promise<Row[]> {
  const theirs = sql`cohort_id = ${cohortId} and student_id = ${studentId} and lesson_id = any (${lessonIds})`;
  const { rows } = await sql<Row>`
    with entry as (
      select 'completed' as what, completed_at as at, lesson_id, completed_by as by, null::date as day,
        null::json as lessons, null as change
      from completion where ${theirs}
      union all
      select 'undone', undone_at, lesson_id, null, null, null, null from completion_undone where ${theirs}
      union all
      select 'studied', max(last_at), null, null, day,
        json_agg(json_build_object('lessonId', lesson_id, 'seconds', seconds) order by seconds desc, lesson_id),
        null
      from study_time where ${theirs}
      group by day
      union all
      select 'place', at, id, null, null, null, split_part(act, ':', 2)
      from audit_entry
      where about_kind = 'person' and about_id = ${studentId}::text and act = any (${placeActs})
        and ${cohortId}::text in (details ->> 'cohortId', details ->> 'fromCohortId', details ->> 'toCohortId')
    ), placed as (
      -- Microseconds of one width, so that they sort as text; the rest tells apart what shares a moment.
      select *, concat_ws(' ', lpad((extract(epoch from at) * 1000000)::bigint::text, 16, '0'), what,
        coalesce(lesson_id::text, day::text)) collate "C" as place
      from entry
    )
    select place, what, at, lesson_id as "lessonId", by, day, lessons, change
    from placed
    where ${before}::text is null or place < ${before}::text collate "C"
    order by place desc
    limit ${entriesAPage + 1}`.execute(db);
  return rows;
}

function entryOf(row: Row, titles: ReadonlyMap<string, string>): TimelineEntry {
  const at = row.at.toISOString();
  const lesson = { lessonId: row.lessonId!, title: titles.get(row.lessonId!)! };
  switch (row.what) {
    case 'completed':
      return { what: 'completed', at, ...lesson, by: row.by! };
    case 'undone':
      return { what: 'undone', at, ...lesson };
    case 'place':
      return { what: 'place', at, change: row.change! };
    case 'studied': {
      const lessons = row.lessons!.map((one) => ({ ...one, title: titles.get(one.lessonId)! }));
      const seconds = lessons.reduce((sum, one) => sum + one.seconds, 0);
      return { what: 'studied', at, day: row.day!, seconds, lessons };
    }
  }
}
