import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '#kernel/refusal.ts';
import { placeOf } from '#platform/server/network.ts';

export interface SignInLimitSettings {
  /** Failed attempts that one address may make on one account per window. */
  perAccount: number;
  /** Failed attempts that one address may make on all accounts together per window. */
  perAddress: number;
  windowMs: number;
  /** Counts kept; beyond it the one that was touched longest ago is forgotten. */
  mostKeys: number;
}

export const signInLimitDefaults: SignInLimitSettings = {
  perAccount: 10,
  perAddress: 100,
  windowMs: 15 * 60_000,
  mostKeys: 20_000,
};

/** One try at one account from one address. Every method throws Refusal `too_many` when the tries are spent. */
export interface Attempt {
  /** Counts nothing: keeps those who are refused anyhow from waiting in the queue first. */
  check(): Promise<void>;
  /** Counts it as failed, until it proves otherwise: tries made together cannot slip past the figure. */
  begin(): Promise<void>;
  /** Takes the count back, and forgives the earlier failures on this account from this address. */
  succeed(): Promise<void>;
}

export interface SignInLimits {
  attempt(email: string, address: string): Attempt;
}

/**
 * Counts failed sign-ins, never successful ones. An account is limited for one address only, so nobody can
 * lock its owner out from elsewhere. Counts live in this process: a restart forgets them.
 */
export function signInLimits({
  perAccount,
  perAddress,
  windowMs,
  mostKeys,
}: SignInLimitSettings = signInLimitDefaults): SignInLimits {
  const onAccount = new Failures({ points: perAccount, windowMs, mostKeys });
  const fromAddress = new Failures({ points: perAddress, windowMs, mostKeys });
  return {
    attempt(email, address) {
      const place = placeOf(address);
      const account = `${place} ${email}`;
      return {
        async check() {
          refuseFor((await onAccount.spentFor(account)) ?? (await fromAddress.spentFor(place)));
        },
        async begin() {
          refuseFor(await onAccount.add(account));
          const waitMs = await fromAddress.add(place);
          if (waitMs !== undefined) await onAccount.takeBack(account);
          refuseFor(waitMs);
        },
        async succeed() {
          await onAccount.forget(account);
          await fromAddress.takeBack(place);
        },
      };
    },
  };
}

function refuseFor(waitMs: number | undefined): void {
  if (waitMs === undefined) return;
  throw new Refusal('too_many', 'Too many failed attempts to sign in. Please wait a while and try again.', {
    retryAfterMs: waitMs,
  });
}

/** Failures per key within a window that begins with the first one. */
class Failures {
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
