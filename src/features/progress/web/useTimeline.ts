import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ViewData } from '#kernel/contract.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { progress, type TimelineEntry } from '../contract.ts';

type Page = ViewData<typeof progress, 'progress:timeline'>;

interface UseTimeline {
  first: UseQueryResult<Page, ApiProblem>;
  entries: readonly TimelineEntry[];
  more: { isThere: boolean; isLoading: boolean; onMore: () => void };
}

/**
 * A student's timeline, page by page. A page begins where the one before it ends at the moment: when something new
 * pushes an entry over the edge of one, the next takes it up.
 */
export function useTimeline(cohortId: string, studentId: string): UseTimeline {
  const { live } = useRealtime();
  const known = useQueryClient();
  const [count, setCount] = useState(1);
  const pageFrom = (before: string | undefined) =>
    live.view(progress, 'progress:timeline', {
      cohortId,
      studentId,
      ...(before !== undefined && { before }),
    });

  const pages = [pageFrom(undefined)];
  while (pages.length < count) {
    const last = known.getQueryData<Page>(pages.at(-1)!.queryKey);
    if (!last?.before) break;
    pages.push(pageFrom(last.before));
  }
  const results = useQueries({ queries: pages }) as UseQueryResult<Page, ApiProblem>[];
  const last = results.at(-1)!;
  return {
    first: results[0]!,
    entries: results.flatMap(({ data }) => data?.entries ?? []),
    more: {
      isThere: last.data === undefined ? results.length > 1 : last.data.before !== null,
      isLoading: last.isFetching && last.data === undefined,
      onMore: () => setCount(results.length + 1),
    },
  };
}
