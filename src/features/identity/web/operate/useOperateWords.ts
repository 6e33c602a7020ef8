import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { words } from './words.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    operate: typeof words;
  }
}

/** The words of the pages for operators and administrators. They come with their code. */
export function useOperateWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'operate', words);
  return useTranslation('operate');
}
