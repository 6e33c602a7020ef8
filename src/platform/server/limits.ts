import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Rate } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';

/** Counts what one person, or one address, does under each name. */
export interface Limits {
  /** @throws Refusal `too_many` with the time to wait */
  take(name: string, rate: Rate, who: string): Promise<void>;
}

/** Counts in this process; with several nodes each counts for itself. */
export function memoryLimits(): Limits {
  const limiters = new Map<string, RateLimiterMemory>();
  return {
    async take(name, { times, perMs }, who) {
      let limiter = limiters.get(name);
      if (!limiter) {
        limiter = new RateLimiterMemory({ points: times, duration: perMs / 1_000, keyPrefix: name });
        limiters.set(name, limiter);
      }
      try {
        await limiter.consume(who);
      } catch (spent) {
        if (spent instanceof Error) throw spent;
        throw new Refusal('too_many', undefined, {
          retryAfterMs: (spent as { msBeforeNext: number }).msBeforeNext,
        });
      }
    },
  };
}
