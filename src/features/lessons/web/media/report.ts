import { mergeRanges, type Range } from './times.ts';
import type { Played } from './usePlayed.ts';

/** Most ranges that are told at once. */
const mostRanges = 60;

/** What was played, in whole seconds. A recording that was jumped about in is told with its smallest gaps closed. */
export function reportOf({ positionSeconds, durationSeconds, ranges }: Played): {
  positionSeconds: number;
  durationSeconds: number;
  ranges: [number, number][];
} {
  const length = Math.max(1, Math.round(durationSeconds));
  const whole = (seconds: number): number => Math.max(0, Math.min(length, Math.round(seconds)));
  let merged = mergeRanges(ranges.map(([from, to]): Range => [whole(from), whole(to)]));
  for (let gap = 1; merged.length > mostRanges; gap *= 2) merged = mergeRanges(merged, gap);
  return {
    positionSeconds: whole(positionSeconds),
    durationSeconds: length,
    ranges: merged.map(([from, to]) => [from, to]),
  };
}
