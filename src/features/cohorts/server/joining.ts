import { Refusal } from '#kernel/refusal.ts';
import { identity, type Account } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Joining, Newcomer } from '#features/identity/server/joining.ts';
import * as tokens from '#features/identity/server/tokens.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Actor, CommandContext } from '#platform/server/feature.ts';
import type { Limits } from '#platform/server/limits.ts';
import { belongs, cohorts, type EnrolmentState } from '../contract.ts';
import { codeIn, hashOf } from './codes.ts';
import * as enrolmentStore from './enrolmentStore.ts';
import { hold, note, type Change, type HeldCohort } from './hold.ts';
import { revokeFor, tellInvitation } from './invitations.ts';
import * as invitationStore from './invitationStore.ts';
import { mailWayIn } from './letters.ts';
import { keepingTheRow, settle } from './places.ts';
import * as places from './placeStore.ts';
import * as store from './store.ts';

type Invitation = invitationStore.Invitation;

/** Where somebody who came by an invitation stands now. */
export interface Joined {
  cohortId: string | null;
  organisationId: string;
  state: 'active' | 'waiting' | 'paused' | 'finished';
}

/** A link by which an address comes in, sent there once it was given: what the token of such a link is for. */
const wayIn = 'cohorts:join';
const wayInLifeMs = 3_600_000;

/** Mails that one address may be sent by whoever names it: more would only fill somebody's mailbox. */
const mailsPerAddress = { times: 5, perMs: 900_000 };

const over = 'This invitation has ended. Ask whoever sent it for another one.';

/** Comes in by an invitation as whoever is signed in. However often it is sent, it has one effect. */
export async function join(context: CommandContext, { token }: { token: string }): Promise<Joined> {
  const invitation = await find(context.tx, token);
  if (!invitation) throw new Refusal('not_found', 'There is no such invitation.');
  return come(context, invitation, await accounts.byId(context.tx, context.actor.userId));
}

/** Mails a way in to an address, whoever has it, with an account or without. */
export async function joinByMail(
  { tx }: CommandContext<Actor>,
  given: { token: string; email: string; name: string; zone: string; language: string },
  { url, limits }: { url: (path: string) => string; limits: Limits },
): Promise<{ sent: true }> {
  const invitation = await find(tx, given.token);
  if (!invitation?.cohortId) throw new Refusal('not_found', 'There is no such invitation.');
  if (!invitation.isOpen) throw new Refusal('conflict', over);
  if (invitation.kind === 'email') throw new Refusal('conflict', 'This invitation was mailed already.');
  const { title } = (await store.cohort(tx, invitation.cohortId))!;
  const { email, name, zone, language } = given;
  await limits.take(wayIn, mailsPerAddress, email);
  // The same is done whether or not the address has an account, so neither answer nor time tells.
  const payload = { invitationId: invitation.id, name, zone, language };
  const token = await tokens.issue(tx, { purpose: wayIn, email, payload, lifeMs: wayInLifeMs });
  const effectKey = `cohorts/join/${hashOf(token)}`;
  await mailWayIn(tx, invitation, { email, title, link: url(`/join/${token}`), effectKey });
  return { sent: true };
}

/**
 * Comes in by a link that was mailed, and is signed in: as the account of the address, or as a new one.
 *
 * @throws Refusal `spent_link`, or `conflict` when a personal invitation's address has an account: it may lie
 *   about for days, so it signs nobody in
 */
export async function joinHere(
  context: CommandContext<Actor> & Pick<Change, 'url'>,
  given: { token: string; name?: string | undefined; zone: string; language: string },
  joining: Joining,
): Promise<Joined> {
  const { tx } = context;
  const mailed = await tokens.redeem(tx, wayIn, given.token);
  if (mailed) {
    const { invitationId, ...newcomer } = mailed.payload as Record<
      'invitationId' | 'name' | 'zone' | 'language',
      string
    >;
    const invitation = await invitationStore.byId(tx, invitationId);
    if (!invitation) throw new Refusal('spent_link');
    const account = await accounts.byEmail(tx, mailed.email);
    return arrive(
      context,
      joining,
      invitation,
      account ?? { email: mailed.email, ...newcomer, emailVerified: true },
    );
  }
  const invitation = await find(tx, given.token);
  if (invitation?.kind !== 'email') throw new Refusal('spent_link');
  if (!invitation.isOpen) throw new Refusal('conflict', over);
  if (await accounts.byEmail(tx, invitation.email!))
    throw new Refusal('conflict', 'This address has an account already. Sign in with it first.');
  const { name = invitation.name, zone, language } = given;
  if (name === null) {
    throw new Refusal('invalid', 'name: is missing', { faults: [{ field: 'name', message: 'is missing' }] });
  }
  const newcomer = { email: invitation.email!, name, zone, language, emailVerified: true };
  return arrive(context, joining, invitation, newcomer);
}

async function arrive(
  context: CommandContext<Actor> & Pick<Change, 'url'>,
  joining: Joining,
  invitation: Invitation,
  who: Account | Newcomer,
): Promise<Joined> {
  const account = 'id' in who ? who : await joining.open(context, who);
  const { tx, tell, url, address } = context;
  const joined = await come({ tx, tell, address, ...(url && { url }) }, invitation, account);
  await joining.signInByMail(context, account.id);
  return joined;
}

