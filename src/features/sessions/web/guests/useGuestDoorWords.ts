import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

const guestDoorWords = {
  heading: 'Guests',
  shut: 'The code lets in nobody who is not of this cohort.',
  open: 'Whoever has the code comes in with a name alone. Guests vote, ask and react; they see nothing of the cohort.',
  openIt: 'Let guests in',
  openingIt: 'Opening…',
  shutIt: 'Let no guests in',
  shutHint: 'All guests are out at once, until you let them in again.',
  shuttingIt: 'Shutting…',
  nobody: 'No guest has come yet.',
  list: 'Guests of this session',
  number: 'guest {{number}}',
  remove: 'Remove',
  removeName: 'Remove {{name}}, guest {{number}}',
  removing: 'Removing…',
  notDone: 'Not done. {{reason}}',
  count_one: '1 guest has come in.',
  count_other: '{{count}} guests have come in.',
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    sessionGuestDoor: typeof guestDoorWords;
  }
}

/** What staff read about guests. */
export function useGuestDoorWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'sessionGuestDoor', guestDoorWords);
  return useTranslation('sessionGuestDoor');
}
