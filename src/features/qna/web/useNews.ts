import { useEffect, useRef } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { QuestionList } from '../contract.ts';
import { newsBetween, type News } from './news.ts';
import { useQnaWords, type Say } from './useQnaWords.ts';

/** Says to screen readers what happened in the list; the announcer gathers bursts and keeps its distance. */
export function useNews(list: QuestionList | undefined): void {
  const { t } = useQnaWords();
  const before = useRef(list);
  useEffect(() => {
    const former = before.current;
    before.current = list;
    if (!list || !former || former.sessionId !== list.sessionId) return;
    for (const news of newsBetween(former, list)) {
      announcer.say({
        text: wordsFor(news, t),
        group: `qna/${news.what}`,
        ...(news.what === 'asked' && { many: (count: number) => t('news.askedMany', { count }) }),
      });
    }
  }, [list, t]);
}

function wordsFor(news: News, t: Say): string {
  switch (news.what) {
    case 'asked':
      return t('news.asked', { question: news.question });
    case 'now':
      return news.isOwn ? t('news.ownNow') : t('news.now', { question: news.question });
    case 'own-published':
      return t('news.ownPublished');
    case 'own-dismissed':
      return t('news.ownDismissed', { reason: news.reason });
    case 'own-merged':
      return t('news.ownMerged');
    case 'own-answered':
      return t('news.ownAnswered');
    case 'muted':
      return t('news.muted');
  }
}
