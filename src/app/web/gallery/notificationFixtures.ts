import {
  defaultPreferences,
  groupOf,
  type Bell,
  type Notification,
  type NotificationPreferences,
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
  some: { unread: 4, notifications: everyKind, before: 'older' },
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
