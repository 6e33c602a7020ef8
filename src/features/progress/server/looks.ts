import { Refusal } from '#kernel/refusal.ts';
import type { Outline, OutlineLesson } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Gate, LessonGate } from '#features/cohorts/server/gate.ts';
import { lessonPlans, type LessonPlan } from '#features/cohorts/server/plan.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import {
  type CohortOutline,
  type CohortProgress,
  figureOf,
  minutesOf,
  type OutlineGate,
  type StudentProgress,
} from '../contract.ts';
import * as stayStore from './stayStore.ts';
import * as store from './store.ts';

export function looksOf({ gate }: { gate: Gate }) {
  /** A cohort as an outline, with what the actor has completed and may open. */
  async function outline(
    { actor, tx }: ViewContext,
    { cohortId }: { cohortId: string },
  ): Promise<CohortOutline> {
    const { cohort, course, modules } = await outlineOf(tx, cohortId);
    const role = await enrolments.roleOf(tx, actor, cohortId);
    if (!role) throw new Refusal('not_found');
    const gates = await gate.of(tx, actor, cohortId);
    const way = await wayThrough(tx, cohortId, actor.userId, modules);
    const { id, title, zone, startsOn, endsOn } = cohort;
    return {
      ...{ id, title, zone, startsOn, endsOn },
      role,
      course,
      modules: way.modules.map(({ lessons, ...module }) => ({
        ...module,
        lessons: lessons.map((lesson) => ({ ...lesson, gate: told(gates.get(lesson.id)) })),
      })),
      progress: way.progress,
      hasPrerequisites: modules.some(({ lessons }) => lessons.some(({ after }) => after.length > 0)),
    };
  }

  return { outline, ofStudent, ofCohort };
}

/** One student, lesson by lesson; staff also see those who have left. */
async function ofStudent(
  { tx }: ViewContext,
  { cohortId, studentId }: { cohortId: string; studentId: string },
): Promise<StudentProgress> {
  const student = await studentOf(tx, cohortId, studentId);
  const { cohort, modules } = await outlineOf(tx, cohortId);
  const { id, title, zone } = cohort;
  return { student, cohort: { id, title, zone }, ...(await wayThrough(tx, cohortId, studentId, modules)) };
}

/** Students by lessons. */
async function ofCohort({ tx }: ViewContext, { cohortId }: { cohortId: string }): Promise<CohortProgress> {
  const { cohort, modules } = await outlineOf(tx, cohortId);
  const plans = await lessonPlans(tx, cohortId);
  const lessons = modules.flatMap(({ title: module, lessons: own }) =>
    own.map(({ id, title }) => ({ id, title, module, dueAt: dueAt(plans, id) })),
  );
  const students = await enrolments.students(tx, cohortId);
  const byStudent = await store.completionsOf(tx, cohortId, idsOf(students), idsOf(lessons));
  const { id, title, zone } = cohort;
  return {
    cohort: { id, title, zone },
    lessons,
    students: students.map((student) => {
      const completions = Object.entries(byStudent.get(student.id)!);
      return {
        id: student.id,
        name: student.name,
        completions: Object.fromEntries(completions.map(([lessonId, { at }]) => [lessonId, at])),
        ...figureOf(completions.length, lessons.length),
      };
    }),
  };
}

/** A student of the cohort, also one who has left it. @throws Refusal `not_found` */
export async function studentOf(
  db: Queryable,
  cohortId: string,
  studentId: string,
): Promise<StudentProgress['student']> {
  const student = await enrolments.student(db, cohortId, studentId);
  if (!student) throw new Refusal('not_found', 'This person is not a student of the cohort.');
  return student;
}

async function outlineOf(db: Queryable, cohortId: string): Promise<Outline> {
  const found = await courses.outline(db, cohortId);
  if (!found) throw new Refusal('not_found');
  return found;
}

/** The modules with what one person has completed in them, how long they were there, and what is planned. */
async function wayThrough(
  db: Queryable,
  cohortId: string,
  personId: string,
  modules: Outline['modules'],
): Promise<Pick<StudentProgress, 'modules' | 'progress'>> {
  const lessonIds = modules.flatMap(({ lessons }) => idsOf(lessons));
  const completions = (await store.completionsOf(db, cohortId, [personId], lessonIds)).get(personId)!;
  const seconds = await stayStore.secondsOf(db, cohortId, personId);
  const plans = await lessonPlans(db, cohortId);
  const wayOf = ({ id, key, title, kind, minutes, completes }: OutlineLesson) => ({
    ...{ id, key, title, kind, minutes, completes },
    completedAt: completions[id]?.at ?? null,
    completedBy: completions[id]?.by ?? null,
    minutesSpent: minutesOf(seconds.get(id) ?? 0),
    dueAt: dueAt(plans, id),
  });
  return {
    modules: modules.map(({ key, title, summary, lessons }) => ({
      ...{ key, title, summary },
      lessons: lessons.map(wayOf),
      progress: figureOf(lessons.filter(({ id }) => completions[id]).length, lessons.length),
    })),
    progress: figureOf(Object.keys(completions).length, lessonIds.length),
  };
}

function dueAt(plans: ReadonlyMap<string, LessonPlan>, lessonId: string): string | null {
  return plans.get(lessonId)?.dueAt?.toISOString() ?? null;
}

function told(gate: LessonGate | undefined): OutlineGate {
  if (gate?.state === 'not-yet') return { state: 'not-yet', opensAt: gate.opensAt.toISOString() };
  if (gate?.state === 'after') return { state: 'after', lessonIds: [...gate.lessonIds] };
  return { state: 'open' };
}

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id);
}
