import type { Timer } from '../contract.ts';

/** What is left of a timer, in ms; 0 once it has run out. */
export function leftMsOf({ endsAt, leftMs }: Timer, nowMs: number): number {
  return endsAt === null ? (leftMs ?? 0) : Math.max(0, Date.parse(endsAt) - nowMs);
}

/** Remaining seconds at which the time is spoken: ten, five and one minute, ten seconds, and the end. */
const spokenAtSeconds = [600, 300, 60, 10, 0] as const;

/** The mark that was passed between two looks at a clock; undefined: none. */
export function markBetween(beforeMs: number, nowMs: number): number | undefined {
  return spokenAtSeconds.findLast((seconds) => beforeMs > seconds * 1_000 && nowMs <= seconds * 1_000);
}
