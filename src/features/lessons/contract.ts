import { z } from 'zod';
import { contract, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';

const neighbour = z.object({ id, title: z.string() }).nullable();

export const lessonPage = z
  .object({
    id,
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    kind: z.enum(['text']),
    minutes: z.number().int(),
    /** BCP 47, of the text. */
    language: z.string(),
    module: z.string(),
    /** 1-based place among all lessons of the course, and how many there are. */
    place: z.number().int(),
    of: z.number().int(),
    version: z.number().int(),
    /** `material:<hash>/<name>` and `lesson:<key>#anchor` links are resolved by the page. */
    markdown: z.string(),
    /** Lesson keys that the text links to, with their ids. */
    links: z.record(z.string(), id),
    previous: neighbour,
    next: neighbour,
  })
  .meta({ id: 'LessonPage' });
export type LessonPage = z.output<typeof lessonPage>;

export const courseOverview = z
  .object({
    title: z.string(),
    summary: z.string(),
    language: z.string(),
    version: z.number().int(),
    /** What the course says about itself, as the text of a lesson; often empty. */
    markdown: z.string(),
    modules: z.array(
      z.object({ key: z.string(), title: z.string(), summary: z.string(), markdown: z.string() }),
    ),
    links: z.record(z.string(), id),
  })
  .meta({ id: 'CourseOverview' });
export type CourseOverview = z.output<typeof courseOverview>;

/** What is learned: the text of lessons, their pictures and downloads. */
export const lessons = contract('lessons', {
  views: {
    'lessons:lesson': view({
      summary: 'One lesson of the version that the cohort learns.',
      http: '/api/cohorts/:cohortId/lessons/:lessonId',
      input: z.strictObject({ cohortId: id, lessonId: id }),
      data: lessonPage,
      who: ['student', 'instructor', 'organisationAdmin'],
      follows: ['course:published'],
    }),
    'lessons:overview': view({
      summary: 'What the course and its modules say about themselves; `course:overview` links lead here.',
      http: '/api/cohorts/:cohortId/overview',
      input: z.strictObject({ cohortId: id }),
      data: courseOverview,
      who: ['student', 'instructor', 'organisationAdmin'],
      follows: ['course:published'],
    }),
    'lessons:material': view({
      summary: 'A picture or download of the course, under the hash of its bytes.',
      http: '/api/cohorts/:cohortId/materials/:hash/:name',
      input: z.strictObject({
        cohortId: id,
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        name: z.string().max(255),
      }),
      data: 'bytes',
      who: ['student', 'instructor', 'organisationAdmin'],
      follows: [],
    }),
  },
});
