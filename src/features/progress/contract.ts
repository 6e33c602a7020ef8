import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts, completionRule } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();

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

/** What completed a lesson: the student's word, what they did in it, or a member of staff. */
export const completedBy = z.enum(['button', 'dwell', 'video', 'quiz', 'staff']);
export type CompletedBy = z.output<typeof completedBy>;

/** One lesson of one student now stands like this. */
export const progressUpdated = figure
  .extend({
    cohortId: id,
    studentId: id,
    lessonId: id,
    /** null after an undo. */
    completedAt: moment.nullable(),
    completedBy: completedBy.nullable(),
  })
  .meta({ id: 'ProgressUpdated' });
export type ProgressUpdated = z.output<typeof progressUpdated>;

/** Where somebody is in a video or audio, and how much of it they have played. */
export const mediaPlace = z
  .object({
    /** The hash of the file's bytes: another cut is another place. */
    media: z.string(),
    positionSeconds: z.number().int(),
    durationSeconds: z.number().int(),
    /** Of the whole length, each second once, however often it was played; rounded down. */
    watchedPercent: z.number().int(),
  })
  .meta({ id: 'MediaPlace' });
export type MediaPlace = z.output<typeof mediaPlace>;

/** What one student did in one lesson so far. */
export const lessonStay = z
  .object({
    cohortId: id,
    studentId: id,
    lessonId: id,
    /** Time spent in it, never more than has passed. */
    seconds: z.number().int(),
    /** Whether what completes the lesson has happened; always so where the button does. */
    isMet: z.boolean(),
    media: z.array(mediaPlace),
  })
  .meta({ id: 'LessonStay' });
export type LessonStay = z.output<typeof lessonStay>;

const lessonWay = {
  id,
  key: z.string(),
  title: z.string(),
  kind: z.string(),
  minutes: z.number().int(),
  completes: completionRule,
  completedAt: moment.nullable(),
  completedBy: completedBy.nullable(),
  /** Time spent in it, rounded: a short second look changes nothing that was fetched before. */
  minutesSpent: z.number().int(),
  /** When it is planned to be done; null: whenever. */
  dueAt: moment.nullable(),
};

/** Time in a lesson as outlines tell it: to the nearest minute. */
export function minutesOf(seconds: number): number {
  return Math.round(seconds / 60);
}

const moduleWay = { key: z.string(), title: z.string(), summary: z.string(), progress: figure };

/** Whether the reader may open a lesson. Staff find all of them open. */
export const outlineGate = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({ state: z.literal('not-yet'), opensAt: moment }),
  /** These are to be completed first. */
  z.object({ state: z.literal('after'), lessonIds: z.array(id) }),
]);
export type OutlineGate = z.output<typeof outlineGate>;

const studentModule = z.object({ ...moduleWay, lessons: z.array(z.object(lessonWay)) });
const outlineModule = z.object({
  ...moduleWay,
  lessons: z.array(z.object({ ...lessonWay, gate: outlineGate })),
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
    /** Whether a lesson of this course waits for others. */
    hasPrerequisites: z.boolean(),
  })
  .meta({ id: 'CohortOutline' });
export type CohortOutline = z.output<typeof cohortOutline>;

export const studentProgress = z
  .object({
    student: z.object({ id, name: z.string(), enrolmentId: id }),
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    modules: z.array(studentModule),
    progress: figure,
  })
  .meta({ id: 'StudentProgress' });
export type StudentProgress = z.output<typeof studentProgress>;

