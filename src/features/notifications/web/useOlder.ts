import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { notifications, type Bell, type Notification, type NotificationPage } from '../contract.ts';
import { chainOf, merged } from './older.ts';

/** How one goes on from the last that is shown. */
export type Older =
  | { state: 'more' | 'loading' | 'end'; onMore: () => void }
  | { state: 'failed'; reason: string; onMore: () => void };

const view = 'notifications:page';

/** The newest, and as many older ones as somebody has asked for. Whatever comes at the top, nothing of it goes away. */
export function useOlder(bell: Bell): { list: Notification[]; older: Older } {
  const { live } = useRealtime();
  const cache = useQueryClient();
  const [wanted, setWanted] = useState(0);
  const chain = chainOf(bell, wanted, (before) => cache.getQueryData<NotificationPage>([view, { before }]));
  const results = useQueries({ queries: chain.map((before) => live.view(notifications, view, { before })) });
  const pages = results.map(({ data }) => data);
  const isWhole = pages.every((page) => page !== undefined);
  const failed = results.find(({ data, error }) => data === undefined && error !== null);

  // The pages shift by one with everything that comes: until they are here again, what was shown stays.
  const shown = useRef<Notification[]>([]);
  const fresh = merged(
    bell.notifications,
    pages.flatMap((page) => page?.notifications ?? []),
  );
  const list = isWhole ? fresh : merged(fresh, shown.current);
  shown.current = list;

  const last = chain.length === 0 ? bell.before : pages.at(-1)?.before;
  const onMore = (): void => {
    if (failed) void Promise.all(results.filter(({ error }) => error).map((result) => result.refetch()));
    else if (isWhole) setWanted(chain.length + 1);
  };
  if (failed)
    return {
      list,
      older: { state: 'failed', reason: (failed.error as unknown as ApiProblem).message, onMore },
    };
  if (!isWhole) return { list, older: { state: 'loading', onMore } };
  return { list, older: { state: last === null ? 'end' : 'more', onMore } };
}
