import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of announcements to those who have them. */
export const words = {
  title: 'Announcements',
  loading: 'Announcements are on their way.',
  failed: 'Announcements could not be loaded',
  empty: 'Nothing has been announced to you.',
  emptyExample: 'Changed rooms, new material and what to bring come here, as your instructors tell them.',
  all: 'All announcements',
  by: '{{name}}',
  edited: 'Changed {{when}}',
  pinned: 'Pinned',
  urgent: 'Urgent',
  isNew: 'New',
  until: 'Until {{when}}',
  acknowledge: 'I have read this',
  acknowledgeOf: 'I have read this: {{title}}',
  acknowledging: 'Saying so…',
  acknowledged: 'You said that you have read it, {{when}}.',
  notAcknowledged: 'Not said. {{reason}}',
  banner: 'Urgent announcement: {{title}}',
  readAll: 'Read it',
  readAllOf: 'Read it: {{title}}',
  dismiss: 'Put away',
  dismissOf: 'Put away: {{title}}',
  came: 'New announcement: {{title}}',
  cameMany: '{{count}} new announcements',
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    announcements: typeof words;
  }
}

/** They come with their code, so that no first page carries them. */
export function useAnnouncementWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'announcements', words);
  return useTranslation('announcements');
}
