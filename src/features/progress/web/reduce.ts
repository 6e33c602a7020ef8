import { belongs, type EnrolmentLine } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  type CohortOutline,
  type CohortProgress,
  figureOf,
  type LessonStay,
  minutesOf,
  progress,
  type ProgressUpdated,
  type StudentProgress,
} from '../contract.ts';

type OwnTopic = Pick<About, 'topic'>;

interface Lesson {
  id: string;
  completedAt: string | null;
  completedBy: StudentProgress['modules'][number]['lessons'][number]['completedBy'];
  minutesSpent: number;
}

interface Way<L extends Lesson> {
  modules: { lessons: L[]; progress: CohortOutline['progress'] }[];
  progress: CohortOutline['progress'];
}

/**
 * The reader's own outline. What other students complete arrives too, on the topics of the staff; the
 * reader's own arrives on the reader's own topic.
 */
export function outlineUpdated(
  data: CohortOutline,
  event: ProgressUpdated,
  { topic }: OwnTopic,
): CohortOutline | 'refetch' {
  if (event.cohortId !== data.id || !identity.topics.person.match(topic)) return data;
  const after = withCompletion(data, event);
  // Which lessons open or close by it, the server knows.
  return after !== data && data.hasPrerequisites ? 'refetch' : after;
}

export function outlineNoted(
  data: CohortOutline,
  stay: LessonStay,
  { topic }: OwnTopic,
): CohortOutline | 'refetch' {
  if (stay.cohortId !== data.id || !identity.topics.person.match(topic)) return data;
  return withTime(data, stay);
}

/** One student, as that student or the staff sees it. */
export function studentUpdated(data: StudentProgress, event: ProgressUpdated): StudentProgress | 'refetch' {
  if (event.cohortId !== data.cohort.id || event.studentId !== data.student.id) return data;
  return withCompletion(data, event);
}

export function studentNoted(data: StudentProgress, stay: LessonStay): StudentProgress | 'refetch' {
  if (stay.cohortId !== data.cohort.id || stay.studentId !== data.student.id) return data;
  return withTime(data, stay);
}

/** Kept until the next one, which says all that this one did. */
export function stayNoted(data: LessonStay, stay: LessonStay): LessonStay {
  const isSame = data.lessonId === stay.lessonId && data.cohortId === stay.cohortId;
  if (!isSame || data.studentId !== stay.studentId) return data;
  return JSON.stringify(data) === JSON.stringify(stay) ? data : stay;
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
  if (role !== 'student' || !belongs(state)) {
    return student ? { ...data, students: data.students.filter((one) => one !== student) } : data;
  }
  // Whoever comes back brings what they completed before, which the event does not say.
  if (!student) return 'refetch';
  if (student.name === name) return data;
  return { ...data, students: data.students.map((one) => (one === student ? { ...one, name } : one)) };
}

function withCompletion<L extends Lesson, Data extends Way<L>>(
  data: Data,
  { lessonId, completedAt, completedBy }: ProgressUpdated,
): Data | 'refetch' {
  return withLesson(data, lessonId, (lesson) =>
    lesson.completedAt === completedAt && lesson.completedBy === completedBy
      ? lesson
      : { ...lesson, completedAt, completedBy },
  );
}

function withTime<L extends Lesson, Data extends Way<L>>(
  data: Data,
  { lessonId, seconds }: LessonStay,
): Data | 'refetch' {
  const minutesSpent = minutesOf(seconds);
  return withLesson(data, lessonId, (lesson) =>
    lesson.minutesSpent === minutesSpent ? lesson : { ...lesson, minutesSpent },
  );
}

/** The way with one lesson changed, and every figure that it is part of counted anew. */
function withLesson<L extends Lesson, Data extends Way<L>>(
  data: Data,
  lessonId: string,
  change: (lesson: L) => L,
): Data | 'refetch' {
  const lesson = data.modules.flatMap((module) => module.lessons).find(({ id }) => id === lessonId);
  if (!lesson) return 'refetch';
  const after = change(lesson);
  if (after === lesson) return data;

  const modules = data.modules.map((module) => {
    if (!module.lessons.includes(lesson)) return module;
    const own = module.lessons.map((one) => (one === lesson ? after : one));
    return { ...module, lessons: own, progress: figureOf(completedIn(own), own.length) };
  });
  const all = modules.flatMap((module) => module.lessons);
  return { ...data, modules, progress: figureOf(completedIn(all), all.length) };
}

function completedIn(lessons: readonly Lesson[]): number {
  return lessons.filter(({ completedAt }) => completedAt !== null).length;
}

/** A new version of the course has no reducer: outlines are fetched again. */
export const progressLive = liveRoom(progress, {
  'progress:outline': { 'progress:updated': outlineUpdated, 'progress:noted': outlineNoted },
  'progress:student': { 'progress:updated': studentUpdated, 'progress:noted': studentNoted },
  'progress:lesson': { 'progress:noted': stayNoted },
  'progress:cohort': { 'progress:updated': cohortUpdated, 'enrolment:changed': enrolmentChanged },
});
