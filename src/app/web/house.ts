import { QueryClient } from '@tanstack/react-query';
import { cohortsLive } from '#features/cohorts/web/reduce.ts';
import { identityLive } from '#features/identity/web/reduce.ts';
import { lessonsLive } from '#features/lessons/web/reduce.ts';
import { progressLive } from '#features/progress/web/reduce.ts';
import { newId } from '#kernel/ids.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { createApi } from '#platform/web/api/client.ts';
import { createLive } from '#platform/web/query/live.ts';

/** Whether the server said that nobody is signed in (any more). A store for `useSyncExternalStore`. */
export const signedOut = {
  is: false,
  listeners: new Set<() => void>(),
  get: (): boolean => signedOut.is,
  subscribe: (listener: () => void): (() => void) => {
    signedOut.listeners.add(listener);
    return () => signedOut.listeners.delete(listener);
  },
  set: (is: boolean): void => {
    signedOut.is = is;
    for (const listener of [...signedOut.listeners]) listener();
  },
};

export const queries = new QueryClient();

export const api = createApi({
  fetch: (url, init) => fetch(basePath + url, init),
  newId,
  onUnauthorised: () => signedOut.set(true),
});

/** One line a room: how its events keep the fetched views true. */
export const live = createLive({
  api,
  queries,
  rooms: [identityLive, cohortsLive, lessonsLive, progressLive],
});
