import type { DeskQuestion } from '../../contract.ts';
import type { DeskAct } from './desk.ts';
import type { SayAtDesk } from './useDeskWords.ts';

/** What a button says that does this to a question. */
export function actWords(act: DeskAct, question: DeskQuestion, t: SayAtDesk): string {
  const { state, pinned, answer, mutedUntil, restoresTo } = question;
  switch (act) {
    case 'written':
      return state === 'answered' && answer !== null ? t('act.rewritten') : t('act.written');
    case 'pin':
      return pinned ? t('act.unpin') : t('act.pin');
    case 'mute':
      return mutedUntil !== null ? t('act.muted') : t('act.mute');
    case 'restore':
      if (state === 'merged') return t('restore.separate');
      if (state === 'answering') return t('restore.notNow');
      return restoresTo === null ? t('restore.dismissed') : t(`restore.${restoresTo}`);
    case 'publish':
    case 'answer-now':
    case 'aloud':
    case 'attach':
    case 'dismiss':
    case 'merge':
    case 'label':
      return t(`act.${act}`);
  }
}
