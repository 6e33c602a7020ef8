import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { words } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    moment: typeof words;
  }
}

/** The room's own words. They come with its code, so that no other page carries them. */
export function useMomentWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'moment', words);
  return useTranslation('moment');
}
