/** Points as somebody types them, `1,5` as well as `1.5`; null for what is no number with at most two decimals. */
export function pointsTyped(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('\u2212', '-');
  if (!/^-?\d{1,4}(?:\.\d{1,2})?$/.test(text)) return null;
  const points = Number(text);
  return Math.abs(points) > 1_000 ? null : points;
}
