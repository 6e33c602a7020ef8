import type { Formats } from '#platform/web/i18n/formats.ts';
import type { Notification } from '../contract.ts';
import type { Say } from './words.ts';

/** What has happened, in one sentence; of several such things the newest stands for all. */
export function toldWords(one: Notification, { t, formats }: { t: Say; formats: Formats }): string {
  const { type, title, subject, cohort } = one;
  switch (type) {
    case 'session-started':
    case 'quiz-graded':
    case 'quiz-regraded':
      return t(`told.${type}`, { title });
    case 'session-soon':
    case 'session-moved':
    case 'session-cancelled':
      return t(`told.${type}`, {
        title,
        when: subject.kind === 'session' ? formats.moment(subject.startsAt) : '',
      });
    case 'deadline-near':
      if (subject.kind === 'quiz')
        return t('told.quiz-closes', { title, when: formats.moment(subject.closesAt) });
      return t('told.deadline-near', {
        title,
        when: subject.kind === 'lesson' ? formats.moment(subject.dueAt) : '',
      });
    case 'announcement':
      return one.by
        ? t('told.announcementBy', { name: one.by.name, title })
        : t('told.announcement', { title });
    case 'question-answered':
      return one.by ? t('told.answeredBy', { name: one.by.name }) : t('told.answered');
    case 'mention':
    case 'reply':
      return one.by
        ? t(`told.${type}By`, { count: one.count, name: one.by.name })
        : t(`told.${type}`, { count: one.count });
    case 'help-offered':
    case 'help-answered':
      return one.by ? t(`told.${type}By`, { name: one.by.name }) : t(`told.${type}`);
    case 'enrolled':
      return one.by
        ? t('told.enrolledBy', { name: one.by.name, cohort: cohort.title })
        : t('told.enrolled', { cohort: cohort.title });
  }
}
