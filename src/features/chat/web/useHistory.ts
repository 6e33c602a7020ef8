import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { chat, type ChatRoom } from '../contract.ts';
import { earlierWish, historyOf, keptWish, laterWish, type History, type PageWish } from './history.ts';

export interface Reading extends History {
  /** How the earlier messages that were asked for stand. */
  earlier: { state: 'ready' | 'loading' } | { state: 'failed'; reason: string };
  onEarlier: () => void;
  onLater: () => void;
  onAgain: () => void;
  /** Whether the reader looks at the newest: then nothing else is kept. */
  onAtEnd: (isAtEnd: boolean) => void;
  /** Shows what stands around a position, and leaves the newest aside. */
  around: (position: number) => void;
  toNewest: () => void;
}

const empty = { messages: [], hasEarlier: false, reacted: {} } satisfies Pick<
  ChatRoom,
  'messages' | 'hasEarlier' | 'reacted'
>;

/** The newest messages of a channel, and as much of what was said before as the reader has asked for. */
export function useHistory(channelId: string, room: ChatRoom | undefined): Reading {
  const { live } = useRealtime();
  const newest = room ?? empty;
  const [wishes, setWishes] = useState<readonly PageWish[]>([]);
  const [isAtEnd, setAtEnd] = useState(true);
  const results = useQueries({
    queries: wishes.map((wish) => ({
      ...live.view(chat, 'chat:page', { channelId, ...wish }),
    })),
  });
  const pages = results.map((result) => result.data);
  const history = historyOf(newest, pages);
  const isLoading = results.some(({ data: page, error }) => page === undefined && !error);
  const failed = results.find(({ data: page, error }) => page === undefined && error !== null);

  // Whoever reads further up keeps what they look at, however much is said meanwhile.
  const kept = isAtEnd && wishes.length === 0 ? undefined : keptWish(newest, pages);
  const keptKey = kept && !isLoading && !failed ? kept.position : undefined;
  useEffect(() => {
    if (keptKey !== undefined) setWishes((all) => [...all, { direction: 'after', position: keptKey }]);
  }, [keptKey]);

  const onAtEnd = useCallback((at: boolean) => setAtEnd(at), []);
  const reaches = !history.hasLater;
  useEffect(() => {
    if (isAtEnd && reaches) setWishes((all) => (all.length === 0 ? all : []));
  }, [isAtEnd, reaches]);

  const add = (wish: PageWish | undefined): void => {
    if (!wish || isLoading || failed) return;
    setWishes((all) => (wish.direction === 'before' ? [wish, ...all] : [...all, wish]));
  };
  return {
    ...history,
    earlier: failed
      ? { state: 'failed', reason: (failed.error as unknown as ApiProblem).message }
      : { state: isLoading ? 'loading' : 'ready' },
    onEarlier: () => {
      setAtEnd(false);
      const wish = earlierWish(newest, pages);
      const [oldest] = newest.messages;
      if (!wish || isLoading || failed) return;
      // The newest move on meanwhile: what joins the page to them is kept with it.
      if (wishes.length === 0 && oldest)
        setWishes([wish, { direction: 'after', position: oldest.position - 1 }]);
      else add(wish);
    },
    onLater: () => add(laterWish(pages)),
    onAgain: () => void Promise.all(results.filter(({ error }) => error).map((result) => result.refetch())),
    onAtEnd,
    around: (position) => {
      setAtEnd(false);
      setWishes([
        { direction: 'before', position },
        { direction: 'after', position: position - 1 },
      ]);
    },
    toNewest: () => {
      setAtEnd(true);
      setWishes([]);
    },
  };
}
