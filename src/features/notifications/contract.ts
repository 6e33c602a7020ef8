import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();

/** How much of everything there may be. */
export const notificationLimits = {
  /** How many a page holds, the bell's as well. */
  page: 20,
  /** How many are named at once by `notifications:read`, as input and in the event. */
  readAtOnce: 200,
  /** So long it is kept, read or not. */
  keptDays: 90,
  doNotDisturbDays: 31,
  /** How many a page of what was sent holds. */
  sentPage: 50,
  mutedCohorts: 200,
} as const;

/** Whether, and when, a mail says it as well: at once (not in quiet hours), or with others at the digest's hour. */
export const mailChannel = z.enum(['none', 'now', 'digest']);
export type MailChannel = z.output<typeof mailChannel>;

/**
 * What somebody can be told, in the order in which settings list it, each with the channels that it has for whoever
 * chose nothing. A new kind of news is one more line here, and a rule in `server/rules.ts`.
 */
export const notificationTypes = {
  'session-soon': { inApp: true, mail: 'now' },
  'session-started': { inApp: true, mail: 'none' },
  'session-moved': { inApp: true, mail: 'now' },
  'session-cancelled': { inApp: true, mail: 'now' },
  'deadline-near': { inApp: true, mail: 'now' },
  'quiz-graded': { inApp: true, mail: 'digest' },
  'quiz-regraded': { inApp: true, mail: 'digest' },
  'question-answered': { inApp: true, mail: 'digest' },
  mention: { inApp: true, mail: 'now' },
  reply: { inApp: true, mail: 'digest' },
  enrolled: { inApp: true, mail: 'now' },
  'help-offered': { inApp: true, mail: 'now' },
  'help-answered': { inApp: true, mail: 'digest' },
  /** Urgent ones are in the bell, whatever somebody chose. */
  announcement: { inApp: true, mail: 'now' },
} as const satisfies Record<string, { inApp: boolean; mail: MailChannel }>;

export type NotificationType = keyof typeof notificationTypes;
export const notificationTypeNames = Object.keys(notificationTypes) as NotificationType[];
export const notificationType = z.enum(notificationTypeNames as [NotificationType, ...NotificationType[]]);

/** What it is about, and so where it leads: see `pathOf`. */
export const notificationSubject = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('session'), sessionId: id, startsAt: moment }),
    z.object({ kind: z.literal('lesson'), lessonId: id, dueAt: moment }),
    z.object({ kind: z.literal('attempt'), quizId: id, attemptId: id }),
    z.object({ kind: z.literal('quiz'), quizId: id, closesAt: moment }),
    z.object({ kind: z.literal('question'), sessionId: id, questionId: id }),
    z.object({
      kind: z.literal('message'),
      channelId: id,
      /** The newest of those that were gathered. */
      messageId: id,
      /** The message that it replies to; null: it stands in the channel itself. */
      threadId: id.nullable(),
      /** Whether the channel is a session's, whose id is the channel's then. */
      inSession: z.boolean(),
    }),
    z.object({ kind: z.literal('cohort') }),
    z.object({ kind: z.literal('announcement'), announcementId: id }),
    z.object({ kind: z.literal('help'), helpOfferId: id }),
    z.object({ kind: z.literal('help-answer'), helpOfferId: id, studentId: id }),
  ])
  .meta({ id: 'NotificationSubject' });
export type NotificationSubject = z.output<typeof notificationSubject>;

/**
 * One line of the bell. It says how things were called when it was told, and no word that somebody wrote, but for what
 * an announcement is called.
 */
