import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';
import { deskWords } from './deskWords.ts';

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    momentDesk: typeof deskWords;
  }
}

/** The words of the desk, which nobody but staff needs. */
export function useMomentDeskWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'momentDesk', deskWords);
  return useTranslation('momentDesk');
}
