import { english, type Language } from '#kernel/languages.ts';
import { notificationTypeNames, type NotificationSubject, type NotificationType } from '../contract.ts';
import { digestLetter, letterOf, type Reader, type Said, type WrittenLetter } from './letters.ts';

const startsAt = '2026-06-10T09:00:00.000Z';
const id = '0198c0de-0000-7000-8000-000000000001';
const cohort = { id, title: 'AI Enablement, Spring 2026' };
const url = (path: string): string => `https://learn.northacademy.example${path}`;
const stopPath = '/stop/Zt0q3xJv9mR2kLw8pBf6cYh1nTs4dGa7';

const subjects: Record<NotificationType, NotificationSubject> = {
  'session-soon': { kind: 'session', sessionId: id, startsAt },
  'session-started': { kind: 'session', sessionId: id, startsAt },
  'session-moved': { kind: 'session', sessionId: id, startsAt },
  'session-cancelled': { kind: 'session', sessionId: id, startsAt },
  'deadline-near': { kind: 'lesson', lessonId: id, dueAt: startsAt },
  'quiz-graded': { kind: 'attempt', quizId: id, attemptId: id },
  'quiz-regraded': { kind: 'attempt', quizId: id, attemptId: id },
  'question-answered': { kind: 'question', sessionId: id, questionId: id },
  mention: { kind: 'message', channelId: id, messageId: id, threadId: null, inSession: false },
  reply: { kind: 'message', channelId: id, messageId: id, threadId: id, inSession: false },
  enrolled: { kind: 'cohort' },
  'help-offered': { kind: 'help', helpOfferId: id },
  'help-answered': { kind: 'help-answer', helpOfferId: id, studentId: id },
  announcement: { kind: 'announcement', announcementId: id },
};

const titles: Partial<Record<NotificationType, string>> = {
  'session-soon': 'Day two: from answers to habits',
  'session-started': 'Day two: from answers to habits',
  'session-moved': 'Office hour',
  'session-cancelled': 'Evening walk-in',
  'deadline-near': 'Choosing a first use case',
  'quiz-graded': 'Working with documents and tables: what did you take along?',
  'quiz-regraded': 'Foundations',
  announcement: 'Room changed to B2 from 14:00 on',
};

/** One of a kind, as somebody would be told it. */
const saidOf = (type: NotificationType): Said => ({
  ...{ type, cohort, subject: subjects[type], title: titles[type] ?? '' },
  by: { id, name: type === 'mention' ? 'محمد العربي' : 'Jonas Weber' },
  times: type === 'reply' ? 5 : 1,
});

/** Every letter that this room writes, by name, to somebody in Lagos. */
export function everyLetter(language: Language = english): Record<string, WrittenLetter> {
  const reader: Reader = { name: 'Amara Okafor', zone: 'Africa/Lagos', language, url };
  const academy = 'North Academy';
  const closing: Said = {
    ...saidOf('deadline-near'),
    ...{ title: 'Foundations', subject: { kind: 'quiz', quizId: id, closesAt: startsAt } },
  };
  const all = [...notificationTypeNames.map(saidOf), closing];
  return {
    ...Object.fromEntries(
      notificationTypeNames.map((type) => [type, letterOf(saidOf(type), academy, reader, stopPath)]),
    ),
    'quiz-closes': letterOf(closing, academy, reader, stopPath),
    'digest-daily': digestLetter(all, academy, { ...reader, cadence: 'daily' }, stopPath),
    'digest-weekly': digestLetter([closing], academy, { ...reader, cadence: 'weekly' }, stopPath),
  };
}
