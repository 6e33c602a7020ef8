import { Refusal } from '#kernel/refusal.ts';

/**
 * How many readers may be arriving at once. Each one asks the database for its access and its past; when
 * more come back than can be served soon, the rest are better off with a moment of their own to try again
 * than at the end of a queue.
 */
export class Admission {
  readonly #most: number;
  readonly #random: () => number;
  #arriving = 0;

  constructor({ most, random }: { most: number; random: () => number }) {
    this.#most = most;
    this.#random = random;
  }

  /**
   * Serves one arrival, if there is room.
   * @throws Refusal `unavailable` with a time to wait between 1 and 5 s; else as `serve`
   */
  async during<T>(serve: () => Promise<T>): Promise<T> {
    if (this.#arriving >= this.#most) {
      throw new Refusal('unavailable', undefined, {
        retryAfterMs: 1_000 + Math.floor(this.#random() * 4_000),
      });
    }
    this.#arriving += 1;
    try {
      return await serve();
    } finally {
      this.#arriving -= 1;
    }
  }
}
