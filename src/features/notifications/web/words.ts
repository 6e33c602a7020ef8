import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of what somebody missed. */
export const words = {
  bell: {
    none: 'Notifications, nothing unread',
    unread_one: 'Notifications, 1 unread',
    unread_other: 'Notifications, {{count}} unread',
    most: '{{count}}+',
    came: 'New notification: {{words}}',
    cameMany: '{{count}} new notifications',
  },
  list: {
    title: 'Notifications',
    loading: 'Your notifications are on their way.',
    failed: 'Your notifications could not be loaded',
    empty: 'Nothing has happened that you need to know.',
    emptyExample:
      'Answers to your questions, replies, mentions, results and changed times come here as they happen.',
    unread_zero: 'You have read everything.',
    unread_one: '1 is unread.',
    unread_other: '{{count}} are unread.',
    isUnread: 'Unread.',
    read: 'Mark as read',
    readThis: 'Mark as read: {{words}}',
    readAll: 'Mark all as read',
    reading: 'Marking…',
    notRead: 'Not marked. {{reason}}',
    all: 'See all',
    settings: 'What you are told',
    today: 'Today',
    older: 'Show older ones',
    olderLoading: 'Fetching older ones…',
    olderFailed: 'Older ones could not be loaded. {{reason}}',
    end: 'That is all of the last {{days}} days. What is older is not kept.',
  },
  told: {
    'session-soon': '{{title}} starts {{when}}',
    'session-started': '{{title}} has started',
    'session-moved': '{{title}} was moved to {{when}}',
    'session-cancelled': '{{title}} on {{when}} was cancelled',
    'deadline-near': '{{title}} is due {{when}}',
    'quiz-closes': '{{title}} closes {{when}}',
    'quiz-graded': 'Your result in {{title}} is out',
    'quiz-regraded': 'Your result in {{title}} has changed',
    answeredBy: '{{name}} answered your question',
    answered: 'Your question was answered',
    mentionBy_one: '{{name}} mentioned you',
    mentionBy_other: '{{count}} mentions of you, the newest by {{name}}',
    mention_one: 'You were mentioned',
    mention_other: '{{count}} mentions of you',
    replyBy_one: '{{name}} replied to you',
    replyBy_other: '{{count}} replies to you, the newest by {{name}}',
    reply_one: 'Somebody replied to you',
    reply_other: '{{count}} replies to you',
    enrolledBy: '{{name}} took you into {{cohort}}',
    enrolled: 'You are in {{cohort}} now',
    'help-offeredBy': '{{name}} offers you help',
    'help-offered': 'You are offered help',
    'help-answeredBy': '{{name}} answered your offer of help',
    'help-answered': 'Your offer of help was answered',
    announcementBy: '{{name}} announced: {{title}}',
    announcement: 'Announced: {{title}}',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    notifications: typeof words;
  }
}

/** The words of the bell and of the list. They come with their code, so that no first page carries them. */
export function useNotificationsWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'notifications', words);
  return useTranslation('notifications');
}

export type Say = ReturnType<typeof useNotificationsWords>['t'];
