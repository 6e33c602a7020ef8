import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { LiveSession } from '../contract.ts';
import { classSees } from './hostSees.ts';
import { useHostWords } from './useHostWords.ts';

/** What the class sees now, in a sentence. */
export function useSeesWords(session: LiveSession, zone: string, nowMs: number): string {
  const { t } = useHostWords();
  const formats = useFormats();
  const sees = classSees(session, nowMs);
  switch (sees.is) {
    case 'planned':
      return t('sees.planned', { when: formats.moment(session.startsAt, zone) });
    case 'waiting-room':
      return t('sees.waitingRoom');
    case 'item':
    case 'rehearsal': {
      if (!sees.item) return t('sees.rehearsal');
      const { place, title, minutes } = sees.item;
      const words = { place, title, count: minutes };
      return sees.is === 'item' ? t('sees.item', words) : t('sees.rehearsalItem', words);
    }
    case 'no-item':
      return t('sees.noItem');
    case 'ended':
      return t('sees.ended');
    case 'cancelled':
      return t('sees.cancelled');
  }
}
