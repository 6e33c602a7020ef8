import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import {
  account,
  auditLine,
  email,
  identity,
  language,
  personName,
  zone,
} from '#features/identity/contract.ts';

const organisation = topicKind('org/:organisationId', { who: ['organisationAdmin', 'platformAdmin'] });
const cohort = topicKind('cohort/:cohortId', { who: ['student', 'instructor', 'organisationAdmin'] });
const cohortStaff = topicKind('cohort/:cohortId/staff', { who: ['instructor', 'organisationAdmin'] });
/** One student in one cohort: what the student and the cohort's staff may both follow. */
const enrolment = topicKind('enrolment/:enrolmentId', { who: ['self', 'instructor', 'organisationAdmin'] });

/** What completes a lesson, beside an instructor. `button`: the student says so. */
export const completionRule = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('button') }),
    /** Looked at for so long in all; the button works as well once the time is over. */
    z.strictObject({ by: z.literal('dwell'), minutes: z.number().int().min(1).max(600) }),
    /** So much of the video or audio was played, whatever was skipped not counted. */
    z.strictObject({ by: z.literal('video'), percent: z.number().int().min(1).max(100) }),
    /** The quiz that stands in the lesson was passed. */
    z.strictObject({ by: z.literal('quiz') }),
  ])
  .meta({ id: 'CompletionRule' });
export type CompletionRule = z.output<typeof completionRule>;

export const cohortRole = z.enum(['student', 'instructor']);
export type CohortRole = z.output<typeof cohortRole>;

export const enrolmentState = z.enum(['invited', 'waiting', 'active', 'paused', 'finished', 'removed']);
export type EnrolmentState = z.output<typeof enrolmentState>;

/** Whether somebody belongs to the cohort: may look at all of it, and only while active change anything. */
export function belongs(state: EnrolmentState): boolean {
  return state === 'active' || state === 'paused' || state === 'finished';
}

const day = z.iso.date();
const title = z.string().trim().min(1).max(160);
const capacity = z.number().int().min(1).max(100_000);
/** How many people one command changes at most. */
export const mostPeopleAtOnce = 200;
const userIds = z.array(id).min(1).max(mostPeopleAtOnce);

export const enrolmentLine = z
  .object({
    enrolmentId: id,
    userId: id,
    name: z.string(),
    email: z.string(),
    role: cohortRole,
    state: enrolmentState,
    since: z.iso.datetime(),
    /** Who waits comes in by these numbers, the lowest first. */
    ticket: z.number().int().nullable(),
    /** The last day, in the cohort's zone. */
    expiresOn: day.nullable(),
    /** The cohort to which this place was moved. */
    movedTo: id.nullable(),
  })
  .meta({ id: 'EnrolmentLine' });
export type EnrolmentLine = z.output<typeof enrolmentLine>;

export const cohortLine = z
  .object({
    id,
    organisationId: id,
    title: z.string(),
    /** `organisationAdmin` where the person administers the organisation and is not enrolled. */
    role: z.enum(['student', 'instructor', 'organisationAdmin']),
    /** Paused and finished: everything is there to look at, nothing can be changed. */
    state: z.enum(['active', 'paused', 'finished']),
    courseTitle: z.string(),
    zone: z.string(),
    startsOn: day,
    endsOn: day,
    archived: z.boolean(),
  })
  .meta({ id: 'CohortLine' });
export type CohortLine = z.output<typeof cohortLine>;

/** A cohort to which somebody was invited, or for which they wait. */
export const pendingPlace = cohortLine
  .omit({ organisationId: true, role: true, state: true, archived: true })
  .extend({
    role: cohortRole,
    state: z.enum(['invited', 'waiting']),
    /** How many come before, counting from 1; null for an invitation. */
    waitingPlace: z.number().int().nullable(),
  })
  .meta({ id: 'PendingPlace' });
export type PendingPlace = z.output<typeof pendingPlace>;

/** What can be changed about a cohort itself. */
export const cohortFacts = z
  .object({
    cohortId: id,
    title: z.string(),
    zone: z.string(),
    startsOn: day,
    endsOn: day,
    /** How many students it takes; null: as many as come. */
    capacity: z.number().int().nullable(),
    archived: z.boolean(),
  })
  .meta({ id: 'CohortFacts' });
