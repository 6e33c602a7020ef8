import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { hostWords } from './hostWords.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    sessionHost: typeof hostWords;
  }
}

/** What only staff read about live sessions; it comes with their pages. */
export function useHostWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'sessionHost', hostWords);
  return useTranslation('sessionHost');
}
