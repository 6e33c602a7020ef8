import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiProblem } from '../api/problem.ts';
import type { View } from './view.ts';

/** A fetched view as a screen takes it: what is there is shown, even while a later fetch of it fails. */
export function viewOf<Data>(result: UseQueryResult<Data, ApiProblem>): View<Data> {
  if (result.data !== undefined) return { state: 'full', data: result.data };
  if (!result.error) return { state: 'loading' };
  const { message, requestId } = result.error;
  return { state: 'failed', failure: { sentence: message, requestId }, retry: () => void result.refetch() };
}

/** There is no such thing, or it is not this person's: the page for that says so. */
export function isMissing({ error, data }: UseQueryResult<unknown, ApiProblem>): boolean {
  return data === undefined && (error?.code === 'not_found' || error?.code === 'invalid');
}
