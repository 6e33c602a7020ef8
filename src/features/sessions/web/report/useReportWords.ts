import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { reportWords } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    sessionReport: typeof reportWords;
  }
}

/** The words of the report of a session; other rooms have theirs of their parts. */
export function useReportWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'sessionReport', reportWords);
  return useTranslation('sessionReport');
}
