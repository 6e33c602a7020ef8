import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Outline } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { identity } from '#features/identity/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext, ViewContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import {
  figureOf,
  progress,
  type CohortOutline,
  type CohortProgress,
  type ProgressUpdated,
  type StudentProgress,
} from '../contract.ts';
import * as store from './store.ts';

interface Lesson {
  cohortId: string;
  lessonId: string;
}

/** Marks a lesson completed for the student who asks; again is as good as once. */
export const complete = (context: CommandContext, lesson: Lesson) => change(context, lesson, store.record);

/** Takes a completion back; the lesson's next one is a new one. */
export const undo = (context: CommandContext, lesson: Lesson) => change(context, lesson, store.erase);

async function change(
  { actor, tx, tell }: CommandContext,
  { cohortId, lessonId }: Lesson,
  write: (tx: Tx, completion: store.Completion) => Promise<boolean>,
): Promise<ProgressUpdated | Told<ProgressUpdated>> {
  // Held until commit: meanwhile the student cannot be removed, nor the course get another version.
  const { enrolmentId } = await enrolments.holdStudent(tx, cohortId, actor.userId);
  const lessonIds = await courses.lessonIds(tx, cohortId);
  if (!lessonIds.includes(lessonId)) throw new Refusal('not_found', 'This lesson is not part of the course.');

  const completion = { cohortId, studentId: actor.userId, lessonId };
  const standing = (held: Tx) => store.standing(held, completion, lessonIds);
  if (!(await write(tx, completion))) return standing(tx);

  const topics = [
    identity.topics.person.of({ userId: actor.userId }),
    cohorts.topics.enrolment.of({ enrolmentId }),
    cohorts.topics.cohortStaff.of({ cohortId }),
  ];
  // Read once the log holds the topics: two tabs finishing two lessons in the same moment would otherwise
  // each tell a figure without the other's.
  return tell(progress, 'progress:updated', topics, standing);
}

/** A cohort as an outline, with what the actor has completed. */
export async function outline(
  { actor, tx }: ViewContext,
  { cohortId }: { cohortId: string },
): Promise<CohortOutline> {
  const { cohort, course, modules } = await outlineOf(tx, cohortId);
  const role = await enrolments.roleOf(tx, actor, cohortId);
  if (!role) throw new Refusal('not_found');
  return { ...cohort, role, course, ...(await wayThrough(tx, cohortId, actor.userId, modules)) };
}

/** One student, lesson by lesson; staff also see those who have left. */
export async function ofStudent(
  { tx }: ViewContext,
  { cohortId, studentId }: { cohortId: string; studentId: string },
): Promise<StudentProgress> {
  const student = await enrolments.student(tx, cohortId, studentId);
  if (!student) throw new Refusal('not_found', 'This person is not a student of the cohort.');
  const { cohort, modules } = await outlineOf(tx, cohortId);
  const { id, title, zone } = cohort;
  return { student, cohort: { id, title, zone }, ...(await wayThrough(tx, cohortId, studentId, modules)) };
}

/** Students by lessons. */
export async function ofCohort(
  { tx }: ViewContext,
  { cohortId }: { cohortId: string },
): Promise<CohortProgress> {
  const { cohort, modules } = await outlineOf(tx, cohortId);
  const lessons = modules.flatMap(({ title: module, lessons: own }) =>
    own.map(({ id, title }) => ({ id, title, module })),
  );
  const students = await enrolments.students(tx, cohortId);
  const byStudent = await store.completionsOf(tx, cohortId, idsOf(students), idsOf(lessons));
  const { id, title, zone } = cohort;
  return {
    cohort: { id, title, zone },
    lessons,
    students: students.map((student) => {
      const completions = byStudent.get(student.id)!;
      return { ...student, completions, ...figureOf(Object.keys(completions).length, lessons.length) };
    }),
  };
}

async function outlineOf(db: Queryable, cohortId: string): Promise<Outline> {
  const found = await courses.outline(db, cohortId);
  if (!found) throw new Refusal('not_found');
  return found;
}

/** The modules with what one person has completed in them. */
async function wayThrough(
  db: Queryable,
  cohortId: string,
  personId: string,
  modules: Outline['modules'],
): Promise<Pick<CohortOutline, 'modules' | 'progress'>> {
  const lessonIds = modules.flatMap(({ lessons }) => idsOf(lessons));
  const completions = (await store.completionsOf(db, cohortId, [personId], lessonIds)).get(personId)!;
  return {
    modules: modules.map(({ lessons, ...module }) => ({
      ...module,
      lessons: lessons.map((lesson) => ({ ...lesson, completedAt: completions[lesson.id] ?? null })),
      progress: figureOf(lessons.filter(({ id }) => completions[id]).length, lessons.length),
    })),
    progress: figureOf(Object.keys(completions).length, lessonIds.length),
  };
}

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id);
}