export const cohortProgress = z
  .object({
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    lessons: z.array(z.object({ id, title: z.string(), module: z.string(), dueAt: moment.nullable() })),
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

export const placeChange = z.enum([
  'enrol',
  'remove',
  'pause',
  'resume',
  'finish',
  'expire',
  'transfer',
  'vouched',
]);
export type PlaceChange = z.output<typeof placeChange>;

/** Something that a student did, or that became of their place, as their timeline shows it. */
export const timelineEntry = z
  .discriminatedUnion('what', [
    z.object({
      what: z.literal('completed'),
      at: moment,
      lessonId: id,
      title: z.string(),
      by: completedBy,
    }),
    /** The newest taking back of each lesson. */
    z.object({ what: z.literal('undone'), at: moment, lessonId: id, title: z.string() }),
    /** A day of the cohort's zone on which lessons were open. */
    z.object({
      what: z.literal('studied'),
      at: moment,
      day: z.iso.date(),
      seconds: z.number().int(),
      lessons: z.array(z.object({ lessonId: id, title: z.string(), seconds: z.number().int() })),
    }),
    /** What staff, or the calendar, changed about the place in the cohort. */
    z.object({ what: z.literal('place'), at: moment, change: placeChange }),
  ])
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.output<typeof timelineEntry>;

const completion = z.strictObject({ cohortId: id, lessonId: id });
const staff = ['instructor', 'organisationAdmin'] as const;

/** At most an hour at a time: whoever was longer without a connection reports in pieces. */
export const mostSecondsAtOnce = 3_600;
const mediaSeconds = z.number().int().min(0).max(86_400);

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
      refusals: ['conflict', 'not_yet'],
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
    'progress:report': command({
      summary: 'Say how long a lesson was open and what of its media was played; it may complete the lesson.',
      http: ['POST', '/api/cohorts/:cohortId/lessons/:lessonId/stay'],
      input: z.strictObject({
        cohortId: id,
        lessonId: id,
        /** Since the last report, while the page could be seen. No more is counted than has passed. */
        seconds: z.number().int().min(0).max(mostSecondsAtOnce),
        played: z
          .strictObject({
            media: z
              .string()
              .regex(/^[0-9a-f]{64}$/, 'is not the hash of a file')
              .meta({ example: '5e'.repeat(32) }),
            positionSeconds: mediaSeconds,
            durationSeconds: mediaSeconds.min(1),
            /** From and to, in seconds. */
            ranges: z
              .array(z.array(mediaSeconds).length(2))
              .max(60)
              .meta({ example: [[0, 30]] }),
          })
          .optional(),
      }),
      output: lessonStay,
      who: ['student'],
      rate: { times: 120, perMs: 60_000 },
      refusals: ['not_yet'],
      tells: ['progress:noted', 'progress:updated'],
      commitsWith: ({ cohortId }) => cohortId,
    }),
    'progress:set-for': command({
      summary: 'Complete a lesson for a student, or take its completion back, whatever the lesson asks for.',
      http: ['PUT', '/api/cohorts/:cohortId/progress/:studentId/lessons/:lessonId'],
      input: z.strictObject({ cohortId: id, studentId: id, lessonId: id, completed: z.boolean() }),
      output: progressUpdated,
      who: staff,
      rate: { times: 120, perMs: 60_000 },
      tells: ['progress:updated'],
    }),
  },
  views: {
    'progress:outline': view({
      summary: 'A cohort: its course as an outline, with what you have completed.',
      http: '/api/cohorts/:cohortId',
      input: z.strictObject({ cohortId: id }),
      data: cohortOutline,
      who: ['student', 'instructor', 'organisationAdmin'],
      follows: [
        'progress:updated',
        'progress:noted',
        'enrolment:changed',
        'course:published',
        'cohort:changed',
        'plan:changed',
      ],
      caching: 'metadata',
    }),
    'progress:cohort': view({
      summary: 'Students by lessons, for staff.',
      http: '/api/cohorts/:cohortId/progress',
      input: z.strictObject({ cohortId: id }),
      data: cohortProgress,
      who: staff,
      follows: [
        'progress:updated',
        'enrolment:changed',
        'course:published',
        'cohort:changed',
        'plan:changed',
      ],
    }),
    'progress:student': view({
      summary: 'One student, lesson by lesson: why the number is what it is.',
      http: '/api/cohorts/:cohortId/progress/:studentId',
      input: z.strictObject({ cohortId: id, studentId: id }),
      data: studentProgress,
      who: ['self', 'instructor', 'organisationAdmin'],
      follows: [
        'progress:updated',
        'progress:noted',
        'enrolment:changed',
        'course:published',
        'cohort:changed',
        'plan:changed',
        'identity:profile-changed',
      ],
    }),
    'progress:lesson': view({
      summary: 'What you did in a lesson so far: where to go on, and what is lacking to complete it.',
      http: '/api/cohorts/:cohortId/lessons/:lessonId/stay',
      input: z.strictObject({ cohortId: id, lessonId: id }),
      data: lessonStay,
      who: ['student'],
      follows: ['progress:noted', 'course:published'],
    }),
    'progress:timeline': view({
      summary: 'What one student did, the newest first, a page at a time.',
      http: '/api/cohorts/:cohortId/progress/:studentId/timeline',
      input: z.strictObject({
        cohortId: id,
        studentId: id,
        /** Goes on behind what the page before ended with. */
        before: z.string().max(120).optional(),
      }),
      data: z.object({
        entries: z.array(timelineEntry),
        /** null: there is no more. */
        before: z.string().nullable(),
      }),
      who: ['self', ...staff],
      follows: [
        'progress:updated',
        'progress:noted',
        'enrolment:changed',
        'course:published',
        'cohort:changed',
      ],
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
    'progress:noted': event({
      summary: 'A student spent time in a lesson; for the student, and for who follows their place.',
      kind: 'state',
      delivery: 'ambient',
      data: lessonStay,
      key: (data) => `${data.cohortId}/${data.studentId}/${data.lessonId}`,
      on: [identity.topics.person, cohorts.topics.enrolment],
    }),
  },
});
