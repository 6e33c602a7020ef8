import type { InvitationLine } from '../../contract.ts';

export type InvitationStanding = 'open' | 'came' | 'usedUp' | 'expired' | 'revoked';

/** How an invitation stands at a moment: it grows too old without anybody saying so. */
export function standingOf(
  { kind, uses, usesLimit, expiresAt, revokedAt }: InvitationLine,
  now: Date,
): InvitationStanding {
  if (kind === 'email' && uses > 0) return 'came';
  if (revokedAt !== null) return 'revoked';
  if (usesLimit !== null && uses >= usesLimit) return 'usedUp';
  return new Date(expiresAt) <= now ? 'expired' : 'open';
}