/** Takes up or declines what a person was invited to, or leaves the row of those who wait. */
export async function answer(
  context: CommandContext,
  { cohortId, coming }: { cohortId: string; coming: boolean },
): Promise<{ state: EnrolmentState }> {
  const { tx, actor } = context;
  const { userId } = actor;
  if (!(await enrolmentStore.enrolmentOf(tx, cohortId, userId))) throw new Refusal('not_found');
  const cohort = await hold(tx, cohortId);
  const before = (await enrolmentStore.enrolmentOf(tx, cohortId, userId))!;
  const { email } = await accounts.byId(tx, userId);
  if (coming) {
    if (before.state !== 'invited') return { state: before.state };
    const { organisationId } = cohort;
    const [invitation] = await invitationStore.pendingOf(tx, { organisationId, cohortId }, [email]);
    if (!invitation) throw new Refusal('conflict', over);
    const { state } = await come(context, invitation, await accounts.byId(tx, userId));
    return { state };
  }
  if (before.state === 'removed') return { state: 'removed' };
  if (before.state !== 'invited' && before.state !== 'waiting')
    throw new Refusal('conflict', 'You have a place in this cohort. Ask its staff to take you out.');
  await revokeFor(context, cohort, email);
  const wish = { userId, role: before.role, state: 'removed', withdrew: true } as const;
  const { state } = await keepingTheRow(context, cohort, () => settle(context, cohort, before, wish));
  return { state };
}

/** Brings somebody in by an invitation; whoever is in already stays what they are, and no use is counted. */
async function come(change: Change, invitation: Invitation, account: Account): Promise<Joined> {
  if (invitation.kind === 'email' && invitation.email !== account.email)
    throw new Refusal('conflict', 'This invitation is for another e-mail address.');
  return invitation.cohortId === null
    ? comeToOrganisation(change, invitation, account)
    : comeToCohort(change, invitation, await hold(change.tx, invitation.cohortId), account);
}

async function comeToOrganisation(change: Change, invitation: Invitation, account: Account): Promise<Joined> {
  const { organisationId } = invitation;
  const joined: Joined = { cohortId: null, organisationId, state: 'active' };
  const adminIds = await store.holdAdmins(change.tx, organisationId);
  if (adminIds.includes(account.id)) return joined;
  await useUp(change, invitation);
  await makeAdmin(change, organisationId, account);
  return joined;
}

/** Makes somebody an administrator and tells the others; again is as good as once. */
export async function makeAdmin(change: Change, organisationId: string, account: Account): Promise<void> {
  if (!(await store.appoint(change.tx, organisationId, account.id))) return;
  tellAdmin(change, organisationId, account, true);
  await note(change, 'cohorts:appoint', { organisationId }, { kind: 'person', id: account.id }, {});
}

export function tellAdmin(
  { tell }: Change,
  organisationId: string,
  { id: userId, name, email }: Account,
  isAdmin: boolean,
): void {
  const topics = [cohorts.topics.organisation.of({ organisationId }), identity.topics.person.of({ userId })];
  tell(cohorts, 'organisation:admin-changed', topics, {
    organisationId,
    admin: { userId, name, email },
    isAdmin,
  });
}

async function comeToCohort(
  change: Change,
  invitation: Invitation,
  cohort: HeldCohort,
  account: Account,
): Promise<Joined> {
  const { tx } = change;
  const { id: cohortId, organisationId } = cohort;
  const role = invitation.role as 'student' | 'instructor';
  const before = await enrolmentStore.enrolmentOf(tx, cohortId, account.id);
  const isIn = before && (belongs(before.state) || before.state === 'waiting');
  if (isIn && (before.role === role || before.role === 'instructor'))
    return { cohortId, organisationId, state: before.state as Joined['state'] };
  if (cohort.archived) throw new Refusal('conflict', over);
  // Who was taken out comes back by a word to them alone, not by the link that everybody has.
  if (
    before?.state === 'removed' &&
    invitation.kind !== 'email' &&
    !(await enrolmentStore.hasWithdrawn(tx, before.id))
  )
    throw new Refusal('conflict', 'You were in this cohort before. Ask its staff to bring you back.');

  return keepingTheRow(change, cohort, async () => {
    await useUp(change, invitation);
    if (invitation.kind !== 'email') await revokeFor(change, cohort, account.email);
    const wish = { userId: account.id, role, state: 'active' } as const;
    const after = await settle(change, cohort, before, wish);
    return { cohortId, organisationId, state: after.state as Joined['state'] };
  });
}

async function useUp(change: Change, { id }: Invitation): Promise<void> {
  const used = await invitationStore.use(change.tx, id);
  if (!used) throw new Refusal('conflict', over);
  tellInvitation(change, used);
}

/** What an invitation leads to, for whoever has its token or code, or a way in that was mailed. */
export async function look(db: Queryable, token: string) {
  const mailed = await tokens.peek(db, wayIn, token);
  const invitation = mailed
    ? await invitationStore.byId(db, mailed.payload['invitationId'] as string)
    : await find(db, token);
  if (!invitation) throw new Refusal('not_found', 'There is no such invitation.');
  const academy = (await store.organisation(db, invitation.organisationId))!.title;
  const { role } = invitation;
  const kind = mailed ? ('mailed' as const) : invitation.kind;
  const email = mailed?.email ?? invitation.email;
  const open = { kind, role, academy, email };
  if (invitation.cohortId === null)
    return {
      ...open,
      state: invitation.isOpen ? ('open' as const) : ('over' as const),
      course: null,
      cohort: null,
    };
  const { archived, course, ...cohort } = (await store.shownCohort(db, invitation.cohortId))!;
  const isFull = role === 'student' && (await places.room(db, invitation.cohortId)) <= 0;
  const state = !invitation.isOpen || archived ? 'over' : isFull ? 'waiting' : 'open';
  return { ...open, state, course, cohort } as const;
}

async function find(db: Queryable, token: string): Promise<Invitation | undefined> {
  const code = codeIn(token);
  return code === undefined
    ? invitationStore.byTokenHash(db, hashOf(token))
    : invitationStore.byCode(db, code);
}
