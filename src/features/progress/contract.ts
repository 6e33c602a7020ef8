import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

/** How far somebody is: lessons of the current version that are completed, of all of them. */
export const figure = z
  .object({
    completed: z.number().int().meta({ example: 6 }),
    total: z.number().int().meta({ example: 13 }),
    /** 100 × completed ÷ total, rounded down, so that 100 means all; 0 for a course without lessons. */
    percent: z.number().int().meta({ example: 46 }),
  })
  .meta({ id: 'ProgressFigure' });
export type Figure = z.output<typeof figure>;

/** The one place where a percentage is made: the server tells it, the browser makes it again per module. */
export function figureOf(completed: number, total: number): Figure {
  return { completed, total, percent: total === 0 ? 0 : Math.floor((100 * completed) / total) };
}

/** One lesson of one student now stands like this. */
export const progressUpdated = figure
  .extend({
    cohortId: id,
    studentId: id,
    lessonId: id,
    /** null after an undo. */
    completedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ProgressUpdated' });
export type ProgressUpdated = z.output<typeof progressUpdated>;

const outlineLesson = z.object({
  id,
  key: z.string(),
  title: z.string(),
  kind: z.string(),
  minutes: z.number().int(),
  completedAt: z.iso.datetime().nullable(),
});

const outlineModule = z.object({
  key: z.string(),
  title: z.string(),
  summary: z.string(),
  lessons: z.array(outlineLesson),
  progress: figure,
});

export const cohortOutline = z
  .object({
    id,
    title: z.string(),
    zone: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    role: z.enum(['student', 'instructor', 'organisationAdmin']),
    course: z.object({ id, title: z.string(), summary: z.string(), version: z.number().int() }),
    modules: z.array(outlineModule),
    progress: figure,
  })
  .meta({ id: 'CohortOutline' });
export type CohortOutline = z.output<typeof cohortOutline>;

export const studentProgress = z
  .object({
    student: z.object({ id, name: z.string() }),
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    modules: z.array(outlineModule),
    progress: figure,
  })
  .meta({ id: 'StudentProgress' });
export type StudentProgress = z.output<typeof studentProgress>;

export const cohortProgress = z
  .object({
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    lessons: z.array(z.object({ id, title: z.string(), module: z.string() })),
    students: z.array(
      figure.extend({
        id,
        name: z.string(),
        /** When each completed lesson was completed, by lesson id. */
        completions: z.record(z.string(), z.iso.datetime()),
      }),
    ),
  })
  .meta({ id: 'CohortProgress' });
export type CohortProgress = z.output<typeof cohortProgress>;

const completion = z.strictObject({ cohortId: id, lessonId: id });

/** What each student has completed, for the student and for the cohort's staff. */
export const progress = contract('progress', {
  commands: {
    'progress:complete': command({
      summary: 'Mark a lesson completed.',
      http: ['PUT', '/api/cohorts/:cohortId/lessons/:lessonId/completion'],
      input: completion,
      output: progressUpdated,
      who: ['student'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['progress:updated'],
      commitsWith: ({ cohortId }) => cohortId,
    }),
    'progress:undo': command({
      summary: 'Take a completion back.',
      http: ['DELETE', '/api/cohorts/:cohortId/lessons/:lessonId/completion'],
      input: completion,
      output: progressUpdated,
      who: ['student'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['progress:updated'],
      commitsWith: ({ cohortId }) => cohortId,
    }),
  },
  views: {
    'progress:outline': view({
      summary: 'A cohort: its course as an outline, with what you have completed.',
      http: '/api/cohorts/:cohortId',
      input: z.strictObject({ cohortId: id }),
      data: cohortOutline,
      who: ['student', 'instructor', 'organisationAdmin'],
      follows: ['progress:updated', 'enrolment:changed', 'course:published'],
    }),
    'progress:cohort': view({
      summary: 'Students by lessons, for staff.',
      http: '/api/cohorts/:cohortId/progress',
      input: z.strictObject({ cohortId: id }),
      data: cohortProgress,
      who: ['instructor', 'organisationAdmin'],
      follows: ['progress:updated', 'enrolment:changed', 'course:published'],
    }),
    'progress:student': view({
      summary: 'One student, lesson by lesson: why the number is what it is.',
      http: '/api/cohorts/:cohortId/progress/:studentId',
      input: z.strictObject({ cohortId: id, studentId: id }),
      data: studentProgress,
      who: ['self', 'instructor', 'organisationAdmin'],
      follows: ['progress:updated', 'enrolment:changed', 'course:published', 'identity:profile-changed'],
    }),
  },
  events: {
    'progress:updated': event({
      summary: 'A student completed a lesson, or took it back.',
      kind: 'state',
      delivery: 'ambient',
      data: progressUpdated,
      key: (data) => `${data.studentId}/${data.lessonId}`,
      on: [identity.topics.person, cohorts.topics.enrolment, cohorts.topics.cohortStaff],
    }),
  },
});
