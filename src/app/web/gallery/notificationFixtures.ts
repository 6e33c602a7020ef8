import {
  defaultPreferences,
  groupOf,
  type Bell,
  type Notification,
  type NotificationPreferences,
  type SentLine,
  type SentPage,
} from '#features/notifications/contract.ts';
import { now } from './fixtures.ts';

const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
const cohort = { id: 'cohort', title: 'AI Enablement, Spring 2026' };
const second = { id: 'second', title: 'Retrieval in practice, Summer 2026' };

type Told = Pick<Notification, 'type' | 'subject'> &
  Partial<Notification> & { minutesAgo: number; isRead?: boolean };

function told({ minutesAgo, isRead = false, ...more }: Told, place: number): Notification {
  return {
    id: `told-${place}`,
    group: groupOf(more.subject, cohort.id),
    cohort,
    title: '',
    by: null,
    count: 1,
    at: ago(minutesAgo),
    readAt: isRead ? ago(minutesAgo - 1) : null,
    ...more,
  };
}

const message = { kind: 'message', channelId: 'cohort', inSession: false } as const;
const jonas = { id: 'jonas', name: 'Jonas Weber' };
const long = { id: 'long', name: 'Wolfeschlegelsteinhausenbergerdorff von und zu Hohenstein' };

/** One of every kind, the newest first, the first few of them unread. */
export const everyKind: Notification[] = (
  [
    {
      type: 'session-soon',
      title: 'Day two: from answers to habits',
      subject: { kind: 'session', sessionId: 'next', startsAt: '2026-06-10T09:00:00Z' },
      minutesAgo: 1,
    },
    {
      type: 'announcement',
      title: 'Room changed to B2 from 14:00 on',
      by: { id: 'ines', name: 'Ines Rocha' },
      subject: { kind: 'announcement', announcementId: 'room' },
      minutesAgo: 1,
    },
    {
      type: 'session-started',
      title: 'Day one: from questions to answers',
      subject: { kind: 'session', sessionId: 'session', startsAt: ago(2) },
      minutesAgo: 2,
    },
    {
      type: 'reply',
      by: jonas,
      count: 5,
      subject: { ...message, messageId: 'm5', threadId: 'm1' },
      minutesAgo: 11,
    },
    {
      type: 'mention',
      by: { id: 'arabi', name: 'محمد العربي' },
      subject: { ...message, messageId: 'm6', threadId: null },
      minutesAgo: 48,
    },
    {
      type: 'question-answered',
      by: long,
      subject: { kind: 'question', sessionId: 'session', questionId: 'q1' },
      minutesAgo: 130,
    },
    {
      type: 'quiz-graded',
      title: 'Working with documents and tables: what did you take along?',
      subject: { kind: 'attempt', quizId: 'quiz', attemptId: 'attempt' },
      minutesAgo: 240,
      isRead: true,
    },
    {
      type: 'session-moved',
      title: 'Office hour',
      subject: { kind: 'session', sessionId: 'hour', startsAt: '2026-06-11T16:00:00Z' },
      minutesAgo: 26 * 60,
      isRead: true,
    },
    {
      type: 'deadline-near',
      title: 'Choosing a first use case',
      subject: { kind: 'lesson', lessonId: 'lesson-10', dueAt: '2026-06-10T18:00:00Z' },
      minutesAgo: 27 * 60,
      isRead: true,
    },
    {
      type: 'deadline-near',
      title: 'Foundations',
      subject: { kind: 'quiz', quizId: 'first', closesAt: '2026-06-10T20:00:00Z' },
      minutesAgo: 28 * 60,
      isRead: true,
    },
    {
      type: 'reply',
      subject: { ...message, messageId: 'm2', threadId: 'm1' },
      minutesAgo: 30 * 60,
      isRead: true,
    },
    {
      type: 'quiz-regraded',
      title: 'Foundations',
      subject: { kind: 'attempt', quizId: 'first', attemptId: 'attempt' },
      minutesAgo: 4 * 24 * 60,
      isRead: true,
    },
    {
      type: 'session-cancelled',
      title: 'Evening walk-in',
      cohort: second,
      subject: { kind: 'session', sessionId: 'walk', startsAt: '2026-06-12T17:00:00Z' },
      minutesAgo: 5 * 24 * 60,
      isRead: true,
    },
    {
      type: 'enrolled',
      by: { id: 'ines', name: 'Inês Rocha' },
      cohort: second,
      subject: { kind: 'cohort' },
      minutesAgo: 6 * 24 * 60,
      isRead: true,
    },
  ] satisfies Told[]
).map(told);