export type CohortFacts = z.output<typeof cohortFacts>;

const endsAfterItStarts = {
  path: ['endsOn'],
  message: 'is before the first day',
};

/** A day counted from the cohort's first, which is 0, and minutes since midnight on the clocks of its zone. */
export const planMoment = z
  .strictObject({ day: z.number().int().min(-400).max(2_000), minute: z.number().int().min(0).max(1_439) })
  .meta({ id: 'PlanMoment' });
export type PlanMoment = z.output<typeof planMoment>;

const planTimes = { opens: planMoment.nullable(), due: planMoment.nullable() };

/** What is planned for a module, or for one lesson in place of what its module says. */
export const planRule = z.union([
  z.strictObject({ moduleKey: z.string().min(1).max(120), ...planTimes }),
  z.strictObject({ lessonId: id, ...planTimes }),
]);
export type PlanRule = z.output<typeof planRule>;

export const cohortPlan = z
  .object({
    cohort: cohortFacts,
    modules: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        opens: planMoment.nullable(),
        due: planMoment.nullable(),
        lessons: z.array(
          z.object({
            id,
            title: z.string(),
            minutes: z.number().int(),
            /** Its own word; null where it follows its module. */
            opens: planMoment.nullable(),
            due: planMoment.nullable(),
            /** Lessons to be completed first. */
            after: z.array(id),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CohortPlan' });
export type CohortPlan = z.output<typeof cohortPlan>;

export const invitationRole = z.enum(['student', 'instructor', 'organisationAdmin']);

/** A way into a cohort, or into the administration of an organisation, as its staff see it. */
export const invitationLine = z
  .object({
    id,
    kind: z.enum(['link', 'code', 'email']),
    role: invitationRole,
    /** Eight characters, for whoever reads them from a wall; a link is seen once, when it is made. */
    code: z.string().nullable(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    uses: z.number().int(),
    usesLimit: z.number().int().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    /** When it was last mailed. */
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'InvitationLine' });
export type InvitationLine = z.output<typeof invitationLine>;

/** What becomes, or would become, of each line of a list of addresses. */
export const inviteOutcome = z.enum([
  'ready',
  'would-wait',
  'already-member',
  'already-invited',
  'duplicate',
  'bad-address',
]);
export type InviteOutcome = z.output<typeof inviteOutcome>;

export const invitedRow = z
  .object({
    /** The line as it was given, cut to its first 120 characters. */
    given: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    outcome: inviteOutcome,
  })
  .meta({ id: 'InvitedRow' });
export type InvitedRow = z.output<typeof invitedRow>;

/** Where somebody who came by an invitation stands now. */
const joined = z.object({
  /** null: in the administration of the organisation. */
  cohortId: id.nullable(),
  organisationId: id,
  state: z.enum(['active', 'waiting', 'paused', 'finished']),
});

const personChange = z.enum(['pause', 'resume', 'finish', 'remove']);
export type PersonChange = z.output<typeof personChange>;

export const changedPerson = z
  .object({
    userId: id,
    /** `unchanged`: it stood like that already; `refused`: not from where this person stands. */
    outcome: z.enum(['done', 'unchanged', 'refused']),
    enrolment: enrolmentLine.nullable(),
  })
  .meta({ id: 'ChangedPerson' });
export type ChangedPerson = z.output<typeof changedPerson>;

export const organisationAdmin = z.object({ userId: id, name: z.string(), email: z.string() });

const token = z.string().trim().min(8).max(64);

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
          title,
          zone,
          startsOn: day,
          endsOn: day,
          capacity: capacity.nullable().default(null),
        })
        .refine((input) => input.startsOn <= input.endsOn, endsAfterItStarts),
      output: cohortLine,
      who: ['organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['cohort:created'],
    }),
    'cohorts:edit': command({
      summary:
        'Change the title, zone, days or capacity of a cohort; who waits moves up where there is room.',
      http: ['PATCH', '/api/cohorts/:cohortId'],
      input: z.strictObject({
        cohortId: id,
        title: title.optional(),
        zone: zone.optional(),
        startsOn: day.optional(),
        endsOn: day.optional(),
        capacity: capacity.nullable().optional(),
      }),
      output: cohortFacts,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['cohort:changed', 'enrolment:changed', 'waiting:moved'],
    }),
    'cohorts:archive': command({
      summary: 'Put a cohort away: it stays to be looked at, and nobody acts there; or take it back out.',
      http: ['PUT', '/api/cohorts/:cohortId/archive'],
      input: z.strictObject({ cohortId: id, archived: z.boolean() }),
      output: cohortFacts,
      who: ['organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['cohort:changed'],
    }),
    'cohorts:clone': command({
      summary:
        'Open a cohort like another one: its course, plan, length, capacity and zone, without its people.',
      http: ['POST', '/api/cohorts/:cohortId/clone'],
      input: z.strictObject({ cohortId: id, title, startsOn: day }),
      output: cohortLine,
      who: ['organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['cohort:created'],
    }),
    'cohorts:move': command({
      summary:
        'Move a cohort by so many days: its first and last day, its plan, and the last days of places.',
      http: ['POST', '/api/cohorts/:cohortId/move'],
      input: z.strictObject({
        cohortId: id,
        /** Where the reader saw it begin: moved meanwhile by somebody else, it is not moved again. */
        startsOn: day,
        days: z
          .number()
          .int()
          .min(-3_650)
          .max(3_650)
          .refine((days) => days !== 0, 'is no move'),
      }),
      output: cohortFacts,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['cohort:changed', 'plan:changed', 'enrolment:changed'],
    }),
    'cohorts:set-plan': command({
      summary: 'Say when lessons and modules open and are due; what is not named stays.',
      http: ['PATCH', '/api/cohorts/:cohortId/plan'],
      input: z.strictObject({ cohortId: id, rules: z.array(planRule).min(1).max(1_000) }),
      output: cohortPlan,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['plan:changed'],
    }),
    'cohorts:change-people': command({
      summary: 'Pause, resume, finish or remove many people at once; each is judged alone.',
      http: ['POST', '/api/cohorts/:cohortId/people'],
      input: z.strictObject({ cohortId: id, userIds, change: personChange }),
      output: z.object({ people: z.array(changedPerson) }),
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['enrolment:changed', 'waiting:moved'],
    }),
    'cohorts:set-expiry': command({
      summary: 'Say on which day places end, or that they do not.',
      http: ['PUT', '/api/cohorts/:cohortId/expiry'],
      input: z.strictObject({ cohortId: id, userIds, expiresOn: day.nullable() }),
      output: z.object({ people: z.array(changedPerson) }),
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['enrolment:changed'],
    }),
    'cohorts:transfer': command({
      summary: 'Move students to another cohort of the organisation; what they did goes with them.',
      http: ['POST', '/api/cohorts/:cohortId/transfers'],
      input: z.strictObject({ cohortId: id, userIds, toCohortId: id }),
      output: z.object({ people: z.array(changedPerson) }),
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['enrolment:transferred', 'enrolment:changed', 'waiting:moved'],
    }),
    'cohorts:open-invitation': command({
      summary: 'Make a link or a code by which students come in; the link is shown this once.',
      http: ['POST', '/api/cohorts/:cohortId/invitations'],
      input: z.strictObject({
        cohortId: id,
        kind: z.enum(['link', 'code']),
        usesLimit: z.number().int().min(1).max(100_000).nullable().default(null),
        days: z.number().int().min(1).max(365).default(30),
      }),
      output: z.object({ invitation: invitationLine, url: z.string() }),
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 30, perMs: 60_000 },
      tells: ['invitation:changed'],
      // An answer that is kept for a repetition would keep the link, too.
      doors: 'http',
    }),
    'cohorts:invite': command({
      summary: 'Invite people by e-mail, each by a link of their own; or see what would become of each line.',
      http: ['POST', '/api/cohorts/:cohortId/invitations/mail'],
      input: z.strictObject({
        cohortId: id,
        role: cohortRole.default('student'),
        lines: z.array(z.string().max(400)).min(1).max(500),
        /** Says what would happen and does nothing. */
        dryRun: z.boolean().default(false),
      }),
      output: z.object({ rows: z.array(invitedRow), sent: z.number().int() }),
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 30, perMs: 60_000 },
      tells: ['invitation:changed', 'enrolment:changed'],
    }),
    'cohorts:resend-invitation': command({
      summary: 'Mail a personal invitation once more, with a new link.',
      http: ['POST', '/api/cohorts/:cohortId/invitations/:invitationId/sending'],
      input: z.strictObject({ cohortId: id, invitationId: id }),
      output: invitationLine,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict', 'too_many'],
      tells: ['invitation:changed'],
    }),
    'cohorts:revoke-invitation': command({
      summary: 'End an invitation; who came by it stays.',
      http: ['DELETE', '/api/cohorts/:cohortId/invitations/:invitationId'],
      input: z.strictObject({ cohortId: id, invitationId: id }),
      output: invitationLine,
      who: ['instructor', 'organisationAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['invitation:changed', 'enrolment:changed'],
    }),
    'cohorts:invite-admin': command({
      summary: 'Invite somebody by e-mail to administer the organisation.',
      http: ['POST', '/api/organisations/:organisationId/invitations'],
      input: z.strictObject({ organisationId: id, email }),
      output: invitationLine,
      who: ['organisationAdmin', 'platformAdmin'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['invitation:changed'],
    }),
    'cohorts:revoke-admin-invitation': command({
      summary: 'End an invitation to administer the organisation.',
      http: ['DELETE', '/api/organisations/:organisationId/invitations/:invitationId'],
      input: z.strictObject({ organisationId: id, invitationId: id }),
      output: invitationLine,
      who: ['organisationAdmin', 'platformAdmin'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['invitation:changed'],
    }),
    'cohorts:dismiss-admin': command({
      summary: 'End somebody’s administration of the organisation; it keeps at least one administrator.',
      http: ['DELETE', '/api/organisations/:organisationId/admins/:userId'],
      input: z.strictObject({ organisationId: id, userId: id }),
      output: z.object({ dismissed: z.boolean() }),
      who: ['organisationAdmin', 'platformAdmin'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['organisation:admin-changed'],
    }),
    'cohorts:join': command({
      summary: 'Come in by an invitation, as whoever is signed in.',
      http: ['POST', '/api/invitations/:token/acceptance'],
      input: z.strictObject({ token }),
      output: joined,
      who: ['person'],
      rate: { times: 120, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['enrolment:changed', 'invitation:changed', 'organisation:admin-changed'],
    }),
    'cohorts:join-by-mail': command({
      summary: 'Ask for a link to come in by; whoever owns the address gets it by e-mail.',
      http: ['POST', '/api/invitations/:token/mail'],
      input: z.strictObject({ token, email, name: personName, zone, language }),
      output: z.object({ sent: z.literal(true) }),
      who: ['anyone'],
      rate: { times: 60, perMs: 60_000 },
      tells: [],
      doors: 'http',
    }),
    'cohorts:join-here': command({
      summary: 'Come in by a link that was mailed: opens the account where there is none, and signs in.',
      http: ['POST', '/api/invitations/:token/arrival'],
      input: z.strictObject({ token, name: personName.optional(), zone, language }),
      output: joined,
      who: ['anyone'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: [
        'enrolment:changed',
        'invitation:changed',
        'organisation:admin-changed',
        'identity:session-started',
      ],
      doors: 'http',
    }),
    'cohorts:answer': command({
      summary: 'Take up or decline an invitation of yours, or leave a waiting list.',
      http: ['POST', '/api/me/places/:cohortId'],
      input: z.strictObject({ cohortId: id, coming: z.boolean() }),
      output: z.object({ state: enrolmentState }),
      who: ['person'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['enrolment:changed', 'invitation:changed', 'waiting:moved'],
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
        /** Invitations and waiting lists of yours. */
        pending: z.array(pendingPlace),
        organisations: z.array(z.object({ id, title: z.string() })),
        /** True while this Stoa shows its demo class. */
        demo: z.boolean(),
        /** True for whoever has no account and came in at the door of a live session. */
        guest: z.boolean(),
      }),
      who: ['person', 'guest'],
      caching: 'enrolment',
      follows: [
        'enrolment:changed',
        'identity:profile-changed',
        'cohort:created',
        'cohort:changed',
        'waiting:moved',
        'organisation:admin-changed',
      ],
    }),
    'cohorts:enrolments': view({
      summary: 'Who belongs to a cohort.',
      http: '/api/cohorts/:cohortId/enrolments',
      input: z.strictObject({ cohortId: id }),
      data: z.object({
        cohort: z.object({
          id,
          organisationId: id,
          ...cohortFacts.omit({ cohortId: true }).shape,
        }),
        enrolments: z.array(enrolmentLine),
      }),
      who: ['instructor', 'organisationAdmin'],
      caching: 'enrolment',
      follows: ['enrolment:changed', 'cohort:changed'],
    }),
    'cohorts:roster': view({
      summary: 'Who belongs to a cohort, as a CSV file.',
      http: '/api/cohorts/:cohortId/roster.csv',
      input: z.strictObject({ cohortId: id }),
      data: 'bytes',
      who: ['instructor', 'organisationAdmin'],
      follows: [],
    }),
    'cohorts:invitations': view({
      summary: 'The invitations into a cohort, the newest first.',
      http: '/api/cohorts/:cohortId/invitations',
      input: z.strictObject({ cohortId: id }),
      data: z.object({ cohortId: id, invitations: z.array(invitationLine) }),
      who: ['instructor', 'organisationAdmin'],
      follows: ['invitation:changed'],
    }),
    'cohorts:invitation': view({
      summary: 'What an invitation leads to, for whoever has it; never who is there.',
      http: '/api/invitations/:token',
      input: z.strictObject({ token }),
      data: z.object({
        kind: z.enum(['link', 'code', 'email', 'mailed']),
        /** `waiting`: whoever comes now waits for a place; `over`: revoked, expired or used up. */
        state: z.enum(['open', 'waiting', 'over']),
        role: invitationRole,
        academy: z.string(),
        course: z.string().nullable(),
        cohort: z.object({ title: z.string(), zone: z.string(), startsOn: day, endsOn: day }).nullable(),
        /** Whom a personal invitation is for. */
        email: z.string().nullable(),
      }),
      who: ['anyone'],
      follows: [],
    }),
    'cohorts:plan': view({
      summary: 'When the lessons of a cohort open and are due.',
      http: '/api/cohorts/:cohortId/plan',
      input: z.strictObject({ cohortId: id }),
      data: cohortPlan,
      who: ['instructor', 'organisationAdmin'],
      follows: ['plan:changed', 'cohort:changed', 'course:published'],
    }),
    'cohorts:move-preview': view({
      summary: 'Every date of a cohort as it is, and as it would be so many days later.',
      http: '/api/cohorts/:cohortId/move',
      input: z.strictObject({ cohortId: id, days: z.coerce.number().int().min(-3_650).max(3_650) }),
      data: z.object({
        cohort: cohortFacts,
        startsOn: day,
        endsOn: day,
        lessons: z.array(
          z.object({
            id,
            title: z.string(),
            what: z.enum(['opens', 'due']),
            before: z.iso.datetime(),
            after: z.iso.datetime(),
          }),
        ),
        places: z.array(z.object({ userId: id, name: z.string(), before: day, after: day })),
      }),
      who: ['instructor', 'organisationAdmin'],
      follows: ['plan:changed', 'cohort:changed', 'enrolment:changed', 'course:published'],
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
      summary: 'An organisation: its courses, cohorts, administrators and their invitations.',
      http: '/api/organisations/:organisationId',
      input: z.strictObject({ organisationId: id }),
      data: z.object({
        id,
        title: z.string(),
        courses: z.array(
          z.object({ id, title: z.string(), version: z.number().int(), lessons: z.number().int() }),
        ),
        cohorts: z.array(
          cohortLine.omit({ organisationId: true, role: true, state: true }).extend({
            students: z.number().int(),
            waiting: z.number().int(),
            capacity: z.number().int().nullable(),
          }),
        ),
        admins: z.array(organisationAdmin),
        invitations: z.array(invitationLine),
      }),
      who: ['organisationAdmin', 'platformAdmin'],
      follows: [
        'cohort:created',
        'cohort:changed',
        'enrolment:changed',
        'course:published',
        'invitation:changed',
        'organisation:admin-changed',
      ],
    }),
    'cohorts:organisation-people': view({
      summary: 'The people of an organisation with what they are where, a page at a time.',
      http: '/api/organisations/:organisationId/people',
      input: z.strictObject({
        organisationId: id,
        /** Part of a name or address. */
        find: z.string().trim().max(120).optional(),
        /** Goes on behind this person. */
        after: id.optional(),
      }),
      data: z.object({
        people: z.array(
          z.object({
            userId: id,
            name: z.string(),
            email: z.string(),
            admin: z.boolean(),
            places: z.array(
              z.object({ cohortId: id, title: z.string(), role: cohortRole, state: enrolmentState }),
            ),
          }),
        ),
        /** Whether there are more behind the last one. */
        more: z.boolean(),
      }),
      who: ['organisationAdmin', 'platformAdmin'],
      follows: ['enrolment:changed', 'organisation:admin-changed', 'cohort:changed'],
    }),
    'cohorts:audit': view({
      summary: 'What administrators and staff did in an organisation, the newest first.',
      http: '/api/organisations/:organisationId/audit',
      input: z.strictObject({
        organisationId: id,
        /** Entries up to this moment: what was shown once stays as it is. */
        until: z.iso.datetime(),
        /** The beginning of an act's name, `cohorts:`. */
        act: z.string().trim().max(60).optional(),
        /** Whom or what it was about. */
        about: id.optional(),
        kind: z.enum(['person', 'cohort', 'invitation']).optional(),
        /** Goes on behind this entry. */
        before: id.optional(),
      }),
      data: z.object({ entries: z.array(auditLine), more: z.boolean() }),
      who: ['organisationAdmin', 'platformAdmin'],
      follows: [],
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
    'enrolment:opened': event({
      summary: 'Somebody else brought a person into a cohort, or back into it. No browser hears it.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({
        enrolmentId: id,
        cohortId: id,
        userId: id,
        role: cohortRole,
        since: z.iso.datetime(),
        /** Who did; null: it was their turn, of those who waited. */
        by: id.nullable(),
        /** Whether a mail says so already. */
        mailed: z.boolean(),
      }),
      on: [],
    }),
    'enrolment:transferred': event({
      summary: 'A student’s place went over to another cohort of the organisation.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({
        userId: id,
        fromCohortId: id,
        fromEnrolmentId: id,
        toCohortId: id,
        toEnrolmentId: id,
      }),
      on: [identity.topics.person, cohortStaff],
    }),
    'waiting:moved': event({
      summary: 'Your place on a waiting list is another.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ cohortId: id, waitingPlace: z.number().int() }),
      key: (data) => data.cohortId,
      on: [identity.topics.person],
    }),
    'cohort:created': event({
      summary: 'An organisation has a new cohort.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({
        cohortId: id,
        title: z.string(),
        /** The cohort that it was made like. */
        clonedFrom: id.nullable(),
      }),
      on: [organisation],
    }),
    'cohort:changed': event({
      summary: 'A cohort’s title, zone, days or capacity is now this, or it was put away or taken out.',
      kind: 'state',
      delivery: 'ambient',
      data: cohortFacts,
      key: (data) => data.cohortId,
      on: [cohort, cohortStaff, organisation, identity.topics.person],
    }),
    'plan:changed': event({
      summary: 'Lessons of the cohort open or are due at other times.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ cohortId: id }),
      key: (data) => data.cohortId,
      on: [cohort, cohortStaff],
    }),
    'invitation:changed': event({
      summary: 'There is a new invitation, or one was used, sent or revoked.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ cohortId: id.nullable(), organisationId: id, invitation: invitationLine }),
      key: (data) => data.invitation.id,
      on: [cohortStaff, organisation],
    }),
    'organisation:admin-changed': event({
      summary: 'Somebody administers the organisation from now on, or no longer.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ organisationId: id, admin: organisationAdmin, isAdmin: z.boolean() }),
      on: [organisation, identity.topics.person],
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
