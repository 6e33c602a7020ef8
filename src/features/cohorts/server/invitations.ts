import { Refusal } from '#kernel/refusal.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Person } from '#platform/server/feature.ts';
import {
  cohorts,
  type CohortRole,
  type InvitationLine,
  type InvitedRow,
  type InviteOutcome,
} from '../contract.ts';
import { newCode, newToken } from './codes.ts';
import * as enrolmentStore from './enrolmentStore.ts';
import { holdAsStaff, note, type Change, type HeldCohort } from './hold.ts';
import * as store from './invitationStore.ts';
import { readInviteLines, type InviteLine } from './inviteLines.ts';
import { mailInvitation } from './letters.ts';
import { keepingTheRow, settle } from './places.ts';
import * as places from './placeStore.ts';

/** A change that mails links, so it knows where this Stoa is reached. */
export interface Inviting extends Change {
  actor: Person;
  url: (path: string) => string;
}

/** How long a personal invitation works. */
export const personalDays = 14;
const resendAfterMs = 60_000;

/** A link or a code by which students come in. */
export async function open(
  context: Inviting,
  {
    cohortId,
    kind,
    usesLimit,
    days,
  }: { cohortId: string; kind: 'link' | 'code'; usesLimit: number | null; days: number },
): Promise<{ invitation: InvitationLine; url: string }> {
  const cohort = await holdAsStaff(context, cohortId);
  refuseArchived(cohort);
  const { token, tokenHash } = newToken();
  const code = newCode();
  const invitation = await store.insert(context.tx, {
    organisationId: cohort.organisationId,
    cohortId,
    kind,
    role: 'student',
    usesLimit,
    days,
    createdBy: context.actor.userId,
    ...(kind === 'link' ? { tokenHash } : { code }),
  });
  tellInvitation(context, invitation);
  const about = { kind: 'invitation', id: invitation.id } as const;
  await note(context, 'cohorts:open-invitation', cohort, about, { cohortId, kind, usesLimit, days });
  return {
    invitation: store.lineOf(invitation),
    url: context.url(kind === 'link' ? `/join/${token}` : `/j/${code}`),
  };
}

interface ReadRow extends InvitedRow {
  /** The account that has this address. */
  userId: string | undefined;
}

/** Invites every address of a list that can be, or says what would become of each. */
export async function invite(
  context: Inviting,
  {
    cohortId,
    role,
    lines,
    dryRun,
  }: { cohortId: string; role: CohortRole; lines: readonly string[]; dryRun: boolean },
): Promise<{ rows: InvitedRow[]; sent: number }> {
  const cohort = await holdAsStaff(context, cohortId);
  refuseArchived(cohort);
  const rows = await judge(context, cohort, role, readInviteLines(lines).slice(0, 500));
  const ready = rows.filter(({ outcome }) => outcome === 'ready' || outcome === 'would-wait');
  if (!dryRun && ready.length > 0) {
    const pending = await pendingByEmail(context, cohort, ready);
    for (const row of ready) await inviteOne(context, cohort, role, row, pending.get(row.email!));
    const about = { kind: 'cohort', id: cohortId } as const;
    await note(context, 'cohorts:invite', cohort, about, { role, people: ready.length });
  }
  return {
    rows: rows.map(({ userId: _userId, ...row }) => row),
    sent: dryRun ? 0 : ready.length,
  };
}

async function judge(
  { tx }: Inviting,
  cohort: HeldCohort,
  role: CohortRole,
  lines: readonly InviteLine[],
): Promise<ReadRow[]> {
  const emails = lines.flatMap(({ email }) => email ?? []);
  const known = new Map((await accounts.byEmails(tx, emails)).map(({ id, email }) => [email, id]));
  const enrolments = new Map(
    (await enrolmentStore.enrolmentsOf(tx, cohort.id)).map((one) => [one.userId, one]),
  );
  const pending = await pendingByEmail({ tx }, cohort, lines);
  let room = await places.room(tx, cohort.id);
  const seen = new Set<string>();

  const outcomeOf = ({ email }: InviteLine): InviteOutcome => {
    if (email === null) return 'bad-address';
    if (seen.has(email)) return 'duplicate';
    seen.add(email);
    const place = enrolments.get(known.get(email) ?? '');
    const isIn = place !== undefined && place.state !== 'removed' && place.state !== 'invited';
    if (isIn && (place.role === role || place.role === 'instructor')) return 'already-member';
    const invitation = pending.get(email);
    if (invitation?.isOpen && invitation.role === role) return 'already-invited';
    if (role === 'instructor') return 'ready';
    room -= 1;
    return room < 0 ? 'would-wait' : 'ready';
  };
  return lines.map((line) => ({ ...line, outcome: outcomeOf(line), userId: known.get(line.email ?? '') }));
}

async function pendingByEmail(
  { tx }: Pick<Change, 'tx'>,
  { id, organisationId }: HeldCohort,
  lines: readonly { email: string | null }[],
): Promise<Map<string, store.Invitation>> {
  const emails = lines.flatMap(({ email }) => email ?? []);
  const rows = await store.pendingOf(tx, { organisationId, cohortId: id }, emails);
  return new Map(rows.map((row) => [row.email!, row]));
}

