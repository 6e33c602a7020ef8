import { Refusal } from '#kernel/refusal.ts';
import type { Actor, CommandContext } from '#platform/server/feature.ts';
import type { Account } from '../contract.ts';
import * as credentials from './credentials.ts';
import type { Joining } from './joining.ts';
import { tokenPurpose } from './links.ts';
import * as tokens from './tokens.ts';

/** Signs in whoever holds the link that was mailed. */
export async function useLink(
  joining: Joining,
  context: CommandContext<Actor>,
  token: string,
): Promise<{ user: Account; to: string | null }> {
  const { tx } = context;
  const issued = await tokens.redeem(tx, tokenPurpose('sign-in'), token);
  const held = issued?.accountId ? await credentials.hold(tx, issued.accountId) : undefined;
  if (!issued || held?.email !== issued.email) throw new Refusal('spent_link');
  const user = await joining.signInByMail(context, held.userId);
  const { to } = issued.payload;
  return { user, to: typeof to === 'string' ? to : null };
}
