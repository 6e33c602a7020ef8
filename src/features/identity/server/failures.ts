import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Failures per key within a window that begins with the first one. */
export class Failures {
  readonly #limiter: RateLimiterMemory;
  readonly #points: number;
  readonly #mostKeys: number;
  /** The keys in the order they were last touched. */
  readonly #touched = new Set<string>();

  constructor({ points, windowMs, mostKeys }: { points: number; windowMs: number; mostKeys: number }) {
    this.#limiter = new RateLimiterMemory({ points, duration: windowMs / 1000 });
    this.#points = points;
    this.#mostKeys = mostKeys;
  }

  /** How long the key is spent for, in ms; undefined while it has a try left. */
  async spentFor(key: string): Promise<number | undefined> {
    const count = await this.#limiter.get(key);
    const isSpent = count !== null && count.consumedPoints >= this.#points && count.msBeforeNext > 0;
    return isSpent ? count.msBeforeNext : undefined;
  }

  /** Counts one, or answers how long the key is spent for, in ms. */
  async add(key: string): Promise<number | undefined> {
    this.#touch(key);
    try {
      await this.#limiter.consume(key);
      return undefined;
    } catch (reason) {
      if (reason instanceof RateLimiterRes) return Math.max(1, reason.msBeforeNext);
      throw reason;
    }
  }

  async takeBack(key: string): Promise<void> {
    await this.#limiter.reward(key);
  }

  async forget(key: string): Promise<void> {
    this.#touched.delete(key);
    await this.#limiter.delete(key);
  }

  #touch(key: string): void {
    this.#touched.delete(key);
    this.#touched.add(key);
    if (this.#touched.size <= this.#mostKeys) return;
    const [longestAgo] = this.#touched;
    void this.forget(longestAgo!);
  }
}
