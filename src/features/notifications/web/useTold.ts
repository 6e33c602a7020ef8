import { useEffect, useRef } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { Bell } from '../contract.ts';
import { newIn } from './newIn.ts';
import { toldWords } from './toldWords.ts';
import { useNotificationsWords } from './words.ts';

/** Says to screen readers what has come; several things that wait for their turn are counted. */
export function useTold(bell: Bell | undefined): void {
  const { t } = useNotificationsWords();
  const formats = useFormats();
  const before = useRef(bell);
  useEffect(() => {
    const former = before.current;
    before.current = bell;
    if (!bell || !former) return;
    for (const one of newIn(former, bell))
      announcer.say({
        text: t('bell.came', { words: toldWords(one, { t, formats }) }),
        group: 'notifications',
        many: (count) => t('bell.cameMany', { count }),
      });
  }, [bell, t, formats]);
}
