import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { words } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    ways: typeof words;
  }
}

/** The words of the ways in. They come with their code, so that home does not carry them. */
export function useWaysWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'ways', words);
  return useTranslation('ways');
}
