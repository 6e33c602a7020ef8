import type { SentMore } from '../screens/SentScreen.tsx';

/** How a list that is fetched page by page goes on from the last that is shown. */
export function moreOf(
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; isFetchNextPageError: boolean; error: unknown },
  wordsOf: (problem: unknown) => string,
): SentMore {
  if (pages.isFetchingNextPage) return { state: 'loading' };
  if (pages.isFetchNextPageError) return { state: 'failed', reason: wordsOf(pages.error) };
  return { state: pages.hasNextPage ? 'more' : 'end' };
}
