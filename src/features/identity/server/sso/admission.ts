import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { identity, type SignOnOutcome } from '../../contract.ts';
import * as accounts from '../accounts.ts';
import { claim } from '../claim.ts';
import * as credentials from '../credentials.ts';
import type { Joining } from '../joining.ts';
import type { LiveSessions, Origin, Telling } from '../sessions.ts';
import { grantsOf, type Claims } from './claims.ts';
import { domainOf, domainsOf, type ProviderRow } from './providerStore.ts';
import type { Proof } from './signOn.ts';

export interface AdmissionParts {
  sessions: LiveSessions;
  joining: Joining;
}

/** Why somebody whom a provider vouches for is not let in. */
type Unfit = Extract<SignOnOutcome, 'unverified' | 'foreign-domain' | 'refused'>;

/** A sign-in that was proven and is not let in. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
  readonly outcome: Unfit;

  constructor(outcome: Unfit) {
    super(`somebody vouched for is not let in: ${outcome}`);
    this.outcome = outcome;
  }
}

/**
 * Signs in whom a provider vouches for: whoever it means by this subject since an earlier time, else the account
 * of the e-mail address, else a new one. An address counts only when the provider says that it verified it and
 * its domain is confirmed as the organisation's.
 *
 * @throws NotAdmitted; Refusal `conflict` when somebody else opened the account in the same moment: ask again
 */
export async function admit(
  { sessions, joining }: AdmissionParts,
  write: Telling,
  proof: Proof,
  origin: Origin,
): Promise<{ token: string; expiresAt: Date }> {
  const { provider, claims } = proof;
  const { tx } = write;
  const linked = await linkedAccount(tx, provider.id, claims.subject);
  const userId = linked ?? (await accountOf({ sessions, joining }, write, proof));
  const held = await credentials.hold(tx, userId);
  if (!held) throw new NotAdmitted('refused');
  await link(tx, { providerId: provider.id, subject: claims.subject, userId });
  vouch(write, provider, userId, claims);
  return sessions.start(write, userId, origin);
}

/** What `admit` would come to, without letting anybody in. */
export async function judge(db: Queryable, { provider, claims }: Proof): Promise<SignOnOutcome> {
  if (await linkedAccount(db, provider.id, claims.subject)) return 'passed';
  const fault = await faultOf(db, provider, claims);
  if (fault) return fault;
  const known = await accounts.byEmail(db, claims.email!);
  return known?.platformAdmin ? 'refused' : 'passed';
}

async function accountOf(
  { sessions, joining }: AdmissionParts,
  write: Telling,
  { provider, claims, zone }: Proof,
): Promise<string> {
  const { tx } = write;
  const fault = await faultOf(tx, provider, claims);
  if (fault) throw new NotAdmitted(fault);
  const known = await accounts.byEmail(tx, claims.email!);
  if (!known) {
    const { id } = await joining.open(write, {
      email: claims.email!,
      name: claims.name,
      zone: zone ?? claims.zone ?? 'UTC',
      ...(claims.language !== null && { language: claims.language }),
      emailVerified: true,
    });
    return id;
  }
  const held = await credentials.hold(tx, known.id);
  // Who runs this Stoa is nobody else's to vouch for.
  if (!held || held.platformAdmin) throw new NotAdmitted('refused');
  if (!held.emailVerified) await claim(write, sessions, held);
  return known.id;
}

async function faultOf(
  db: Queryable,
  provider: ProviderRow,
  { email, emailVerified }: Claims,
): Promise<Unfit | undefined> {
  if (email === null || !emailVerified) return 'unverified';
  const domains = await domainsOf(db, provider.id);
  const isOwn = domains.some(({ domain, confirmed }) => confirmed && domain === domainOf(email));
  return isOwn ? undefined : 'foreign-domain';
}

async function linkedAccount(
  db: Queryable,
  providerId: string,
  subject: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ userId: string }>`
    select account_id as "userId" from identity_link
    where provider_id = ${providerId} and subject = ${subject}`.execute(db);
  return rows[0]?.userId;
}

async function link(
  tx: Tx,
  { providerId, subject, userId }: { providerId: string; subject: string; userId: string },
): Promise<void> {
  const { rows } = await sql<{ userId: string }>`
    insert into identity_link as l (provider_id, subject, account_id)
    values (${providerId}, ${subject}, ${userId})
    on conflict (provider_id, subject) do update set used_at = now()
    returning l.account_id as "userId"`.execute(tx);
  // Two first sign-ins at once that ended at different accounts: the first one counts.
  if (rows[0]!.userId !== userId) throw new Refusal('conflict');
}

function vouch(
  { tell }: Telling,
  { organisationId, rules }: ProviderRow,
  userId: string,
  { groups }: Claims,
): void {
  const topic = identity.topics.person.of({ userId });
  tell(identity, 'identity:vouched', [topic], { userId, organisationId, ...grantsOf(rules, groups) });
}