export const notification = z
  .object({
    id,
    type: notificationType,
    /** What belongs together, as `notifications:read-group` takes it: see `groupOf`. */
    group: z.string().meta({ example: 'session/0190f5e0-…' }),
    cohort: z.object({ id, title: z.string() }),
    /** What the quiz, session or lesson is called; '' where the subject has no title (a message, a question, an offer). */
    title: z.string(),
    /** Who did it last; null: nobody in particular, or they were forgotten. */
    by: z.object({ id, name: z.string() }).nullable(),
    /** How many such things happened since this was last read: "5 replies". */
    count: z.number().int(),
    subject: notificationSubject,
    /** When the newest of them happened. */
    at: moment,
    readAt: moment.nullable(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.output<typeof notification>;

/** Of what subject a notification is, in one word: all news of one thing is read together. */
export function groupOf(subject: NotificationSubject, cohortId: string): string {
  switch (subject.kind) {
    case 'session':
      return `session/${subject.sessionId}`;
    case 'lesson':
      return `lesson/${subject.lessonId}`;
    case 'attempt':
    case 'quiz':
      return `quiz/${subject.quizId}`;
    case 'question':
      return `question/${subject.questionId}`;
    case 'message':
      return `thread/${subject.threadId ?? subject.messageId}`;
    case 'cohort':
      return `cohort/${cohortId}`;
    case 'announcement':
      return announcementGroup(subject.announcementId);
    case 'help':
      return helpGroup(subject.helpOfferId);
    case 'help-answer':
      return `help-answer/${subject.helpOfferId}`;
  }
}

/** All news of one announcement. */
export const announcementGroup = (announcementId: string): string => `announcement/${announcementId}`;

/** All that a student is told of one offer of help. */
export const helpGroup = (helpOfferId: string): string => `help/${helpOfferId}`;

/**
 * Where a notification leads, within this Stoa; the page brings what stands behind `#` into sight and marks it:
 * `#message-<id>`, `#question-<id>`, `#announcement-<id>`, `#help-<id>`. Mails lead to the same place.
 */
export function pathOf({ subject, cohort }: Pick<Notification, 'subject' | 'cohort'>): string {
  const inCohort = `/c/${cohort.id}`;
  switch (subject.kind) {
    case 'session':
      return `/live/${subject.sessionId}`;
    case 'lesson':
      return `${inCohort}/lessons/${subject.lessonId}`;
    case 'attempt':
      return `${inCohort}/quiz/${subject.quizId}/result/${subject.attemptId}`;
    case 'quiz':
      return `${inCohort}/quiz/${subject.quizId}`;
    case 'question':
      return `/live/${subject.sessionId}#question-${subject.questionId}`;
    case 'message': {
      const room = subject.inSession ? `/live/${subject.channelId}` : `${inCohort}/chat/${subject.channelId}`;
      return `${room}#message-${subject.messageId}`;
    }
    case 'cohort':
      return inCohort;
    case 'announcement':
      return `/announcements#announcement-${subject.announcementId}`;
    case 'help':
      return `${inCohort}#help-${subject.helpOfferId}`;
    case 'help-answer':
      return `/teach/${cohort.id}/students/${subject.studentId}#help-${subject.helpOfferId}`;
  }
}

/** What `before` of a page is that ends with this notification. */
export function placeOf({ at, id: own }: Pick<Notification, 'at' | 'id'>): string {
  return `${at}_${own}`;
}

/** Newest first: by `at`, then by id, both descending. */
export function isNewer(
  one: Pick<Notification, 'at' | 'id'>,
  other: Pick<Notification, 'at' | 'id'>,
): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}

const pageFields = {
  /** Newest first, at most 20; each of them once, at the place of the newest thing that is gathered in it. */
  notifications: z.array(notification),
  /** `placeOf` the last one, where there are older ones; null: there are none. */
  before: z.string().nullable(),
};

export const bell = z
  .object({
    /** Of all, not of this page alone. */
    unread: z.number().int(),
    ...pageFields,
  })
  .meta({ id: 'Bell' });
export type Bell = z.output<typeof bell>;

export const notificationPage = z.object(pageFields).meta({ id: 'NotificationPage' });
export type NotificationPage = z.output<typeof notificationPage>;

export const notificationTold = z
  .object({
    /**
     * As it stands now. One that is known by its id takes the place of that, and moves to the front with its `at`;
     * any other is new.
     */
    notification,
    unread: z.number().int(),
  })
  .meta({ id: 'NotificationTold' });
export type NotificationTold = z.output<typeof notificationTold>;

export const notificationsRead = z
  .object({
    /** The newest 200 of those that were unread until now, in no order. */
    ids: z.array(id),
    readAt: moment,
    /** Whether older ones than those named were read too: pages beyond the first are to be fetched again. */
    more: z.boolean(),
    unread: z.number().int(),
  })
  .meta({ id: 'NotificationsRead' });
export type NotificationsRead = z.output<typeof notificationsRead>;

/** A time on the clock's face of the person's own zone (the account's). */
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 18:00')
  .meta({ example: '18:00' });

/** From when until when no mail is sent, every day; over midnight where `to` is the earlier one. */
export const quietHours = z
  .strictObject({
    from: clockTime.meta({ example: '22:00' }),
    to: clockTime.meta({ example: '07:00' }),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'is the time at which they begin' })
  .meta({ id: 'QuietHours' });
export type QuietHours = z.output<typeof quietHours>;

/** When mails that can wait come, in one. */
export const digest = z
  .strictObject({
    cadence: z.enum(['daily', 'weekly']),
    at: clockTime,
    /** 1 is Monday, 7 is Sunday; kept, and of no effect, while it is daily. */
    weekday: z.number().int().min(1).max(7),
  })
  .meta({ id: 'Digest' });
export type Digest = z.output<typeof digest>;

export const notificationPreferences = z
  .object({
    /** Every type, in the order of `notificationTypes`. */
    types: z.array(z.object({ type: notificationType, inApp: z.boolean(), mail: mailChannel })),
    /** Nothing that happens in these is told, in whatever channel; in the order of their ids. */
    mutedCohortIds: z.array(id),
    /** Until then no mail is sent; what is due comes afterwards. Past moments mean nothing. */
    doNotDisturbUntil: moment.nullable(),
    quietHours: quietHours.nullable(),
    /** Whether a mail that a session has started comes in spite of quiet hours and of do-not-disturb. */
    startsAnyway: z.boolean(),
    digest,
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.output<typeof notificationPreferences>;

/** How it is for whoever chose nothing. */
export const defaultPreferences: NotificationPreferences = {
  types: notificationTypeNames.map((type) => ({ type, ...notificationTypes[type] })),
  mutedCohortIds: [],
  doNotDisturbUntil: null,
  quietHours: { from: '22:00', to: '07:00' },
  startsAnyway: false,
  digest: { cadence: 'daily', at: '18:00', weekday: 1 },
};

/**
 * What staff see of what was told: what the school says to people. What people say to each other is theirs, and that
 * a question of somebody was answered would tell whose it is.
 */
export const typesForStaff = [
  'session-soon',
  'session-started',
  'session-moved',
  'session-cancelled',
  'deadline-near',
  'quiz-graded',
  'quiz-regraded',
  'enrolled',
  'help-offered',
  'announcement',
] as const satisfies readonly NotificationType[];
export const typeForStaff = z.enum(typesForStaff);
export type TypeForStaff = z.output<typeof typeForStaff>;

/**
 * What became of the mail that says something. `none`: no mail says it; `waiting`: one will, or is being tried;
 * `sent`: a server took it; `caught`: this Stoa has no mail server; `bounced`: it was refused or came back; `given-up`:
 * it could not be sent, or came too late.
 */
export const mailOutcome = z.enum(['none', 'waiting', 'sent', 'caught', 'bounced', 'given-up']);
export type MailOutcome = z.output<typeof mailOutcome>;

/** Which lines of what was told can be looked for. */
export const toldOutcomes = ['opened', 'unopened', 'mailed', 'bounced', 'given-up'] as const;
export const toldOutcome = z.enum(toldOutcomes);
export type ToldOutcome = z.output<typeof toldOutcome>;

/** One thing that somebody was told, as staff see it. */
export const sentLine = z
  .object({
    id,
    person: z.object({ id, name: z.string() }),
    type: typeForStaff,
    /** What the session, lesson or quiz is called. */
    title: z.string(),
    cohort: z.object({ id, title: z.string() }),
    at: moment,
    /** Whether the bell shows it. */
    inApp: z.boolean(),
    /** When it was read in the bell, or what it is about was opened; null: neither yet, or no bell shows it. */
    openedAt: moment.nullable(),
    mail: z.object({
      outcome: mailOutcome,
      /** When the mail left, came back or was given up; null: none did. */
      at: moment.nullable(),
      /** Of one that came back, RFC 3463; null: none was named. */
      status: z.string().nullable(),
    }),
  })
  .meta({ id: 'SentLine' });
export type SentLine = z.output<typeof sentLine>;

/** Somebody to whom no news is mailed, since it came back. */
export const mailBack = z
  .object({ person: z.object({ id, name: z.string() }), since: moment })
  .meta({ id: 'MailBack' });
export type MailBack = z.output<typeof mailBack>;

export const sentPage = z
  .object({
    /** The newest first, at most 50. */
    lines: z.array(sentLine),
    /** Where the next page goes on; null: that is all of the last 90 days. */
    before: z.string().nullable(),
    /** By name; of the cohort's people, whatever is looked for. None on later pages. */
    mailBack: z.array(mailBack),
    /** Whom one can look for: the cohort's people, by name. None on later pages. */
    people: z.array(z.object({ id, name: z.string() })),
  })
  .meta({ id: 'SentPage' });
export type SentPage = z.output<typeof sentPage>;

const often = { times: 120, perMs: 60_000 };

const reading = <const Input extends z.ZodObject>(summary: string, path: string, input: Input) =>
  command({
    summary,
    http: ['PUT', path],
    input,
    output: notificationsRead,
    who: ['person'],
    rate: often,
    tells: ['notifications:read'],
  });

const preferring = <const Input extends z.ZodObject>(summary: string, path: string, input: Input) =>
  command({
    summary,
    http: ['PUT', path],
    input,
    output: notificationPreferences,
    who: ['person'],
    rate: often,
    tells: ['notifications:preferences-changed'],
  });

/** Who is told what has happened, once, and on the channel that they chose. */
export const notifications = contract('notifications', {
  commands: {
    'notifications:read': reading(
      'Say that you have read some; those that are read already stay so.',
      '/api/me/notifications/read',
      z.strictObject({ ids: z.array(id).min(1).max(notificationLimits.readAtOnce) }),
    ),
    'notifications:read-group': reading(
      'Say that you have read everything about one thing, such as the thread that you look at.',
      '/api/me/notifications/read-group',
      z.strictObject({ group: z.string().max(100) }),
    ),
    'notifications:read-all': reading(
      'Say that you have read all up to the newest that you have seen.',
      '/api/me/notifications/read-all',
      z.strictObject({
        /** `at` of the newest that was shown: what came later stays unread. */
        until: moment,
      }),
    ),
    'notifications:set-type': preferring(
      'Choose the channels of one kind of news.',
      '/api/me/notifications/types/:type',
      z.strictObject({ type: notificationType, inApp: z.boolean(), mail: mailChannel }),
    ),
    'notifications:mute-cohort': command({
      summary: 'Be told nothing more of what happens in a cohort, or be told again.',
      http: ['PUT', '/api/me/notifications/cohorts/:cohortId/mute'],
      input: z.strictObject({ cohortId: id, muted: z.boolean() }),
      output: notificationPreferences,
      who: ['student', 'instructor', 'organisationAdmin'],
      rate: often,
      refusals: ['conflict'],
      tells: ['notifications:preferences-changed'],
    }),
    'notifications:do-not-disturb': preferring(
      'Have no mail sent until then; null: from now on again.',
      '/api/me/notifications/do-not-disturb',
      z.strictObject({ until: moment.nullable() }),
    ),
    'notifications:set-quiet-hours': preferring(
      'Say during which hours no mail is sent, on the clocks of your own zone.',
      '/api/me/notifications/quiet-hours',
      z.strictObject({ quietHours: quietHours.nullable(), startsAnyway: z.boolean() }),
    ),
    'notifications:set-digest': preferring(
      'Say when mails that can wait come, in one.',
      '/api/me/notifications/digest',
      digest,
    ),
    'notifications:trust-address': command({
      summary: 'Have news mailed again to somebody of the cohort to whom it came back.',
      http: ['PUT', '/api/cohorts/:cohortId/people/:userId/mail'],
      input: z.strictObject({ cohortId: id, userId: id }),
      output: z.object({ userId: id }).meta({ id: 'AddressTrusted' }),
      who: ['instructor', 'organisationAdmin'],
      rate: often,
      tells: ['identity:security-changed'],
    }),
    'notifications:stop-mail': command({
      summary: 'Have one kind of mail sent no more, by the secret of a link in such a mail.',
      http: ['POST', '/api/notifications/stops'],
      input: z.strictObject({ token: z.string().max(64).meta({ example: 'Zt0q3…' }) }),
      output: z
        .object({
          /** `digest`: every kind of news that came with the digest. */
          stopped: z.union([notificationType, z.literal('digest')]),
        })
        .meta({ id: 'MailStopped' }),
      who: ['anyone'],
      rate: { times: 30, perMs: 60_000 },
      tells: ['notifications:preferences-changed'],
    }),
  },
  views: {
    'notifications:bell': view({
      summary: 'How much you have not read, and the newest.',
      http: '/api/me/notifications',
      input: z.strictObject({}),
      data: bell,
      who: ['person'],
      caching: 'enrolment',
      follows: ['notifications:told', 'notifications:read', 'notifications:changed'],
    }),
    'notifications:page': view({
      summary: 'Older notifications, a page at a time.',
      http: '/api/me/notifications/older',
      input: z.strictObject({
        /** `before` of the page that this one comes behind. */
        before: z.string().max(80),
      }),
      data: notificationPage,
      who: ['person'],
      follows: ['notifications:told', 'notifications:read', 'notifications:changed'],
    }),
    'notifications:sent': view({
      summary: 'What was told to whom in a cohort, by which channel, and what became of it.',
      http: '/api/cohorts/:cohortId/notifications',
      input: z.strictObject({
        cohortId: id,
        type: typeForStaff.optional(),
        personId: id.optional(),
        outcome: toldOutcome.optional(),
        /** `before` of the page that this one comes behind. */
        before: z.string().max(80).optional(),
      }),
      data: sentPage,
      who: ['instructor', 'organisationAdmin'],
      // A class that reads its bells would have it fetched all day: it is as it was when it was asked for.
      follows: [],
    }),
    'notifications:preferences': view({
      summary: 'What you are told, where, and when you are left in peace.',
      http: '/api/me/notifications/preferences',
      input: z.strictObject({}),
      data: notificationPreferences,
      who: ['person'],
      follows: ['notifications:preferences-changed'],
    }),
  },
  events: {
    'notifications:told': event({
      summary: 'Something is to be told to you, or one more such thing.',
      kind: 'fact',
      delivery: 'notice',
      data: notificationTold,
      on: [identity.topics.person],
    }),
    'notifications:read': event({
      summary: 'You have read some; your other windows show the same.',
      kind: 'fact',
      delivery: 'notice',
      data: notificationsRead,
      on: [identity.topics.person],
    }),
    'notifications:changed': event({
      summary:
        'Something in your notifications is different (somebody in them was forgotten); they are to be fetched again.',
      kind: 'fact',
      delivery: 'notice',
      data: z.object({}),
      on: [identity.topics.person],
    }),
    'notifications:preferences-changed': event({
      summary: 'What you are told, and where, is now this.',
      kind: 'state',
      delivery: 'notice',
      data: notificationPreferences,
      key: () => 'preferences',
      on: [identity.topics.person],
    }),
  },
});
