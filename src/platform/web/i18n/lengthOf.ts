export type LengthUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** A length of time in the largest unit that still tells it well; but for seconds it is rounded. */
export function lengthOf(seconds: number): { unit: LengthUnit; count: number } {
  if (seconds < 120) return { unit: 'seconds', count: Math.round(seconds) };
  if (seconds < 120 * 60) return { unit: 'minutes', count: Math.round(seconds / 60) };
  if (seconds < 48 * 3_600) return { unit: 'hours', count: Math.round(seconds / 3_600) };
  return { unit: 'days', count: Math.round(seconds / 86_400) };
}
