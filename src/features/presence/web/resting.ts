import { every, type Clock } from '#kernel/clock.ts';
import { restsAfterMs } from '../contract.ts';

/** What the tabs of one browser know of each other: when one was touched last, and what the server was told. */
export interface TouchStore {
  touchedMs: number;
  /** Absent: nobody knows. */
  resting: boolean | undefined;
}

export interface RestingParts {
  clock: Clock;
  /** Hears of everything that somebody does to the page. @returns stops it */
  onTouch: (hear: () => void) => () => void;
  /** Whether somebody looks on without touching anything: in a live session. */
  isWatching: () => boolean;
  store: TouchStore;
  /** Tells the server. Rejects where it does not get through. */
  say: (resting: boolean) => Promise<unknown>;
}

const lookEveryMs = 30_000;
/** A pointer moves many times a second; one note of it is enough. */
const noteEveryMs = 1_000;

/**
 * Tells the server when nobody has touched any tab of this browser for a while, and when somebody does again:
 * each once, whatever the number of tabs. What does not get through is told with the next look.
 *
 * @returns ends it
 */
export function keepResting({ clock, onTouch, isWatching, store, say }: RestingParts): () => void {
  let notedMs = Number.NEGATIVE_INFINITY;
  let isUntold = false;
  let isOver = false;

  const tell = (resting: boolean): void => {
    store.resting = resting;
    isUntold = false;
    say(resting).catch(() => {
      isUntold = !isOver;
    });
  };
  const touch = (): void => {
    const nowMs = clock.nowMs();
    if (nowMs - notedMs < noteEveryMs) return;
    notedMs = nowMs;
    store.touchedMs = nowMs;
    if (store.resting !== false) tell(false);
  };
  const look = (): void => {
    if (isWatching()) touch();
    const isTouched = clock.nowMs() - store.touchedMs < restsAfterMs;
    if (!isTouched && store.resting !== true) tell(true);
    else if (isUntold) tell(store.resting === true);
  };

  // Whoever opens a page is at it.
  touch();
  const stops = [onTouch(touch), every(clock, lookEveryMs, look)];
  return () => {
    isOver = true;
    for (const stop of stops) stop();
  };
}
