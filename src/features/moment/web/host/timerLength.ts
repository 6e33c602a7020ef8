import { momentLimits } from '../../contract.ts';

/**
 * The seconds that somebody typed: `12` and `1.5` are minutes, `7:30` is minutes and seconds, `1:30:00` has hours.
 * undefined: it does not read as a time, or no timer lasts so long.
 */
export function secondsTyped(typed: string): number | undefined {
  const text = typed.trim();
  const seconds = /^\d{1,3}([.,]\d{1,2})?$/u.test(text)
    ? Math.round(Number(text.replace(',', '.')) * 60)
    : /^(\d{1,2}:)?\d{1,3}:[0-5]\d$/u.test(text)
      ? text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
      : Number.NaN;
  return seconds >= momentLimits.leastSeconds && seconds <= momentLimits.seconds ? seconds : undefined;
}
