import { useEffect, useRef } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { PollList } from '../contract.ts';
import { newsBetween } from './news.ts';
import { usePollsWords } from './usePollsWords.ts';

/** Says to screen readers what was asked, closed and revealed; not how many have voted by now. */
export function usePollNews(list: PollList | undefined): void {
  const { t } = usePollsWords();
  const before = useRef(list);
  useEffect(() => {
    const former = before.current;
    before.current = list;
    if (!list || !former || former.sessionId !== list.sessionId) return;
    for (const { what, prompt } of newsBetween(former, list))
      announcer.say({ text: t(`news.${what}`, { prompt }), group: `polls/${what}` });
  }, [list, t]);
}
