import { Refusal } from '#kernel/refusal.ts';
import { placeOf } from '../network.ts';

/** How many connections one person, and one address (of IPv6, one network of 64 bits), may hold open on this node. */
export class Seats {
  readonly #perPerson: number;
  readonly #perAddress: number;
  readonly #taken = new Map<string, number>();

  constructor({ perPerson, perAddress }: { perPerson: number; perAddress: number }) {
    this.#perPerson = perPerson;
    this.#perAddress = perAddress;
  }

  /**
   * @returns gives the seat back; once is enough, more does no harm
   * @throws Refusal `too_many`
   */
  take(userId: string, address: string): () => void {
    const names = [
      [`person ${userId}`, this.#perPerson],
      [`address ${placeOf(address)}`, this.#perAddress],
    ] as const;
    for (const [name, most] of names) {
      if ((this.#taken.get(name) ?? 0) >= most) {
        throw new Refusal('too_many', 'Too many connections are open.', { retryAfterMs: 30_000 });
      }
    }
    for (const [name] of names) this.#taken.set(name, (this.#taken.get(name) ?? 0) + 1);
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      for (const [name] of names) {
        const left = this.#taken.get(name)! - 1;
        if (left > 0) this.#taken.set(name, left);
        else this.#taken.delete(name);
      }
    };
  }
}
