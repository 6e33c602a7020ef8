import { useEffect, useRef, type RefObject } from 'react';
import { mergeRanges, type Range } from './times.ts';

/** What somebody did with a recording since this page was opened. */
export interface Played {
  positionSeconds: number;
  durationSeconds: number;
  /** Each second once, in order. */
  ranges: readonly Range[];
}

/** Time between two reports while it plays, in ms. */
const everyMs = 15_000;

/** Tells where a recording stands and what of it was played: while it plays, when it rests, and on leaving. */
export function usePlayed(
  media: RefObject<HTMLMediaElement | null>,
  onPlayed: ((played: Played) => void) | undefined,
): void {
  const latest = useRef(onPlayed);
  useEffect(() => void (latest.current = onPlayed), [onPlayed]);
  useEffect(() => {
    const element = media.current;
    if (!element) return;
    let before: readonly Range[] = [];
    let told = '';
    let lastMs = 0;
    const ranges = (): Range[] => {
      const { played } = element;
      const now = Array.from({ length: played.length }, (_one, place): Range => [
        played.start(place),
        played.end(place),
      ]);
      return mergeRanges([...before, ...now]);
    };
    const tell = (): void => {
      const { duration, currentTime, ended } = element;
      if (!Number.isFinite(duration) || duration < 1) return;
      lastMs = performance.now();
      // Whoever saw the end begins again next time.
      const played: Played = {
        positionSeconds: ended ? 0 : currentTime,
        durationSeconds: duration,
        ranges: ranges(),
      };
      const words = JSON.stringify(played);
      if (words === told || (played.ranges.length === 0 && told === '')) return;
      told = words;
      latest.current?.(played);
    };
    const tick = (): void => {
      if (performance.now() - lastMs >= everyMs) tell();
    };
    const begins = (): void => void (lastMs = performance.now());
    // Loading again forgets what was played.
    const empties = (): void => void (before = ranges());
    const hides = (): void => {
      if (document.visibilityState === 'hidden') tell();
    };
    const heard: [string, () => void][] = [
      ['play', begins],
      ['timeupdate', tick],
      ['pause', tell],
      ['ended', tell],
      ['error', empties],
    ];
    for (const [event, listener] of heard) element.addEventListener(event, listener);
    document.addEventListener('visibilitychange', hides);
    return () => {
      for (const [event, listener] of heard) element.removeEventListener(event, listener);
      document.removeEventListener('visibilitychange', hides);
      tell();
    };
  }, [media]);
}
