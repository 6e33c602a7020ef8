import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Actor, CommandContext, PrepareContext } from '#platform/server/feature.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import type { Account } from '../contract.ts';
import * as credentials from './credentials.ts';
import type { Joining } from './joining.ts';
import { passwordChangedLetter } from './letters.ts';
import { languageOf, tokenPurpose } from './links.ts';
import type { Passwords } from './passwords.ts';
import { tellAccount } from './people.ts';
import type { LiveSessions } from './sessions.ts';
import type { SignInLimits } from './signInLimits.ts';
import { refuseEnforced } from './sso/providerStore.ts';
import * as tokens from './tokens.ts';

export interface PasswordParts {
  db: Queryable;
  passwords: Passwords;
  limits: SignInLimits;
  sessions: LiveSessions;
  joining: Joining;
  origin: () => string;
}

/** A new password's hash, and what it was judged against. */
export interface NewHash {
  hash: string;
  /** The hash that is replaced. */
  from: string | null;
}

/** What a reset needs before its transaction. @throws Refusal `spent_link`, `invalid`, `unavailable` */
export async function prepareReset(
  { db, passwords }: PasswordParts,
  { token, password }: { token: string; password: string },
): Promise<{ hash: string }> {
  const issued = await tokens.peek(db, tokenPurpose('reset'), token);
  const held = issued?.accountId ? await credentials.read(db, issued.accountId) : undefined;
  if (!held) throw new Refusal('spent_link');
  return { hash: await passwords.hashNew(password, held) };
}

export async function reset(
  { sessions, joining, origin }: PasswordParts,
  context: CommandContext<Actor>,
  token: string,
  { hash }: { hash: string },
): Promise<{ user: Account }> {
  const { tx, tell } = context;
  const issued = await tokens.redeem(tx, tokenPurpose('reset'), token);
  const held = issued?.accountId ? await credentials.hold(tx, issued.accountId) : undefined;
  if (!issued || held?.email !== issued.email) throw new Refusal('spent_link');
  await refuseEnforced(tx, held);

  await credentials.setPassword(tx, held.userId, hash);
  await credentials.setVerified(tx, held.userId);
  await tokens.revokeOf(tx, held.userId);
  await sessions.end({ tx, tell }, held.userId, 'all');
  await tellChanged(context, origin(), held);
  return { user: await joining.signIn(context, held.userId) };
}

/** @throws Refusal `wrong_credentials`, `too_many`, `invalid`, `unavailable` */
export async function prepareChange(
  parts: PasswordParts,
  { actor, address }: PrepareContext,
  { current, password }: { current?: string | undefined; password: string },
): Promise<NewHash> {
  const held = await requireCurrent(parts, { userId: actor.userId, address }, current);
  return { hash: await parts.passwords.hashNew(password, held), from: held.passwordHash };
}

/** Sets another password, or a first one. */
export async function change(
  { sessions, origin }: PasswordParts,
  context: CommandContext,
  { hash, from }: NewHash,
): Promise<{ ended: number }> {
  const { tx, tell, actor } = context;
  const held = await credentials.hold(tx, actor.userId);
  if (!held) throw new Refusal('signed_out');
  if (held.passwordHash !== from) throw new Refusal('conflict', 'Your password was changed meanwhile.');
  await refuseEnforced(tx, held);

  await credentials.setPassword(tx, held.userId, hash);
  await tokens.revokeOf(tx, held.userId, [tokenPurpose('reset'), tokenPurpose('sign-in')]);
  const ended = await sessions.end({ tx, tell }, held.userId, { except: actor.sessionId });
  await tellChanged(context, origin(), held);
  return { ended };
}

/**
 * Whether whoever sits at a signed-in device knows the account's password; an account without one passes.
 *
 * @throws Refusal `wrong_credentials`, `too_many`, `unavailable`
 */
export async function requireCurrent(
  { db, passwords, limits }: Pick<PasswordParts, 'db' | 'passwords' | 'limits'>,
  { userId, address }: { userId: string; address: string },
  current: string | undefined,
): Promise<credentials.Held> {
  const held = await credentials.read(db, userId);
  if (!held) throw new Refusal('signed_out');
  if (held.passwordHash === null) return held;
  const attempt = limits.attempt(held.email, address);
  await attempt.check();
  const matches = await passwords.verify(held.passwordHash, current ?? '', () => attempt.begin());
  if (!matches) throw new Refusal('wrong_credentials', 'This is not your current password.');
  await attempt.succeed();
  return held;
}

async function tellChanged(
  write: Pick<CommandContext, 'tx' | 'tell'>,
  origin: string,
  { userId, name, email }: credentials.Held,
): Promise<void> {
  credentials.tellSecurity(write, userId);
  await tellAccount(write, userId);
  await queueMail(write.tx, {
    effectKey: `identity/password-changed/${newId()}`,
    to: { name, address: email },
    ...passwordChangedLetter({
      ...{ name, language: await languageOf(write.tx, userId) },
      url: `${origin}/login?forgotten`,
    }),
  });
}
