import { useEffect, useRef } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { ChatRoom } from '../contract.ts';
import { useAloud } from './aloud.ts';
import { newsBetween, type News } from './news.ts';
import { useChatWords, type Say } from './useChatWords.ts';

/** Longer messages are read aloud as far as this, in characters. */
const mostSpoken = 200;

/** Says to screen readers what happened in a channel; the announcer gathers bursts and keeps its distance. */
export function useNews(room: ChatRoom | undefined): void {
  const { t } = useChatWords();
  const aloud = useAloud();
  const before = useRef(room);
  useEffect(() => {
    const former = before.current;
    before.current = room;
    if (!room || !former || former.channel.id !== room.channel.id) return;
    for (const news of newsBetween(former, room)) {
      if (news.what === 'said' && aloud !== 'all') continue;
      if (news.what === 'mentioned' && aloud === 'none') continue;
      const many = manyOf(news, t);
      announcer.say({ text: wordsFor(news, t), group: `chat/${news.what}`, ...(many && { many }) });
    }
  }, [room, t, aloud]);
}

function manyOf({ what }: News, t: Say): ((count: number) => string) | undefined {
  if (what === 'said') return (count) => t('news.saidMany', { count });
  if (what === 'mentioned') return (count) => t('news.mentionedMany', { count });
  return undefined;
}

function wordsFor(news: News, t: Say): string {
  switch (news.what) {
    case 'said':
      return t('news.said', { name: news.name, text: spoken(news.text) });
    case 'mentioned':
      return t('news.mentioned', { name: news.name, text: spoken(news.text) });
    case 'locked':
      return t('news.locked');
    case 'unlocked':
      return t('news.unlocked');
    case 'archived':
      return t('news.archived');
    case 'room-locked':
      return t('news.roomLocked');
    case 'room-unlocked':
      return t('news.roomUnlocked');
  }
}

function spoken(text: string): string {
  return text.length <= mostSpoken ? text : `${text.slice(0, mostSpoken)}…`;
}
