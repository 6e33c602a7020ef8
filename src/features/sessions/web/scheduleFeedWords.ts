import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

const feedWords = {
  heading: 'Calendar',
  lead: 'An address for your calendar programme, which then shows the live sessions of all your cohorts. Whoever has the address can read them, so keep it to yourself.',
  loading: 'Your calendar address is on its way.',
  failed: 'Your calendar address could not be loaded',
  none: 'You have no calendar address.',
  madeAt: 'You have one, made {{when}}. It was shown once, and cannot be shown again.',
  make: 'Make a calendar address',
  makeNew: 'Make a new one; the old one ends',
  making: 'Making it…',
  made: 'Here is the address. It is shown this once: give it to your calendar programme now.',
  address: 'Calendar address',
  copy: 'Copy',
  copied: 'Copied',
  revoke: 'End the address',
  revoking: 'Ending it…',
  revoked: 'The address is ended; calendars no longer hear from it.',
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    calendarFeed: typeof feedWords;
  }
}

/** The words of the calendar address; they come with the settings. */
export function useFeedWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'calendarFeed', feedWords);
  return useTranslation('calendarFeed');
}
