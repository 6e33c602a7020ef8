import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { DisabledReason, OutgoingType, WebhookEndpoint, WebhookFormat } from '../contract.ts';

/** Where events are sent, with what nobody is shown. */
export interface EndpointRow {
  id: string;
  organisationId: string;
  url: string;
  description: string;
  format: WebhookFormat;
  types: OutgoingType[];
  secret: string;
  formerSecret: string | null;
  formerSecretUntil: Date | null;
  disabledReason: DisabledReason | null;
  disabledAt: Date | null;
  failingSince: Date | null;
  createdAt: Date;
}

const columns = sql`
  id, organisation_id as "organisationId", url, coalesce(description, '') as description, format, types, secret,
  former_secret as "formerSecret", former_secret_until as "formerSecretUntil",
  disabled_reason as "disabledReason", disabled_at as "disabledAt", failing_since as "failingSince",
  created_at as "createdAt"`;

export function shown(row: EndpointRow): WebhookEndpoint {
  const { id, organisationId, description, format, types, disabledReason, disabledAt } = row;
  return {
    id,
    organisationId,
    shownUrl: shownUrl(row.url),
    description,
    format,
    types,
    disabled: disabledReason && { reason: disabledReason, at: disabledAt!.toISOString() },
    failingSince: row.failingSince?.toISOString() ?? null,
    formerSecretUntil: row.formerSecretUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Enough to tell addresses apart: the rest of it is what lets a service take a message from whoever has it. */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const isShort = search === '' && pathname.length <= 12;
  return isShort ? origin + pathname : `${origin}/…${(pathname + search).slice(-4)}`;
}

export type NewEndpoint = Pick<
  EndpointRow,
  'id' | 'organisationId' | 'url' | 'description' | 'format' | 'types' | 'secret'
>;

/** @returns undefined when the organisation has as many as it may, or another was just added in its place */
export async function insert(tx: Tx, given: NewEndpoint): Promise<EndpointRow | undefined> {
  const { id, organisationId, url, description, format, types, secret } = given;
  const { rows } = await sql<EndpointRow>`
    insert into webhook_endpoint (id, organisation_id, place, url, description, format, types, secret)
    select ${id}, ${organisationId}, place, ${url}, ${description}, ${format}, ${types}::text[], ${secret}
    from generate_series(1, 20) as place
    where not exists (
      select from webhook_endpoint taken
      where taken.organisation_id = ${organisationId} and taken.place = place.place
    )
    order by place limit 1
    on conflict (organisation_id, place) do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** In the order in which they were added. */
export async function ofOrganisation(db: Queryable, organisationId: string): Promise<EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`
    select ${columns} from webhook_endpoint where organisation_id = ${organisationId} order by id`.execute(
    db,
  );
  return rows;
}

export async function endpoint(
  db: Queryable,
  organisationId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`
    select ${columns} from webhook_endpoint
    where id = ${id} and organisation_id = ${organisationId}`.execute(db);
  return rows[0];
}

export async function byId(db: Queryable, id: string): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`
    select ${columns} from webhook_endpoint where id = ${id}`.execute(db);
  return rows[0];
}

/** Holds it until commit: before anything that was sent there. */
export async function hold(tx: Tx, id: string): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`
    select ${columns} from webhook_endpoint where id = ${id} for update`.execute(tx);
  return rows[0];
}

/** Writes one that is held. */
export async function update(tx: Tx, row: EndpointRow): Promise<EndpointRow> {
  const { rows } = await sql<EndpointRow>`
    update webhook_endpoint set
      url = ${row.url}, description = ${row.description}, format = ${row.format}, types = ${row.types}::text[],
      secret = ${row.secret}, former_secret = ${row.formerSecret}, former_secret_until = ${row.formerSecretUntil},
      disabled_reason = ${row.disabledReason}, disabled_at = ${row.disabledAt}, failing_since = ${row.failingSince}
    where id = ${row.id}
    returning ${columns}`.execute(tx);
  return rows[0]!;
}

export async function remove(tx: Tx, organisationId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from webhook_endpoint where id = ${id} and organisation_id = ${organisationId}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Whether anything is sent anywhere: one row of a table that is mostly empty. */
export async function sendsAnything(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ does: boolean }>`
    select exists (select from webhook_endpoint where disabled_at is null) as does`.execute(db);
  return rows[0]!.does;
}

/** Where an organisation has events of a type sent. */
export async function listening(
  db: Queryable,
  organisationId: string,
  type: OutgoingType,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from webhook_endpoint
    where organisation_id = ${organisationId} and disabled_at is null and ${type} = any (types)
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}
