import { Refusal } from '#kernel/refusal.ts';

export interface TurnSettings {
  /** Works that may be under way together. */
  atOnce: number;
  /** Works that may wait; one more is refused. */
  mostWaiting: number;
}

/** When a refused one should ask again: a full queue of argon2 checks is worked off in about this time. */
const retryAfterMs = 5_000;

/** Lets a few works run together and the others wait in the order they came. */
export class Turns {
  readonly #settings: TurnSettings;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(settings: TurnSettings) {
    this.#settings = settings;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** @throws Refusal `unavailable` when too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      // A turn is handed on as it is; giving it back first would let a newcomer overtake.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#underWay < this.#settings.atOnce) {
      this.#underWay += 1;
      return;
    }
    if (this.#waiting.length >= this.#settings.mostWaiting) {
      throw new Refusal(
        'unavailable',
        'Very many people are signing in right now. Please try again shortly.',
        {
          retryAfterMs,
        },
      );
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
