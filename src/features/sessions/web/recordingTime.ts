import { sessionLimits } from '../contract.ts';

/** `4:10` or `1:02:03`, of a place in a recording. */
export function clockOf(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** The seconds that `12:40` or `1:02:03` stands for; undefined for what is no time, or beyond every recording. */
export function readClock(typed: string): number | undefined {
  const parts = typed.trim().split(/[:.]/);
  if (parts.length < 2 || parts.length > 3 || !parts.every((part) => /^\d{1,3}$/.test(part)))
    return undefined;
  const [rest, minutes, hours = 0] = parts.map(Number).reverse() as [number, number, number?];
  if (rest > 59 || (parts.length === 3 && minutes > 59)) return undefined;
  const seconds = (hours * 60 + minutes) * 60 + rest;
  return seconds <= sessionLimits.positionSeconds ? seconds : undefined;
}

const byQuery = /(^|\.)(youtube\.com|youtu\.be)$/;

/** The address of a recording from a place on, in the way that its host understands, or that players of files do. */
export function addressAt(url: string, seconds: number): string {
  if (seconds <= 0 || !URL.canParse(url)) return url;
  const address = new URL(url);
  if (byQuery.test(address.hostname)) address.searchParams.set('t', String(seconds));
  // A fragment that means something already is left alone.
  else if (address.hash === '') address.hash = `t=${seconds}`;
  return address.href;
}
