import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { PlanMoment, PlanRule } from '../contract.ts';

export interface PlannedLesson {
  lessonId: string;
  title: string;
  zone: string;
  startsOn: string;
  opens: PlanMoment | null;
  due: PlanMoment | null;
}

/** Each lesson of the current version with what holds for it: its own word, or else its module's. */
export async function plannedLessons(db: Queryable, cohortId: string): Promise<PlannedLesson[]> {
  const { rows } = await sql<PlannedLesson>`
    select place.lesson_id as "lessonId", place.title, cohort.zone, cohort.starts_on as "startsOn",
      case
        when own.opens_day is not null then json_build_object('day', own.opens_day, 'minute', own.opens_minute)
        when shared.opens_day is not null
          then json_build_object('day', shared.opens_day, 'minute', shared.opens_minute)
      end as opens,
      case
        when own.due_day is not null then json_build_object('day', own.due_day, 'minute', own.due_minute)
        when shared.due_day is not null then json_build_object('day', shared.due_day, 'minute', shared.due_minute)
      end as due
    from cohort
    join course on course.id = cohort.course_id
    join lesson_place place on place.course_id = course.id and place.version = course.version
    join module on module.course_id = place.course_id and module.version = place.version
      and module.position = place.module_position
    left join plan_rule own on own.cohort_id = cohort.id and own.lesson_id = place.lesson_id
    left join plan_rule shared on shared.cohort_id = cohort.id and shared.module_key = module.key
    where cohort.id = ${cohortId}`.execute(db);
  return rows;
}

interface Times {
  opens: PlanMoment | null;
  due: PlanMoment | null;
}

/** What was written down for modules and for lessons. */
export async function rulesOf(
  db: Queryable,
  cohortId: string,
): Promise<{ byModule: ReadonlyMap<string, Times>; byLesson: ReadonlyMap<string, Times> }> {
  const { rows } = await sql<Times & { moduleKey: string | null; lessonId: string | null }>`
    select module_key as "moduleKey", lesson_id as "lessonId",
      case when opens_day is not null then json_build_object('day', opens_day, 'minute', opens_minute) end as opens,
      case when due_day is not null then json_build_object('day', due_day, 'minute', due_minute) end as due
    from plan_rule where cohort_id = ${cohortId}`.execute(db);
  const [byModule, byLesson] = [new Map<string, Times>(), new Map<string, Times>()];
  for (const { moduleKey, lessonId, ...times } of rows) {
    if (moduleKey !== null) byModule.set(moduleKey, times);
    if (lessonId !== null) byLesson.set(lessonId, times);
  }
  return { byModule, byLesson };
}

/** Writes rules down, each in place of what was there for the same lesson or module. */
export async function write(tx: Tx, cohortId: string, rules: readonly PlanRule[]): Promise<void> {
  for (const rule of rules) {
    const lessonId = 'lessonId' in rule ? rule.lessonId : null;
    const moduleKey = 'moduleKey' in rule ? rule.moduleKey : null;
    await sql`
      delete from plan_rule where cohort_id = ${cohortId}
        and (lesson_id = ${lessonId}::uuid or module_key = ${moduleKey}::text)`.execute(tx);
    if (!rule.opens && !rule.due) continue;
    await sql`
      insert into plan_rule (cohort_id, lesson_id, module_key, opens_day, opens_minute, due_day, due_minute)
      values (${cohortId}, ${lessonId}, ${moduleKey}, ${rule.opens?.day ?? null}, ${rule.opens?.minute ?? null},
        ${rule.due?.day ?? null}, ${rule.due?.minute ?? null})`.execute(tx);
  }
}

/** Writes one cohort's rules down for another one of the same course. */
export async function copy(tx: Tx, fromCohortId: string, toCohortId: string): Promise<void> {
  await sql`
    insert into plan_rule (cohort_id, lesson_id, module_key, opens_day, opens_minute, due_day, due_minute)
    select ${toCohortId}, lesson_id, module_key, opens_day, opens_minute, due_day, due_minute
    from plan_rule where cohort_id = ${fromCohortId}`.execute(tx);
}
