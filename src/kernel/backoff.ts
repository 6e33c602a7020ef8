export interface Backoff {
  /** Widest wait before the first retry, in ms. */
  firstMs: number;
  /** Widest wait of all, in ms. */
  capMs: number;
}

/**
 * How browsers come back: the first retry falls anywhere within 5 s, later ones within 8 s. With the usual cap of 30 s,
 * 5 of 100 who were away for minutes came back more than 23 s after the end of it; now 95 are back within 6.7 s, and it
 * brings no storm: docs/decisions has the figures.
 */
export const reconnectBackoff: Backoff = { firstMs: 5_000, capMs: 8_000 };

/**
 * How long to wait before the next attempt: full jitter over a range that doubles, so that a whole class
 * that lost its connection in the same instant does not come back in the same instant.
 *
 * @param failures attempts that have already failed; 0 before the first retry
 * @param random   returns a number in [0, 1)
 * @returns milliseconds in [0, min(capMs, firstMs × 2^failures))
 * @throws RangeError when `failures` is negative
 */
export function backoffMs(failures: number, { firstMs, capMs }: Backoff, random: () => number): number {
  if (failures < 0) throw new RangeError(`failures must be 0 or more, got ${failures}`);
  return Math.floor(Math.min(capMs, firstMs * 2 ** Math.min(failures, 30)) * random());
}
