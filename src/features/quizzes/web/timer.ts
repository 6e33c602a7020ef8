/** How much time is left in an attempt, and what may be done in it. */
export type TimeLeft =
  | { phase: 'unlimited' }
  | { phase: 'running'; leftMs: number }
  /** After the limit, in the minutes in which answers count as late ones. */
  | { phase: 'late'; leftMs: number }
  | { phase: 'over' };

export function timeLeft(nowMs: number, deadlineAt: string | null, lateMinutes: number): TimeLeft {
  if (deadlineAt === null) return { phase: 'unlimited' };
  const leftMs = Date.parse(deadlineAt) - nowMs;
  if (leftMs > 0) return { phase: 'running', leftMs };
  const lateLeftMs = leftMs + lateMinutes * 60_000;
  return lateLeftMs > 0 ? { phase: 'late', leftMs: lateLeftMs } : { phase: 'over' };
}

/** Remaining seconds at which the time is spoken: 10, 5 and 1 minutes, and 10 s. */
export const spokenAtSeconds = [600, 300, 60, 10] as const;

/**
 * Which of the spoken marks lies between two looks at the time left: the last one that was passed, so that a
 * page that slept says one thing. Undefined when none was passed, and after more time was given.
 */
export function spokenBetween(beforeMs: number, nowMs: number): (typeof spokenAtSeconds)[number] | undefined {
  return spokenAtSeconds.findLast((seconds) => beforeMs > seconds * 1_000 && nowMs <= seconds * 1_000);
}

/** Whole seconds as a clock shows them, rounded up so that 0:00 means that the time is over: `24:10`, `1:04:00`. */
export function clockFace(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Milliseconds until the face shows another second. */
export function untilNextFace(leftMs: number): number {
  return leftMs % 1_000 || 1_000;
}
