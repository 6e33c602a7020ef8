import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { words } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    cohorts: typeof words;
  }
}

/** The room's own words. They come with its pages, so that home does not carry them. */
export function useCohortsWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'cohorts', words);
  return useTranslation('cohorts');
}

export type Say = ReturnType<typeof useCohortsWords>['t'];
