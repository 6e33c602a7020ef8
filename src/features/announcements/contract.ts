import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { cohortRole, cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();

export const announcementLimits = {
  titleLength: 120,
  textLength: 8_000,
  /** So long an announcement that is sent waits, so that it can be taken back before anybody has it. */
  holdMs: 15_000,
  aheadDays: 366,
  /** How many somebody is shown: those that are pinned, and the newest. */
  mine: 50,
  /** How many the list of staff has; the newest. */
  list: 200,
  marksAtOnce: 50,
  /** How many of those that one went to a page names. */
  recipients: 50,
  groupTitleLength: 120,
  groupPeople: 200,
  groups: 50,
  studiedDays: 90,
} as const;

/** Whom one is about, for its staff: how many have it, and what they did with it. */
const reach = topicKind('announcement/:announcementId/reach', { who: ['instructor', 'organisationAdmin'] });

/** Of a cohort alone: only students who have not done this when it is sent; of two things, neither. */
const undone = {
  /** Completed this lesson. */
  unlessCompletedId: id.nullable(),
  /** Had a lesson open, or completed one, in so many times 24 hours. Whoever came later is not asked. */
  unlessStudiedDays: z.number().int().min(1).max(announcementLimits.studiedDays).nullable(),
};

/**
 * To whom one goes: everybody who is active in the cohort; or in the cohorts of a course, or of the whole
 * organisation. Within that only one role, or only the students who have not done something.
 */
export const audience = z
  .object({
    organisationId: id,
    courseId: id.nullable(),
    cohortId: id.nullable(),
    role: cohortRole.nullable(),
    ...undone,
    /** Of a cohort alone: only whom this group says, and then nothing else is said. */
    groupId: id.nullable(),
  })
  .meta({ id: 'AnnouncementAudience' });
export type Audience = z.output<typeof audience>;

/** Whom staff of a cohort announce to again and again: named people, or whoever fits when it is sent. */
export const announcementGroup = z
  .object({
    id,
    cohortId: id,
    title: z.string(),
    role: cohortRole.nullable(),
    ...undone,
    /** In the order of their ids; null: everybody whom the rest says. */
    personIds: z.array(id).nullable(),
  })
  .meta({ id: 'AnnouncementGroup' });
export type AnnouncementGroup = z.output<typeof announcementGroup>;

/** Staff choose one place; the house knows what it belongs to. */
const audienceGiven = {
  organisationId: id.optional(),
  courseId: id.optional(),
  cohortId: id.optional(),
};
const fitting = {
  role: cohortRole.nullable().default(null),
  unlessCompletedId: undone.unlessCompletedId.default(null),
  unlessStudiedDays: undone.unlessStudiedDays.default(null),
};
const within = {
  ...fitting,
  groupId: id.nullable().default(null),
};

const written = {
  title: z.string().trim().min(1).max(announcementLimits.titleLength),
  /** Markdown, of which no HTML is let through. */
  text: z.string().trim().min(1).max(announcementLimits.textLength),
};
const manner = {
  /** A banner on every page, until it is acknowledged or put away; and in the bell, whatever somebody chose. */
  urgent: z.boolean(),
  /** Above all others, and shown to whoever comes later. */
  pinned: z.boolean(),
  /** Whether each one is to say that they have read it. */
  needsAcknowledgement: z.boolean(),
  /** From when on nobody is shown it; null: it stays. */
  expiresAt: moment.nullable(),
};
const by = z.object({ id, name: z.string() }).nullable();

export const announcementState = z.enum(['draft', 'scheduled', 'sent', 'recalled', 'expired']);
export type AnnouncementState = z.output<typeof announcementState>;

/** One as staff see it. */
export const announcement = z
  .object({
    id,
    audience,
    title: z.string(),
    text: z.string(),
    ...manner,
    /** Who wrote it, as they were called then; null: they were forgotten. */
    by,
    state: announcementState,
    createdAt: moment,
    /** When it is sent; null: it was, or is to be by nobody yet. */
    dueAt: moment.nullable(),
    sentAt: moment.nullable(),
    /** When its words were last changed after it was sent. */
    editedAt: moment.nullable(),
    recalledAt: moment.nullable(),
    /** When those who had not seen it were last told again. */
    resentAt: moment.nullable(),
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.output<typeof announcement>;

/** How many it went to, and how far it came. Whoever joined later and was shown it is in none of these. */
export const announcementReach = z
  .object({
    announcementId: id,
    people: z.number().int(),
    /** A browser of theirs has it. */
    received: z.number().int(),
    /** It stood before their eyes. */
    seen: z.number().int(),
    acknowledged: z.number().int(),
    /** A mail that says it went out to them. */
    mailed: z.number().int(),
    /** The mail came back. */
    bounced: z.number().int(),
  })
  .meta({ id: 'AnnouncementReach' });
export type AnnouncementReach = z.output<typeof announcementReach>;

/** Which of those that one went to are named: all, or those whom one of its figures leaves out or counts. */
export const recipientsShown = ['everybody', 'unseen', 'unacknowledged', 'bounced'] as const;
export type RecipientsShown = (typeof recipientsShown)[number];

/** One of those that it went to, and what became of it. */
export const announcementRecipient = z
  .object({
    person: z.object({ id, name: z.string() }),
    cohort: z.object({ id, title: z.string() }),
    receivedAt: moment.nullable(),
    seenAt: moment.nullable(),
    acknowledgedAt: moment.nullable(),
    mailedAt: moment.nullable(),
    bouncedAt: moment.nullable(),
  })
  .meta({ id: 'AnnouncementRecipient' });
export type AnnouncementRecipient = z.output<typeof announcementRecipient>;

export const recipientPage = z
  .object({
    /** In the order of their names; whoever was shown it later is in none, as in the reach. */
    recipients: z.array(announcementRecipient),
    /** Whom the next page comes behind; null: there is none. */
    after: id.nullable(),
  })
  .meta({ id: 'AnnouncementRecipients' });
export type RecipientPage = z.output<typeof recipientPage>;

const marks = {
  receivedAt: moment.nullable(),
  seenAt: moment.nullable(),
  acknowledgedAt: moment.nullable(),
  /** When somebody put the banner away. */
  dismissedAt: moment.nullable(),
};

/** The words of one, as it came to one person. */
export const announcementShown = z
  .object({
    id,
    /** The cohort by which it is theirs. */
    cohortId: id,
    title: z.string(),
    text: z.string(),
    ...manner,
    by,
    sentAt: moment,
    editedAt: moment.nullable(),
  })
  .meta({ id: 'AnnouncementShown' });
export type AnnouncementShown = z.output<typeof announcementShown>;

/** One as somebody who has it sees it. */
export const ownAnnouncement = announcementShown.extend(marks).meta({ id: 'OwnAnnouncement' });
export type OwnAnnouncement = z.output<typeof ownAnnouncement>;

/** What somebody did with some; the rest of each stays as it is. */
export const announcementMarks = z
  .object({ marks: z.array(z.object({ announcementId: id, ...marks })) })
  .meta({ id: 'AnnouncementMarks' });
export type AnnouncementMarks = z.output<typeof announcementMarks>;

/** Pinned ones first, then the newest. */
export function comesBefore(
  one: Pick<AnnouncementShown, 'pinned' | 'sentAt' | 'id'>,
  other: Pick<AnnouncementShown, 'pinned' | 'sentAt' | 'id'>,
): boolean {
  if (one.pinned !== other.pinned) return one.pinned;
  return one.sentAt === other.sentAt ? one.id > other.id : one.sentAt > other.sentAt;
}

/** Whether somebody is still to do something about one that is urgent. */
export function isPressing({
  urgent,
  needsAcknowledgement,
  acknowledgedAt,
  dismissedAt,
}: OwnAnnouncement): boolean {
  return urgent && acknowledgedAt === null && (needsAcknowledgement || dismissedAt === null);
}

const staff = ['instructor', 'organisationAdmin'] as const;
const rate = { times: 60, perMs: 60_000 };
const often = { times: 240, perMs: 60_000 };
const ofOne = { announcementId: id };
const changes = ['announcements:changed'] as const;
const readersHear = ['announcements:changed', 'announcements:revised'] as const;

const act = <const Tells extends readonly string[]>(summary: string, verb: string, tells: Tells) =>
  command({
    summary,
    http: ['POST', `/api/announcements/:announcementId/${verb}`],
    input: z.strictObject(ofOne),
    output: announcement,
    who: staff,
    rate,
    refusals: ['conflict'],
    tells,
  });

const marking = <const Input extends z.ZodObject>(summary: string, path: string, input: Input) =>
  command({
    summary,
    http: ['POST', path],
    input,
    output: announcementMarks,
    who: ['person'],
    rate: often,
    tells: ['announcements:marked', 'announcements:reach-changed'],
    // A whole class sees it in the same second, and each of them changes how far it came.
    commitsWith: (given) => {
      const { announcementId, announcementIds } = given as {
        announcementId?: string;
        announcementIds?: string[];
      };
      return `announcement/${announcementId ?? announcementIds?.[0] ?? ''}`;
    },
  });

const severalOf = z.strictObject({
  announcementIds: z.array(id).min(1).max(announcementLimits.marksAtOnce),
});

/** What staff tell their people, to whom it came, and what became of it. */
export const announcements = contract('announcements', {
  topics: { reach },
  commands: {
    'announcements:draft': command({
      summary:
        'Write an announcement for a cohort, the cohorts of a course or an organisation; nobody has it yet.',
      http: ['POST', '/api/announcements'],
      input: z.strictObject({
        ...audienceGiven,
        ...within,
        ...written,
        urgent: manner.urgent.default(false),
        pinned: manner.pinned.default(false),
        needsAcknowledgement: manner.needsAcknowledgement.default(false),
        expiresAt: manner.expiresAt.default(null),
      }),
      output: announcement,
      who: staff,
      rate,
      tells: changes,
    }),
    'announcements:edit': command({
      summary:
        'Change its words; until it is sent also to whom it goes and how. Of one that was sent, those who have it see that it was changed.',
      http: ['PATCH', '/api/announcements/:announcementId'],
      input: z.strictObject({
        ...ofOne,
        title: written.title.optional(),
        text: written.text.optional(),
        expiresAt: manner.expiresAt.optional(),
        role: cohortRole.nullable().optional(),
        unlessCompletedId: undone.unlessCompletedId.optional(),
        unlessStudiedDays: undone.unlessStudiedDays.optional(),
        groupId: id.nullable().optional(),
        urgent: z.boolean().optional(),
        needsAcknowledgement: z.boolean().optional(),
      }),
      output: announcement,
      who: staff,
      rate,
      refusals: ['conflict'],
      tells: readersHear,
    }),
    'announcements:discard': command({
      summary: 'Throw away one that was never sent.',
      http: ['DELETE', '/api/announcements/:announcementId'],
      input: z.strictObject(ofOne),
      output: z.object({ announcementId: id, organisationId: id, cohortId: id.nullable() }),
      who: staff,
      rate,
      refusals: ['conflict'],
      tells: ['announcements:discarded'],
    }),
    'announcements:send': command({
      summary: 'Send it: in 15 seconds, until which it can be taken back, or at a moment.',
      http: ['POST', '/api/announcements/:announcementId/send'],
      input: z.strictObject({ ...ofOne, at: moment.nullable().default(null) }),
      output: announcement,
      who: staff,
      rate,
      refusals: ['conflict'],
      tells: changes,
    }),
    'announcements:undo': act('Take back what is to be sent: it is a draft again.', 'undo', changes),
    'announcements:pin': command({
      summary: 'Have it stand above all others, and be shown to whoever comes later; or not any more.',
      http: ['PUT', '/api/announcements/:announcementId/pin'],
      input: z.strictObject({ ...ofOne, pinned: z.boolean() }),
      output: announcement,
      who: staff,
      rate,
      refusals: ['conflict'],
      tells: [...readersHear, 'announcements:came'],
    }),
    'announcements:recall': act(
      'Take it away from everybody who has it, at once, from the bell as well; a mail that went out stays where it is.',
      'recall',
      [...changes, 'announcements:gone'],
    ),
    'announcements:resend': act(
      'Tell those who have not seen it once more, in the bell and by mail as they chose.',
      'resend',
      changes,
    ),
    'announcements:preview': command({
      summary:
        'Ask to how many people it would go now, and how they would hear of it. It is asked for a moment, and kept true by nothing.',
      http: ['POST', '/api/announcement-preview'],
      input: z.strictObject({ ...audienceGiven, ...within, urgent: z.boolean().default(false) }),
      output: z
        .object({
          people: z.number().int(),
          /** In the bell as well as among the announcements. */
          bell: z.number().int(),
          mailedAtOnce: z.number().int(),
          mailedInDigest: z.number().int(),
          /** They chose to have no mail of announcements. */
          wantNoMail: z.number().int(),
          /** They have no confirmed address. */
          unconfirmed: z.number().int(),
        })
        .meta({ id: 'AnnouncementPreview' }),
      who: staff,
      rate: often,
      tells: [],
    }),
    'announcements:save-group': command({
      summary: 'Keep a group of a cohort under a name: named people, or whoever fits when something is sent.',
      http: ['PUT', '/api/cohorts/:cohortId/announcement-groups'],
      input: z.strictObject({
        cohortId: id,
        /** Absent: a new one. */
        groupId: id.optional(),
        title: z.string().trim().min(1).max(announcementLimits.groupTitleLength),
        ...fitting,
        personIds: z.array(id).min(1).max(announcementLimits.groupPeople).nullable().default(null),
      }),
      output: announcementGroup,
      who: staff,
      rate,
      refusals: ['conflict'],
      tells: ['announcements:group-changed'],
    }),
    'announcements:remove-group': command({
      summary: 'Keep a group no longer; what is to be sent to it is sent all the same.',
      http: ['DELETE', '/api/cohorts/:cohortId/announcement-groups/:groupId'],
      input: z.strictObject({ cohortId: id, groupId: id }),
      output: z.object({ cohortId: id, groupId: id }),
      who: staff,
      rate,
      tells: ['announcements:group-removed'],
    }),
    'announcements:receive': marking(
      'Say that this browser has some; the second time changes nothing.',
      '/api/me/announcements/received',
      severalOf,
    ),
    'announcements:see': marking('Say that you have seen some.', '/api/me/announcements/seen', severalOf),
    'announcements:acknowledge': marking(
      'Say that you have read one that asks for it.',
      '/api/me/announcements/:announcementId/acknowledged',
      z.strictObject(ofOne),
    ),
    'announcements:dismiss': marking(
      'Put the banner of an urgent one away.',
      '/api/me/announcements/:announcementId/dismissed',
      z.strictObject(ofOne),
    ),
  },
  views: {
    'announcements:mine': view({
      summary: 'What was announced to you: what is pinned first, then the newest, 50 at most.',
      http: '/api/me/announcements',
      input: z.strictObject({}),
      data: z.object({ announcements: z.array(ownAnnouncement) }).meta({ id: 'OwnAnnouncements' }),
      who: ['person'],
      caching: 'enrolment',
      follows: [
        'announcements:came',
        'announcements:revised',
        'announcements:gone',
        'announcements:marked',
        'enrolment:changed',
        'enrolment:transferred',
      ],
    }),
    'announcements:list': view({
      summary:
        'What was and will be announced to a cohort, or by an organisation to more than one; the newest.',
      http: '/api/announcements',
      input: z.strictObject({ organisationId: id.optional(), cohortId: id.optional() }),
      data: z.object({ announcements: z.array(announcement) }).meta({ id: 'AnnouncementList' }),
      who: staff,
      follows: ['announcements:changed', 'announcements:discarded'],
    }),
    'announcements:one': view({
      summary: 'An announcement, and how far it came.',
      http: '/api/announcements/:announcementId',
      input: z.strictObject(ofOne),
      data: z.object({ announcement, reach: announcementReach }).meta({ id: 'AnnouncementWithReach' }),
      who: staff,
      follows: ['announcements:changed', 'announcements:discarded', 'announcements:reach-changed'],
    }),
    'announcements:recipients': view({
      summary: 'To whom it went, by name, and what each of them did with it.',
      http: '/api/announcements/:announcementId/recipients',
      input: z.strictObject({
        ...ofOne,
        which: z.enum(recipientsShown).default('everybody'),
        /** `after` of the page that this one comes behind. */
        after: id.optional(),
      }),
      data: recipientPage,
      who: staff,
      // A class that looks at it at once would have it fetched all the while: it is as it was when it was asked for.
      follows: [],
    }),
    'announcements:groups': view({
      summary: 'The groups that staff of a cohort announce to.',
      http: '/api/cohorts/:cohortId/announcement-groups',
      input: z.strictObject({ cohortId: id }),
      data: z.object({ groups: z.array(announcementGroup) }).meta({ id: 'AnnouncementGroups' }),
      who: staff,
      follows: ['announcements:group-changed', 'announcements:group-removed'],
    }),
  },
  events: {
    'announcements:changed': event({
      summary: 'An announcement is new, or stands differently, for its staff.',
      kind: 'state',
      delivery: 'ambient',
      data: announcement,
      key: (data) => data.id,
      on: [cohorts.topics.cohortStaff, cohorts.topics.organisation],
    }),
    'announcements:discarded': event({
      summary: 'One that was never sent was thrown away.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ announcementId: id, organisationId: id, cohortId: id.nullable() }),
      on: [cohorts.topics.cohortStaff, cohorts.topics.organisation],
    }),
    'announcements:reach-changed': event({
      summary: 'It came further, or to more people.',
      kind: 'state',
      delivery: 'ambient',
      data: announcementReach,
      key: (data) => data.announcementId,
      on: [reach],
    }),
    'announcements:group-changed': event({
      summary: 'A group is new, or others are in it.',
      kind: 'state',
      delivery: 'ambient',
      data: announcementGroup,
      key: (data) => data.id,
      on: [cohorts.topics.cohortStaff],
    }),
    'announcements:group-removed': event({
      summary: 'A group is kept no longer.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ cohortId: id, groupId: id }),
      on: [cohorts.topics.cohortStaff],
    }),
    'announcements:came': event({
      summary: 'Something was announced to you.',
      kind: 'fact',
      delivery: 'ambient',
      data: announcementShown,
      on: [identity.topics.person],
    }),
    'announcements:revised': event({
      summary: 'Something that was announced to you has other words, or is pinned or no longer.',
      kind: 'fact',
      delivery: 'ambient',
      data: announcementShown,
      on: [identity.topics.person],
    }),
    'announcements:gone': event({
      summary: 'Something that was announced to you was recalled, or its time is over.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ announcementId: id }),
      on: [identity.topics.person],
    }),
    'announcements:marked': event({
      summary: 'You have received, seen, acknowledged or put away some; your other windows show the same.',
      kind: 'fact',
      delivery: 'ambient',
      data: announcementMarks,
      on: [identity.topics.person],
    }),
    'announcements:sent': event({
      summary:
        'It is now to be told to these people of a cohort, or once more to these. No browser hears it.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({
        announcementId: id,
        /** 1 at first, counted on when it is sent again to those who have not seen it. */
        sending: z.number().int(),
        cohortId: id,
        to: z.array(id),
        by: id.nullable(),
        title: z.string(),
        urgent: z.boolean(),
      }),
      on: [],
    }),
    'announcements:looked': event({
      summary: 'Somebody has seen some, or did more than that. No browser hears it.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ userId: id, announcementIds: z.array(id) }),
      on: [],
    }),
    'announcements:retitled': event({
      summary: 'One that was sent is called something else now. No browser hears it.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ announcementId: id, title: z.string() }),
      on: [],
    }),
    'announcements:withdrawn': event({
      summary: 'One that was sent is to be seen nowhere any more. No browser hears it.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ announcementId: id }),
      on: [],
    }),
  },
});