export const bells: Record<'some' | 'none' | 'read', Bell> = {
  some: { unread: 5, notifications: everyKind, before: 'older' },
  none: { unread: 0, notifications: [], before: null },
  read: {
    unread: 0,
    notifications: everyKind.map((one) => ({ ...one, readAt: one.readAt ?? one.at })),
    before: null,
  },
};

export const preferences: Record<'begun' | 'weekly' | 'noMail', NotificationPreferences> = {
  begun: defaultPreferences,
  weekly: {
    ...defaultPreferences,
    types: defaultPreferences.types.map((one) =>
      one.type === 'session-started' ? { ...one, mail: 'now' } : one,
    ),
    mutedCohortIds: ['second'],
    doNotDisturbUntil: '2026-06-09T14:02:00Z',
    startsAnyway: true,
    digest: { cadence: 'weekly', at: '06:30', weekday: 5 },
  },
  noMail: {
    ...defaultPreferences,
    types: defaultPreferences.types.map((one) => ({ ...one, mail: 'none' })),
    quietHours: null,
  },
};

type Line = Pick<SentLine, 'type' | 'person'> & {
  minutesAgo: number;
  title?: string;
  mail?: SentLine['mail']['outcome'];
  status?: string;
  openedAfter?: number;
  inApp?: boolean;
};

const people = [
  { id: 'amara', name: 'Amara Okafor' },
  { id: 'ines', name: 'Inês Rocha' },
  jonas,
  long,
  { id: 'arabi', name: 'محمد العربي' },
];

const line = ({ minutesAgo, openedAfter, mail = 'none', ...more }: Line, place: number): SentLine => ({
  id: `sent-${place}`,
  ...{ type: more.type, person: more.person, title: more.title ?? '', cohort },
  at: ago(minutesAgo),
  inApp: more.inApp ?? true,
  openedAt: openedAfter === undefined ? null : ago(minutesAgo - openedAfter),
  mail: {
    outcome: mail,
    at: mail === 'none' || mail === 'waiting' ? null : ago(minutesAgo - 1),
    status: more.status ?? null,
  },
});

const soon = { type: 'session-soon', title: 'Day two: from answers to habits', minutesAgo: 3 } as const;

export const sent: Record<'some' | 'none', SentPage> = {
  some: {
    lines: [
      line({ ...soon, person: people[0]!, mail: 'sent', openedAfter: 2 }, 1),
      line({ ...soon, person: jonas, mail: 'bounced', status: '5.1.1' }, 2),
      line({ ...soon, person: long, mail: 'waiting' }, 3),
      line({ ...soon, person: people[4]!, mail: 'none', openedAfter: 1 }, 4),
      line(
        {
          ...{ type: 'quiz-graded', title: 'Working with documents and tables: what did you take along?' },
          ...{ person: people[0]!, minutesAgo: 240, mail: 'caught', inApp: false },
        },
        5,
      ),
      line(
        { type: 'deadline-near', title: 'Foundations', person: jonas, minutesAgo: 1_700, mail: 'given-up' },
        6,
      ),
      line({ type: 'enrolled', person: people[4]!, minutesAgo: 8_000, mail: 'bounced' }, 7),
    ],
    before: 'older',
    mailBack: [
      { person: jonas, since: ago(2) },
      { person: long, since: ago(6_000) },
    ],
    people,
  },
  none: { lines: [], before: null, mailBack: [], people },
};