async function inviteOne(
  context: Inviting,
  cohort: HeldCohort,
  role: CohortRole,
  { email, name, userId }: ReadRow,
  former: store.Invitation | undefined,
): Promise<void> {
  const { tx } = context;
  const { token, tokenHash } = newToken();
  const invitation = former
    ? await store.renew(tx, { id: former.id, role }, { tokenHash, days: personalDays })
    : await store.insert(tx, {
        organisationId: cohort.organisationId,
        cohortId: cohort.id,
        kind: 'email',
        role,
        tokenHash,
        email: email!,
        name,
        usesLimit: 1,
        days: personalDays,
        createdBy: context.actor.userId,
      });
  await mailInvitation(tx, invitation, { title: cohort.title, link: context.url(`/join/${token}`) });
  tellInvitation(context, invitation);
  if (userId === undefined) return;
  // Who has an account sees the invitation at home, too.
  const before = await enrolmentStore.enrolmentOf(tx, cohort.id, userId);
  if (!before || before.state === 'removed' || before.state === 'invited')
    await settle(context, cohort, before, { userId, role, state: 'invited' });
}

/** Mails a personal invitation once more. The link before it ends. */
export async function resend(
  context: Inviting,
  { cohortId, invitationId }: { cohortId: string; invitationId: string },
): Promise<InvitationLine> {
  const cohort = await holdAsStaff(context, cohortId);
  refuseArchived(cohort);
  const invitation = await store.one(
    context.tx,
    { organisationId: cohort.organisationId, cohortId },
    invitationId,
  );
  if (!invitation) throw new Refusal('not_found');
  if (invitation.kind !== 'email' || invitation.revokedAt || invitation.uses > 0)
    throw new Refusal('conflict', 'This invitation cannot be mailed any more.');
  const agoMs = Date.now() - invitation.sentAt!.getTime();
  if (agoMs < resendAfterMs)
    throw new Refusal('too_many', 'It was mailed a moment ago.', { retryAfterMs: resendAfterMs - agoMs });
  const { token, tokenHash } = newToken();
  const { role } = invitation;
  const renewed = await store.renew(
    context.tx,
    { id: invitationId, role },
    { tokenHash, days: personalDays },
  );
  await mailInvitation(context.tx, renewed, { title: cohort.title, link: context.url(`/join/${token}`) });
  tellInvitation(context, renewed);
  await note(
    context,
    'cohorts:resend-invitation',
    cohort,
    { kind: 'invitation', id: invitationId },
    { cohortId },
  );
  return store.lineOf(renewed);
}

/** Ends an invitation; again is as good as once. Who was invited by it and did not come is not invited any more. */
export async function revoke(
  context: Change,
  { cohortId, invitationId }: { cohortId: string; invitationId: string },
): Promise<InvitationLine> {
  const cohort = await holdAsStaff(context, cohortId);
  const { tx } = context;
  const before = await store.one(tx, { organisationId: cohort.organisationId, cohortId }, invitationId);
  if (!before) throw new Refusal('not_found');
  const revoked = await store.revoke(tx, invitationId);
  if (!revoked) return store.lineOf(before);
  tellInvitation(context, revoked);
  await note(
    context,
    'cohorts:revoke-invitation',
    cohort,
    { kind: 'invitation', id: invitationId },
    { cohortId },
  );
  if (revoked.kind === 'email' && revoked.uses === 0) {
    const account = await accounts.byEmail(tx, revoked.email!);
    const place = account && (await enrolmentStore.enrolmentOf(tx, cohortId, account.id));
    if (place?.state === 'invited') {
      await keepingTheRow(context, cohort, () =>
        settle(context, cohort, place, { userId: place.userId, role: place.role, state: 'removed' }),
      );
    }
  }
  return store.lineOf(revoked);
}

/** Ends the personal invitation of an address whose owner came in, or was taken out, another way. */
export async function revokeFor(
  change: Change,
  { id, organisationId }: { id: string; organisationId: string },
  email: string,
): Promise<void> {
  const pending = await store.pendingOf(change.tx, { organisationId, cohortId: id }, [email]);
  for (const invitation of pending) {
    const revoked = await store.revoke(change.tx, invitation.id);
    if (revoked) tellInvitation(change, revoked);
  }
}

/** Tells the staff how an invitation now stands; what it hangs on is held. */
export function tellInvitation({ tell }: Pick<Change, 'tell'>, invitation: store.Invitation): void {
  const { cohortId, organisationId } = invitation;
  const topic =
    cohortId === null
      ? cohorts.topics.organisation.of({ organisationId })
      : cohorts.topics.cohortStaff.of({ cohortId });
  tell(cohorts, 'invitation:changed', [topic], {
    cohortId,
    organisationId,
    invitation: store.lineOf(invitation),
  });
}

function refuseArchived({ archived }: HeldCohort): void {
  if (archived) throw new Refusal('conflict', 'This cohort was put away. Take it back out first.');
}
