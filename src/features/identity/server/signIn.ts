import { Refusal } from '#kernel/refusal.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Passwords } from './passwords.ts';
import type { SignInLimits } from './signInLimits.ts';
import { enforcedRefusal, enforcingProvider } from './sso/providerStore.ts';
import * as store from './store.ts';

/**
 * Finds out who this is. An e-mail that nobody has costs the same time and hears the same answer as a wrong
 * password, and counts against the same limits; so does one whose organisation is the only way in.
 *
 * @throws Refusal `wrong_credentials`, `too_many` after too many failures, `unavailable` when the queue is full
 */
export async function verifySignIn(
  { db, passwords, limits }: { db: Queryable; passwords: Passwords; limits: SignInLimits },
  { email, password, address }: { email: string; password: string; address: string },
): Promise<{ userId: string }> {
  const asked = email.trim().toLowerCase();
  const attempt = limits.attempt(asked, address);
  await attempt.check();

  // The database takes neither NUL nor half a character pair; no account has them either.
  const readable = /[\0\p{Cs}]/u.test(asked) ? '' : asked;
  const known = await store.credentialsOf(db, readable);
  const provider = await enforcingProvider(db, readable);
  const passwordHash = known?.passwordHash ?? null;
  // Counted when its turn comes, so that a class in the queue does not use up its own address's tries.
  const matches = await passwords.verify(passwordHash, password, () => attempt.begin());
  const isLetIn = matches && (!provider || known?.platformAdmin === true);
  if (!known || passwordHash === null || !isLetIn)
    throw provider ? enforcedRefusal() : new Refusal('wrong_credentials');
  await attempt.succeed();

  if (passwords.isOutdated(passwordHash)) await renewHash(known.userId, passwordHash);
  return { userId: known.userId };

  async function renewHash(userId: string, outdated: string): Promise<void> {
    try {
      await store.replaceHash(db, userId, outdated, await passwords.hash(password));
    } catch (reason) {
      // A full queue is no reason to keep somebody out; the next sign-in tries again.
      if (!(reason instanceof Refusal)) throw reason;
    }
  }
}
