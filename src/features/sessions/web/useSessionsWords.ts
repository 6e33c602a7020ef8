import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { words } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    sessions: typeof words;
  }
}

/** The words of those who take part. They come with their pages, so that home does not carry them. */
export function useSessionsWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'sessions', words);
  return useTranslation('sessions');
}

export type Say = ReturnType<typeof useSessionsWords>['t'];
