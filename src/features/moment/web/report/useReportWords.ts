import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { reportWords } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    momentReport: typeof reportWords;
  }
}

/** What is read of the pulse in the report of a session. */
export function useReportWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'momentReport', reportWords);
  return useTranslation('momentReport');
}
