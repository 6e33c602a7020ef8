import { QueryClient } from '@tanstack/react-query';
import { cohortsLive } from '#features/cohorts/web/reduce.ts';
import { identityLive } from '#features/identity/web/reduce.ts';
import { newId } from '#kernel/ids.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { createApi } from '#platform/web/api/client.ts';
import { createLive } from '#platform/web/query/live.ts';

/** Whether the server said that nobody is signed in (any more). */
export const signedOut = sign();
/** Whether whoever is signed in here was forgotten. */
export const erasedHere = sign();

/** A yes or no for `useSyncExternalStore`. */
function sign() {
  let is = false;
  const listeners = new Set<() => void>();
  return {
    get: (): boolean => is,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (now: boolean): void => {
      is = now;
      for (const listener of [...listeners]) listener();
    },
  };
}

export const queries = new QueryClient();

export const api = createApi({
  fetch: (url, init) => fetch(basePath + url, init),
  newId,
  onUnauthorised: () => signedOut.set(true),
});

/** Somebody just signed in here: what was known of anybody before is forgotten. */
export function arrive(): void {
  live.forget();
  signedOut.set(false);
}

/** What the names begin with of all that rooms of a live session declare. */
const ofSession = new Set('session qa poll moment banner hand pulse reaction timer'.split(' '));

/** One line a room: how its events keep the fetched views true. */
export const live = createLive({
  api,
  queries,
  rooms: [identityLive, cohortsLive],
  // Home, and a session on a phone, come without the rooms that neither shows.
  later: async (name) => {
    const [room] = name.split(':');
    if (room === 'progress') return (await import('./homeRooms.ts')).homeRooms;
    if (room === 'notifications' || room === 'announcements')
      return (await import('./bellRooms.ts')).bellRooms;
    if (room === 'chat') return (await import('./chatRooms.ts')).chatRooms;
    if (ofSession.has(room!)) return (await import('./sessionRooms.ts')).sessionRooms;
    return (await import('./laterRooms.ts')).laterRooms;
  },
});
