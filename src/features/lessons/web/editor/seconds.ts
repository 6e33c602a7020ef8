/** Seconds of a place such as `4:10`, `1:02:03` or `250`; null for what is none. */
export function secondsOf(typed: string): number | null {
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,6})$/.exec(typed.trim());
  if (!match) return null;
  const [, hours, minutes, seconds = ''] = match;
  if (minutes !== undefined && Number(seconds) > 59) return null;
  return Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds);
}
