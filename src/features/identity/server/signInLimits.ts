import { Refusal } from '#kernel/refusal.ts';
import { placeOf } from '#platform/server/network.ts';
import { Failures } from './failures.ts';

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
