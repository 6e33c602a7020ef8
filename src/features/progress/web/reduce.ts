import type { EnrolmentLine } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  figureOf,
  progress,
  type CohortOutline,
  type CohortProgress,
  type ProgressUpdated,
  type StudentProgress,
} from '../contract.ts';

type Modules = CohortOutline['modules'];

/**
 * The reader's own outline. What other students complete arrives too, on the topics of the staff; the
 * reader's own arrives on the reader's own topic.
 */
export function outlineUpdated(
  data: CohortOutline,
  event: ProgressUpdated,
  { topic }: Pick<About, 'topic'>,
): CohortOutline | 'refetch' {
  if (event.cohortId !== data.id || !identity.topics.person.match(topic)) return data;
  return withCompletion(data, event);
}

/** One student, as that student or the staff sees it. */
export function studentUpdated(data: StudentProgress, event: ProgressUpdated): StudentProgress | 'refetch' {
  if (event.cohortId !== data.cohort.id || event.studentId !== data.student.id) return data;
  return withCompletion(data, event);
}

export function cohortUpdated(data: CohortProgress, event: ProgressUpdated): CohortProgress | 'refetch' {
  if (event.cohortId !== data.cohort.id) return data;
  const { studentId, lessonId, completedAt } = event;
  const student = data.students.find(({ id }) => id === studentId);
  // Somebody who came, or a lesson that appeared, since this was fetched.
  if (!student || !data.lessons.some(({ id }) => id === lessonId)) return 'refetch';
  if ((student.completions[lessonId] ?? null) === completedAt) return data;

  const { [lessonId]: _former, ...completions } = student.completions;
  if (completedAt !== null) completions[lessonId] = completedAt;
  const after = {
    ...student,
    completions,
    ...figureOf(Object.keys(completions).length, data.lessons.length),
  };
  return { ...data, students: data.students.map((one) => (one.id === studentId ? after : one)) };
}

export function enrolmentChanged(
  data: CohortProgress,
  { cohortId, enrolment }: { cohortId: string; enrolment: EnrolmentLine },
): CohortProgress | 'refetch' {
  if (cohortId !== data.cohort.id) return data;
  const { userId, name, role, state } = enrolment;
  const student = data.students.find(({ id }) => id === userId);
  if (role !== 'student' || state !== 'active') {
    return student ? { ...data, students: data.students.filter((one) => one !== student) } : data;
  }
  // Whoever comes back brings what they completed before, which the event does not say.
  if (!student) return 'refetch';
  if (student.name === name) return data;
  return { ...data, students: data.students.map((one) => (one === student ? { ...one, name } : one)) };
}

function withCompletion<Data extends { modules: Modules; progress: CohortOutline['progress'] }>(
  data: Data,
  { lessonId, completedAt }: ProgressUpdated,
): Data | 'refetch' {
  const lessons = data.modules.flatMap((module) => module.lessons);
  const lesson = lessons.find(({ id }) => id === lessonId);
  if (!lesson) return 'refetch';
  if (lesson.completedAt === completedAt) return data;

  const modules = data.modules.map((module): Modules[number] => {
    if (!module.lessons.includes(lesson)) return module;
    const own = module.lessons.map((one) => (one === lesson ? { ...one, completedAt } : one));
    return { ...module, lessons: own, progress: figureOf(completedIn(own), own.length) };
  });
  const completed = completedIn(modules.flatMap((module) => module.lessons));
  return { ...data, modules, progress: figureOf(completed, lessons.length) };
}

function completedIn(lessons: Modules[number]['lessons']): number {
  return lessons.filter(({ completedAt }) => completedAt !== null).length;
}

/** A new version of the course has no reducer: outlines are fetched again. */
export const progressLive = liveRoom(progress, {
  'progress:outline': { 'progress:updated': outlineUpdated },
  'progress:student': { 'progress:updated': studentUpdated },
  'progress:cohort': { 'progress:updated': cohortUpdated, 'enrolment:changed': enrolmentChanged },
});
