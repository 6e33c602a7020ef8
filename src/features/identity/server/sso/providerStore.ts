import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { GroupRule, Provider } from '../../contract.ts';

/** A provider as it is kept, its secret with it. */
export interface ProviderRow {
  id: string;
  organisationId: string;
  title: string;
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  groupClaim: string;
  rules: GroupRule[];
  enabled: boolean;
  enforced: boolean;
  changedAt: Date;
  lastTest: Provider['lastTest'];
}

const columns = sql`
  p.id, p.organisation_id as "organisationId", p.title, p.issuer, p.client_id as "clientId",
  p.client_secret as "clientSecret", p.group_claim as "groupClaim", p.rules, p.enabled, p.enforced,
  p.changed_at as "changedAt", p.last_test as "lastTest"`;

export async function ofOrganisation(
  db: Queryable,
  organisationId: string,
): Promise<ProviderRow | undefined> {
  const { rows } = await sql<ProviderRow>`
    select ${columns} from identity_provider p where p.organisation_id = ${organisationId}`.execute(db);
  return rows[0];
}

export async function byId(db: Queryable, id: string): Promise<ProviderRow | undefined> {
  const { rows } = await sql<ProviderRow>`
    select ${columns} from identity_provider p where p.id = ${id}`.execute(db);
  return rows[0];
}

export type NewProvider = Omit<ProviderRow, 'changedAt' | 'lastTest'>;

export async function write(tx: Tx, row: NewProvider): Promise<void> {
  await sql`
    insert into identity_provider (id, organisation_id, title, issuer, client_id, client_secret, group_claim,
      rules, enabled, enforced, changed_at)
    values (${row.id}, ${row.organisationId}, ${row.title}, ${row.issuer}, ${row.clientId},
      ${row.clientSecret}, ${row.groupClaim}, ${JSON.stringify(row.rules)}::json, ${row.enabled},
      ${row.enforced}, clock_timestamp())
    on conflict (organisation_id) do update set
      title = excluded.title, issuer = excluded.issuer, client_id = excluded.client_id,
      client_secret = excluded.client_secret, group_claim = excluded.group_claim, rules = excluded.rules,
      enabled = excluded.enabled, enforced = excluded.enforced, changed_at = excluded.changed_at,
      last_test = null`.execute(tx);
}

/** Claims these domains and lets go of all others; what was confirmed and is still named stays confirmed. */
export async function setDomains(tx: Tx, providerId: string, domains: readonly string[]): Promise<void> {
  await sql`
    delete from identity_provider_domain
    where provider_id = ${providerId} and domain <> all (${[...domains]}::text[])`.execute(tx);
  await sql`
    insert into identity_provider_domain (domain, provider_id)
    select distinct domain, ${providerId}::uuid from unnest(${[...domains]}::text[]) as d (domain)
    on conflict (domain, provider_id) do nothing`.execute(tx);
}

/** @returns false when the provider does not claim the domain */
export async function confirmDomain(
  tx: Tx,
  providerId: string,
  domain: string,
  confirmed: boolean,
): Promise<boolean> {
  const { rows } = await sql`
    update identity_provider_domain
    set confirmed_at = case when ${confirmed} then coalesce(confirmed_at, now()) end
    where provider_id = ${providerId} and domain = ${domain}
    returning domain`.execute(tx);
  return rows.length > 0;
}

export async function domainsOf(db: Queryable, providerId: string): Promise<Provider['domains']> {
  const { rows } = await sql<Provider['domains'][number]>`
    select domain, confirmed_at is not null as confirmed from identity_provider_domain
    where provider_id = ${providerId} order by domain`.execute(db);
  return rows;
}

export async function allDomains(
  db: Queryable,
): Promise<{ organisationId: string; title: string; domain: string; confirmed: boolean }[]> {
  const { rows } = await sql<{ organisationId: string; title: string; domain: string; confirmed: boolean }>`
    select p.organisation_id as "organisationId", p.title, d.domain, d.confirmed_at is not null as confirmed
    from identity_provider_domain d join identity_provider p on p.id = d.provider_id
    order by d.domain, p.id limit 1000`.execute(db);
  return rows;
}

/** A new issuer means other people by the same subjects. */
export async function forgetLinks(tx: Tx, providerId: string): Promise<void> {
  await sql`delete from identity_link where provider_id = ${providerId}`.execute(tx);
}

export async function remove(tx: Tx, organisationId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from identity_provider where organisation_id = ${organisationId} returning id`.execute(tx);
  return rows.length > 0;
}

/** The provider that a domain leads to, while it is on. */
export async function ofDomain(
  db: Queryable,
  domain: string,
): Promise<{ organisationId: string; title: string; enforced: boolean } | undefined> {
  const { rows } = await sql<{ organisationId: string; title: string; enforced: boolean }>`
    select p.organisation_id as "organisationId", p.title, p.enforced
    from identity_provider_domain d join identity_provider p on p.id = d.provider_id
    where d.domain = ${domain} and d.confirmed_at is not null and p.enabled`.execute(db);
  return rows[0];
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** The provider that is the only way in for an address, if there is one. */
export async function enforcingProvider(
  db: Queryable,
  email: string,
): Promise<{ organisationId: string; title: string } | undefined> {
  const provider = await ofDomain(db, domainOf(email));
  return provider?.enforced ? provider : undefined;
}

/** Said of every address of such a domain alike, so that nobody learns which ones have an account. */
export const enforcedRefusal = (): Refusal =>
  new Refusal('wrong_credentials', 'Addresses of this domain sign in at their organisation.');

/**
 * Whoever signs in at their organisation alone has no other way of ours. Operators do: somebody must get in
 * when a provider is out of order.
 *
 * @throws Refusal `wrong_credentials`
 */
export async function refuseEnforced(
  db: Queryable,
  { email, platformAdmin }: { email: string; platformAdmin: boolean },
): Promise<void> {
  if (!platformAdmin && (await enforcingProvider(db, email))) throw enforcedRefusal();
}

export async function noteTest(tx: Tx, id: string, test: NonNullable<Provider['lastTest']>): Promise<void> {
  await sql`
    update identity_provider set last_test = ${JSON.stringify(test)}::json where id = ${id}`.execute(tx);
}
