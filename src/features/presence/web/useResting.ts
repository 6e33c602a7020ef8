import { useEffect, useRef } from 'react';
import { systemClock } from '#kernel/clock.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { presence } from '../contract.ts';
import { keepResting, type TouchStore } from './resting.ts';

const touchedKey = 'stoa.touched';
const restingKey = 'stoa.resting';
/** What somebody does to a page; a film that plays is watched. */
const touches = [
  'pointerdown',
  'pointermove',
  'keydown',
  'wheel',
  'scroll',
  'touchstart',
  'timeupdate',
  'visibilitychange',
];

/** While mounted, this browser says whether anybody is at it. */
export function useResting(isLookingOn: boolean): void {
  const { live } = useRealtime();
  const lookingOn = useRef(isLookingOn);
  useEffect(() => {
    lookingOn.current = isLookingOn;
  }, [isLookingOn]);
  useEffect(
    () =>
      keepResting({
        clock: systemClock,
        onTouch,
        isWatching: () => lookingOn.current && document.visibilityState === 'visible',
        store: sharedStore(),
        // Not through the outbox: what was so while one was offline is of no use.
        say: (resting) => live.api.command(presence, 'presence:rest', { resting }),
      }),
    [live],
  );
}

function onTouch(hear: () => void): () => void {
  const heard = (event: Event): void => {
    if (event.type !== 'visibilitychange' || document.visibilityState === 'visible') hear();
  };
  const how = { capture: true, passive: true };
  for (const type of touches) document.addEventListener(type, heard, how);
  return () => {
    for (const type of touches) document.removeEventListener(type, heard, how);
  };
}

/** What the tabs of this browser share; where nothing may be kept, each page goes by itself and knows of no other. */
function sharedStore(): TouchStore {
  const own = new Map<string, string>();
  const read = (key: string, absent: string | undefined): string | undefined => {
    try {
      return localStorage.getItem(key) ?? absent;
    } catch {
      return own.get(key);
    }
  };
  const write = (key: string, value: string): void => {
    try {
      localStorage.setItem(key, value);
    } catch {
      own.set(key, value);
    }
  };
  return {
    get touchedMs() {
      return Number(read(touchedKey, '0') ?? 0);
    },
    set touchedMs(ms) {
      write(touchedKey, String(ms));
    },
    get resting() {
      const known = read(restingKey, 'no');
      return known === undefined ? undefined : known === 'yes';
    },
    set resting(resting) {
      write(restingKey, resting ? 'yes' : 'no');
    },
  };
}
