import { Refusal } from '#kernel/refusal.ts';
import { audit } from '#platform/server/audit.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import * as credentials from './credentials.ts';
import { sendLink } from './links.ts';
import { lineOf } from './people.ts';
import { enforcingProvider } from './sso/providerStore.ts';

/** An operator has a link for a new password sent to somebody. */
export async function sendReset(
  origin: string,
  { tx, actor, address }: CommandContext,
  userId: string,
): Promise<void> {
  await lineOf(tx, userId);
  const held = await credentials.hold(tx, userId);
  if (!held) throw new Refusal('conflict', 'This account is disabled. Enable it first.');
  const provider = held.platformAdmin ? undefined : await enforcingProvider(tx, held.email);
  if (provider)
    throw new Refusal('conflict', `They sign in through ${provider.title}, and have no password here.`);
  const account = { id: held.userId, name: held.name };
  await sendLink(tx, origin, { purpose: 'reset', account, email: held.email });
  await audit(tx, {
    actorId: actor.userId,
    act: 'identity:send-reset',
    about: { kind: 'person', id: userId },
    organisationId: null,
    details: {},
    address,
  });
}
