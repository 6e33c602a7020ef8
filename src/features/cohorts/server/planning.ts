import { Refusal } from '#kernel/refusal.ts';
import { dayAfter } from '#kernel/zonedTime.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { cohorts, type CohortFacts, type CohortPlan, type PlanRule } from '../contract.ts';
import * as courses from './courses.ts';
import * as courseStore from './courseStore.ts';
import * as enrolmentStore from './enrolmentStore.ts';
import { holdAsStaff, note, type Change } from './hold.ts';
import { tellFacts } from './organisations.ts';
import { tellPlace } from './places.ts';
import { momentOf } from './plan.ts';
import * as planStore from './planStore.ts';
import * as store from './store.ts';

/** When the modules and lessons of a cohort open and are due, as its staff wrote it down. */
export async function planOf(db: Queryable, cohortId: string): Promise<CohortPlan> {
  const cohort = await store.cohort(db, cohortId);
  const outline = await courses.outline(db, cohortId);
  if (!cohort || !outline) throw new Refusal('not_found');
  const before = await courseStore.prerequisitesOf(db, cohortId);
  const rules = await planStore.rulesOf(db, cohortId);
  const unplanned = { opens: null, due: null };
  return {
    cohort: store.factsOf(cohort),
    modules: outline.modules.map(({ key, title, lessons }) => ({
      key,
      title,
      ...(rules.byModule.get(key) ?? unplanned),
      lessons: lessons.map((lesson) => ({
        id: lesson.id,
        title: lesson.title,
        minutes: lesson.minutes,
        ...(rules.byLesson.get(lesson.id) ?? unplanned),
        after: [...(before.get(lesson.id) ?? [])],
      })),
    })),
  };
}

/**
 * Says when lessons and modules open and are due; what is not named stays.
 *
 * @throws Refusal `not_found` for a lesson or module that the course has not
 */
export async function setPlan(
  change: Change,
  { cohortId, rules }: { cohortId: string; rules: readonly PlanRule[] },
): Promise<CohortPlan> {
  const cohort = await holdAsStaff(change, cohortId);
  const { modules } = await planOf(change.tx, cohortId);
  const known = new Set(modules.flatMap(({ key, lessons }) => [key, ...lessons.map(({ id }) => id)]));
  for (const rule of rules) {
    if (!known.has('lessonId' in rule ? rule.lessonId : rule.moduleKey))
      throw new Refusal('not_found', 'The course has no such lesson or module any more.');
  }
  await planStore.write(change.tx, cohortId, rules);
  tellPlan(change, cohortId);
  await note(change, 'cohorts:set-plan', cohort, { kind: 'cohort', id: cohortId }, { rules: rules.length });
  return planOf(change.tx, cohortId);
}

/** Every date of a cohort as it is, and as it would be so many days later. */
export async function previewMove(db: Queryable, { cohortId, days }: { cohortId: string; days: number }) {
  const cohort = await store.cohort(db, cohortId);
  const outline = await courses.outline(db, cohortId);
  if (!cohort || !outline) throw new Refusal('not_found');
  const moved = { ...cohort, startsOn: dayAfter(cohort.startsOn, days) };
  const planned = new Map((await planStore.plannedLessons(db, cohortId)).map((one) => [one.lessonId, one]));
  const lessons = outline.modules
    .flatMap((module) => module.lessons)
    .flatMap(({ id, title }) =>
      (['opens', 'due'] as const).flatMap((what) => {
        const moment = planned.get(id)?.[what];
        if (!moment) return [];
        const [before, after] = [momentOf(moment, cohort), momentOf(moment, moved)];
        return { id, title, what, before: before.toISOString(), after: after.toISOString() };
      }),
    );
  const ending = (await enrolmentStore.enrolmentsOf(db, cohortId)).filter(
    ({ expiresOn, state }) => expiresOn !== null && enrolmentStore.hasLastDay(state),
  );
  const names = new Map(
    (
      await accounts.byIds(
        db,
        ending.map(({ userId }) => userId),
      )
    ).map(({ id, name }) => [id, name]),
  );
  return {
    cohort: store.factsOf(cohort),
    startsOn: moved.startsOn,
    endsOn: dayAfter(cohort.endsOn, days),
    lessons,
    places: ending.map(({ userId, expiresOn }) => ({
      userId,
      name: names.get(userId)!,
      before: expiresOn!,
      after: dayAfter(expiresOn!, days),
    })),
  };
}

/**
 * Moves a cohort by so many days, and with it all that counts from its first day.
 *
 * @throws Refusal `conflict` when it begins elsewhere than the actor saw: it was moved meanwhile
 */
export async function move(
  change: Change,
  { cohortId, startsOn, days }: { cohortId: string; startsOn: string; days: number },
): Promise<CohortFacts> {
  const cohort = await holdAsStaff(change, cohortId);
  if (cohort.startsOn !== startsOn)
    throw new Refusal('conflict', 'The cohort was moved meanwhile. Look at its days again.');
  const after = {
    ...cohort,
    startsOn: dayAfter(cohort.startsOn, days),
    endsOn: dayAfter(cohort.endsOn, days),
  };
  await store.updateCohort(change.tx, after);
  for (const place of await enrolmentStore.moveExpiry(change.tx, cohortId, days))
    await tellPlace(change, cohortId, place);
  tellPlan(change, cohortId);
  await note(
    change,
    'cohorts:move',
    cohort,
    { kind: 'cohort', id: cohortId },
    { days, startsOn: after.startsOn },
  );
  return tellFacts(change, after);
}

function tellPlan({ tell }: { tx: Tx; tell: Tell }, cohortId: string): void {
  const topics = [cohorts.topics.cohort.of({ cohortId }), cohorts.topics.cohortStaff.of({ cohortId })];
  tell(cohorts, 'plan:changed', topics, { cohortId });
}
