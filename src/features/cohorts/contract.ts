import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { account, identity, zone } from '#features/identity/contract.ts';

const organisation = topicKind('org/:organisationId', { who: ['organisationAdmin', 'platformAdmin'] });
const cohort = topicKind('cohort/:cohortId', { who: ['student', 'instructor', 'organisationAdmin'] });
const cohortStaff = topicKind('cohort/:cohortId/staff', { who: ['instructor', 'organisationAdmin'] });
/** One student in one cohort: what the student and the cohort's staff may both follow. */
const enrolment = topicKind('enrolment/:enrolmentId', { who: ['self', 'instructor', 'organisationAdmin'] });

export const cohortRole = z.enum(['student', 'instructor']);
export type CohortRole = z.output<typeof cohortRole>;

const day = z.iso.date();

export const enrolmentLine = z
  .object({
    enrolmentId: id,
    userId: id,
    name: z.string(),
    email: z.string(),
    role: cohortRole,
    state: z.enum(['active', 'removed']),
    since: z.iso.datetime(),
  })
  .meta({ id: 'EnrolmentLine' });
export type EnrolmentLine = z.output<typeof enrolmentLine>;

export const cohortLine = z
  .object({
    id,
    title: z.string(),
    /** `organisationAdmin` where the person administers the organisation and is not enrolled. */
    role: z.enum(['student', 'instructor', 'organisationAdmin']),
    courseTitle: z.string(),
    zone: z.string(),
    startsOn: day,
    endsOn: day,
  })
  .meta({ id: 'CohortLine' });
export type CohortLine = z.output<typeof cohortLine>;

/** Organisations, courses with their versions, cohorts, and who belongs to them. */
export const cohorts = contract('cohorts', {
  topics: { organisation, cohort, cohortStaff, enrolment },
  commands: {
    'cohorts:enrol': command({
      summary: 'Bring a person into a cohort, back into it, or into another role.',
      http: ['PUT', '/api/cohorts/:cohortId/enrolments/:userId'],
      input: z.strictObject({ cohortId: id, userId: id, role: cohortRole.default('student') }),
      output: enrolmentLine,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 300, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['enrolment:changed'],
    }),
    'cohorts:remove': command({
      summary: 'Take a person out of a cohort; what was learned there is kept.',
      http: ['DELETE', '/api/cohorts/:cohortId/enrolments/:userId'],
      input: z.strictObject({ cohortId: id, userId: id }),
      output: enrolmentLine,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 300, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['enrolment:changed'],
    }),
    'cohorts:create': command({
      summary: 'Open a cohort of a course.',
      http: ['POST', '/api/organisations/:organisationId/cohorts'],
      input: z
        .strictObject({
          organisationId: id,
          courseId: id,
          title: z.string().trim().min(1).max(160),
          zone,
          startsOn: day,
          endsOn: day,
        })
        .refine((input) => input.startsOn <= input.endsOn, {
          path: ['endsOn'],
          message: 'is before the first day',
        }),
      output: cohortLine,
      who: ['organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['cohort:created'],
    }),
  },
  views: {
    'cohorts:me': view({
      summary: 'You, and the cohorts that are yours.',
      http: '/api/me',
      input: z.strictObject({}),
      data: z.object({
        user: account,
        cohorts: z.array(cohortLine),
        organisations: z.array(z.object({ id, title: z.string() })),
        /** True while this Stoa shows its demo class. */
        demo: z.boolean(),
      }),
      who: ['person'],
      follows: ['enrolment:changed', 'identity:profile-changed', 'cohort:created'],
    }),
    'cohorts:enrolments': view({
      summary: 'Who belongs to a cohort.',
      http: '/api/cohorts/:cohortId/enrolments',
      input: z.strictObject({ cohortId: id }),
      data: z.object({ cohort: z.object({ id, title: z.string() }), enrolments: z.array(enrolmentLine) }),
      who: ['instructor', 'organisationAdmin'],
      follows: ['enrolment:changed'],
    }),
    'cohorts:find-person': view({
      summary: 'The person behind an exact e-mail address, to enrol them.',
      http: '/api/cohorts/:cohortId/people',
      input: z.strictObject({ cohortId: id, email: z.string().trim().max(254) }),
      data: z.object({ person: z.object({ id, name: z.string() }).nullable() }),
      who: ['instructor', 'organisationAdmin'],
      follows: [],
    }),
    'cohorts:organisation': view({
      summary: 'An organisation: its courses and cohorts.',
      http: '/api/organisations/:organisationId',
      input: z.strictObject({ organisationId: id }),
      data: z.object({
        id,
        title: z.string(),
        courses: z.array(
          z.object({ id, title: z.string(), version: z.number().int(), lessons: z.number().int() }),
        ),
        cohorts: z.array(cohortLine.omit({ role: true }).extend({ students: z.number().int() })),
      }),
      who: ['organisationAdmin', 'platformAdmin'],
      follows: ['cohort:created', 'enrolment:changed', 'course:published'],
    }),
  },
  events: {
    'enrolment:changed': event({
      summary: 'A person came into a cohort, left it, or has another role there.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ cohortId: id, enrolment: enrolmentLine }),
      on: [identity.topics.person, cohortStaff],
    }),
    'cohort:created': event({
      summary: 'An organisation has a new cohort.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ cohortId: id, title: z.string() }),
      on: [organisation],
    }),
    'course:published': event({
      summary:
        'The course that a cohort learns has a new version; its outline and lessons are to be fetched again.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ courseId: id, title: z.string(), version: z.number().int() }),
      key: (data) => data.courseId,
      on: [cohort, organisation],
    }),
  },
});
