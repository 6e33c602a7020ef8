/** `4:10` or `1:02:03`, of a place in a recording. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3_600);
  return hours > 0 ? [hours, ...parts].join(':') : parts.join(':').replace(/^0/, '');
}

export type Range = readonly [from: number, to: number];

/** What was played, without overlaps, in order. Ranges that lie closer together than `gapSeconds` become one. */
export function mergeRanges(ranges: readonly Range[], gapSeconds = 0.5): Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    const last = merged.at(-1);
    if (last && from - last[1] <= gapSeconds) last[1] = Math.max(last[1], to);
    else if (to > from) merged.push([from, to]);
  }
  return merged;
}
