import { Refusal } from '#kernel/refusal.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { InvitationLine } from '../contract.ts';
import { newToken } from './codes.ts';
import { note, type Change } from './hold.ts';
import { personalDays, tellInvitation, type Inviting } from './invitations.ts';
import * as store from './invitationStore.ts';
import { mailInvitation } from './letters.ts';
import * as cohortStore from './store.ts';

/** Invites somebody to administer the organisation. */
export async function inviteAdmin(
  context: Inviting,
  { organisationId, email }: { organisationId: string; email: string },
): Promise<InvitationLine> {
  const { tx, actor } = context;
  const adminIds = await cohortStore.holdAdmins(tx, organisationId);
  const account = await accounts.byEmail(tx, email);
  if (account && adminIds.includes(account.id))
    throw new Refusal('conflict', 'This person administers the organisation already.');
  const place = { organisationId, cohortId: null };
  const [former] = await store.pendingOf(tx, place, [email]);
  const { token, tokenHash } = newToken();
  const role = 'organisationAdmin';
  const invitation = former
    ? await store.renew(tx, { id: former.id, role }, { tokenHash, days: personalDays })
    : await store.insert(tx, {
        ...place,
        kind: 'email',
        role,
        tokenHash,
        email,
        usesLimit: 1,
        days: personalDays,
        createdBy: actor.userId,
      });
  await mailInvitation(tx, invitation, { title: null, link: context.url(`/join/${token}`) });
  tellInvitation(context, invitation);
  const about = { kind: 'invitation', id: invitation.id } as const;
  await note(context, 'cohorts:invite-admin', { organisationId }, about, {});
  return store.lineOf(invitation);
}

/** Ends an invitation to administer the organisation; again is as good as once. */
export async function revokeAdminInvitation(
  context: Change,
  { organisationId, invitationId }: { organisationId: string; invitationId: string },
): Promise<InvitationLine> {
  await cohortStore.holdAdmins(context.tx, organisationId);
  const before = await store.one(context.tx, { organisationId, cohortId: null }, invitationId);
  if (!before) throw new Refusal('not_found');
  const revoked = await store.revoke(context.tx, invitationId);
  if (!revoked) return store.lineOf(before);
  tellInvitation(context, revoked);
  const about = { kind: 'invitation', id: invitationId } as const;
  await note(context, 'cohorts:revoke-admin-invitation', { organisationId }, about, {});
  return store.lineOf(revoked);
}
