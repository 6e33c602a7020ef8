import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { staffWords } from './staffWords.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    quizStaff: typeof staffWords;
  }
}

/** What only staff read; no student's page carries it. */
export function useStaffWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'quizStaff', staffWords);
  return useTranslation('quizStaff');
}

export type StaffSay = ReturnType<typeof useStaffWords>['t'];
