import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Actor, CommandContext } from '#platform/server/feature.ts';
import { bouncedSince } from '#platform/server/mail/bounces.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import { identity } from '../contract.ts';
import * as accounts from './accounts.ts';
import * as credentials from './credentials.ts';
import { emailChangedLetter } from './letters.ts';
import { languageOf, offerEmail, sendLink, tokenPurpose } from './links.ts';
import { tellAccount } from './people.ts';
import type { Telling } from './sessions.ts';
import { refuseEnforced } from './sso/providerStore.ts';
import * as tokens from './tokens.ts';

export interface EmailParts {
  origin: () => string;
  /** Rooms that show people tell theirs. */
  renamed: ((telling: Telling, userId: string) => Promise<void>) | undefined;
}

export async function askVerification({ origin }: EmailParts, { tx, actor }: CommandContext): Promise<void> {
  const held = await credentials.hold(tx, actor.userId);
  if (!held) throw new Refusal('signed_out');
  const comesBack = (await bouncedSince(tx, [held.email])).size > 0;
  if (held.emailVerified && !comesBack) throw new Refusal('conflict', 'Your address is confirmed already.');
  const { userId: id, name, email } = held;
  await sendLink(tx, origin(), { purpose: 'verify-email', account: { id, name }, email });
}

/** Asks for another address; what is done, and said, is the same whether or not somebody has it. */
export async function askChange(
  { origin }: EmailParts,
  { tx, tell, actor }: CommandContext,
  email: string,
): Promise<void> {
  const held = await credentials.hold(tx, actor.userId);
  if (!held) throw new Refusal('signed_out');
  await refuseEnforced(tx, held);
  if (held.email === email) {
    const faults = [{ field: 'email', message: 'is your address already' }];
    throw new Refusal('invalid', 'This is your address already.', { faults });
  }
  await tokens.revokeOf(tx, held.userId, [tokenPurpose('change-email')]);
  await offerEmail(tx, origin(), { id: held.userId, name: held.name, from: held.email }, email);
  credentials.tellSecurity({ tx, tell }, held.userId);
}

/** Confirms the address that a link was sent to: the account's own, or its new one. */
export async function verify(
  parts: EmailParts,
  context: CommandContext<Actor>,
  token: string,
): Promise<{ email: string }> {
  const { tx, tell } = context;
  const own = await tokens.redeem(tx, tokenPurpose('verify-email'), token);
  if (own?.accountId) {
    const held = await credentials.hold(tx, own.accountId);
    if (held?.email !== own.email) throw new Refusal('spent_link');
    await credentials.setVerified(tx, held.userId);
    credentials.tellSecurity({ tx, tell }, held.userId);
    await tellAccount({ tx, tell }, held.userId);
    return { email: own.email };
  }
  const issued = await tokens.redeem(tx, tokenPurpose('change-email'), token);
  const held = issued?.accountId ? await credentials.hold(tx, issued.accountId) : undefined;
  if (!issued || !held || held.email !== issued.payload['from']) throw new Refusal('spent_link');
  await moveTo(parts, context, held, issued.email);
  return { email: issued.email };
}

async function moveTo(
  { renamed }: EmailParts,
  { tx, tell }: Telling,
  { userId, name, email: from }: credentials.Held,
  email: string,
): Promise<void> {
  await credentials.setEmail(tx, userId, email);
  // Links that were sent to the old address are no longer the owner's.
  await tokens.revokeOf(tx, userId);
  await renamed?.({ tx, tell }, userId);
  tell(identity, 'identity:profile-changed', [identity.topics.person.of({ userId })], (held) =>
    accounts.byId(held, userId),
  );
  credentials.tellSecurity({ tx, tell }, userId);
  await tellAccount({ tx, tell }, userId);
  await queueMail(tx, {
    effectKey: `identity/email-changed/${newId()}`,
    to: { name, address: from },
    ...emailChangedLetter({ name, language: await languageOf(tx, userId), to: email }),
  });
}
