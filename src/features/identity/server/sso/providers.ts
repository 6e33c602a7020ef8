import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { audit } from '#platform/server/audit.ts';
import { isUniqueViolation } from '#platform/server/db/errors.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { CommandInput } from '#kernel/contract.ts';
import { identity, type Provider } from '../../contract.ts';
import type { Telling } from '../sessions.ts';
import * as store from './providerStore.ts';
import { ProviderFault, type RelyingParty } from './relyingParty.ts';

type Given = CommandInput<typeof identity, 'identity:set-provider'>;

/** As it is shown: everything but the secret. */
export async function shown(db: Queryable, organisationId: string): Promise<Provider | null> {
  const row = await store.ofOrganisation(db, organisationId);
  if (!row) return null;
  return {
    title: row.title,
    issuer: row.issuer,
    clientId: row.clientId,
    hasSecret: row.clientSecret !== null,
    domains: await store.domainsOf(db, row.id),
    groupClaim: row.groupClaim,
    rules: row.rules,
    enabled: row.enabled,
    enforced: row.enforced,
    changedAt: row.changedAt.toISOString(),
    lastTest: row.lastTest,
  };
}

/**
 * Looks the provider up, before anything is written.
 *
 * @returns the secret that is to be kept
 * @throws Refusal `invalid` naming the issuer, or the secret that is needed anew
 */
export async function prepare(
  { db, party }: { db: Queryable; party: RelyingParty },
  { organisationId, issuer, clientId, clientSecret }: Given,
): Promise<{ clientSecret: string | null }> {
  const before = await store.ofOrganisation(db, organisationId);
  const secret = secretOf(before, { issuer, clientSecret });
  try {
    await party.lookUp({ issuer, clientId, clientSecret: secret });
  } catch (cause) {
    if (!(cause instanceof ProviderFault)) throw cause;
    throw fault('issuer', cause.message);
  }
  return { clientSecret: secret };
}

/** A secret is for the issuer that it was given for: another one would be told it. */
function secretOf(
  before: store.ProviderRow | undefined,
  { issuer, clientSecret }: { issuer: string; clientSecret: string | undefined },
): string | null {
  if (clientSecret !== undefined) return clientSecret === '' ? null : clientSecret;
  if (before?.clientSecret && before.issuer !== issuer)
    throw fault('clientSecret', 'is needed anew for another issuer');
  return before?.clientSecret ?? null;
}

function fault(field: string, message: string): Refusal {
  return new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });
}

export async function set(
  { tx, tell, actor, address }: CommandContext,
  { organisationId, domains, clientSecret: given, ...rest }: Given,
  { clientSecret }: { clientSecret: string | null },
): Promise<Provider> {
  const before = await store.ofOrganisation(tx, organisationId);
  const id = before?.id ?? newId();
  await store.write(tx, { ...rest, id, organisationId, clientSecret });
  if (before && before.issuer !== rest.issuer) await store.forgetLinks(tx, id);
  await store.setDomains(tx, id, domains);
  const { title, issuer, clientId, enabled, enforced } = rest;
  await audit(tx, {
    actorId: actor.userId,
    act: 'identity:set-provider',
    about: { kind: 'organisation', id: organisationId },
    organisationId,
    details: {
      title,
      issuer,
      clientId,
      domains,
      enabled,
      enforced,
      secret: given === undefined ? 'kept' : 'set',
    },
    address,
  });
  return tellChanged({ tx, tell }, organisationId);
}

export async function remove(
  { tx, tell, actor, address }: CommandContext,
  { organisationId }: { organisationId: string },
): Promise<{ removed: boolean }> {
  if (!(await store.remove(tx, organisationId))) return { removed: false };
  await audit(tx, {
    actorId: actor.userId,
    act: 'identity:remove-provider',
    about: { kind: 'organisation', id: organisationId },
    organisationId,
    details: {},
    address,
  });
  tell(identity, 'identity:provider-changed', topicsOf(organisationId), { organisationId, provider: null });
  return { removed: true };
}

export async function confirmDomain(
  { tx, tell, actor, address }: CommandContext,
  { organisationId, domain, confirmed }: { organisationId: string; domain: string; confirmed: boolean },
): Promise<Provider> {
  const row = await store.ofOrganisation(tx, organisationId);
  if (!row) throw new Refusal('not_found');
  try {
    if (!(await store.confirmDomain(tx, row.id, domain, confirmed))) throw new Refusal('not_found');
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new Refusal('conflict', 'This domain is confirmed for another organisation.', { cause });
  }
  await audit(tx, {
    actorId: actor.userId,
    act: 'identity:confirm-domain',
    about: { kind: 'organisation', id: organisationId },
    organisationId,
    details: { domain, confirmed },
    address,
  });
  return tellChanged({ tx, tell }, organisationId);
}

/** Keeps what came of a test, where whoever set the provider up sees it. */
export async function noteTest(
  write: Telling,
  { providerId, organisationId }: { providerId: string; organisationId: string },
  test: NonNullable<Provider['lastTest']>,
): Promise<void> {
  await store.noteTest(write.tx, providerId, test);
  await tellChanged(write, organisationId);
}

async function tellChanged({ tx, tell }: Telling, organisationId: string): Promise<Provider> {
  const provider = (await shown(tx, organisationId))!;
  tell(identity, 'identity:provider-changed', topicsOf(organisationId), async (held) => ({
    organisationId,
    provider: await shown(held, organisationId),
  }));
  return provider;
}

function topicsOf(organisationId: string): string[] {
  return [identity.topics.signInOf.of({ organisationId }), identity.topics.people.of({})];
}
