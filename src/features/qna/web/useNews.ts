import { useEffect, useRef } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { QuestionList } from '../contract.ts';
import { newsBetween, type News } from './news.ts';
import { useQnaWords, type Say } from './useQnaWords.ts';

/**
 * Says to screen readers what happened in the list; the announcer gathers bursts and keeps its distance.
 *
 * @param onOwn hears in words what became of the reader's own questions, for the eye
 */
export function useNews(list: QuestionList | undefined, onOwn?: (text: string) => void): void {
  const { t } = useQnaWords();
  const before = useRef(list);
  const tell = useRef(onOwn);
  useEffect(() => {
    tell.current = onOwn;
  });
  useEffect(() => {
    const former = before.current;
    before.current = list;
    if (!list || !former || former.sessionId !== list.sessionId) return;
    for (const news of newsBetween(former, list)) {
      const text = wordsFor(news, t);
      if (isOfOwn(news)) tell.current?.(text);
      announcer.say({
        text,
        group: `qna/${news.what}`,
        ...(news.what === 'asked' && { many: (count: number) => t('news.askedMany', { count }) }),
      });
    }
  }, [list, t]);
}

/** Whether it is about a question of the reader's that somebody has looked at. */
function isOfOwn(news: News): boolean {
  if (news.what === 'now') return news.isOwn;
  return news.what === 'own-answered' || news.what === 'own-dismissed' || news.what === 'own-merged';
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
