import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Migration, Queryable, Tx } from './db/database.ts';
import { networkOf } from './network.ts';
import { hasAny, wordsOf, type Traces } from './personal.ts';

export const auditMigrations: readonly Migration[] = [
  {
    name: 'audit/0001-entries',
    sql: `
      create table audit_entry (
        id uuid primary key,
        at timestamptz not null default clock_timestamp(),
        -- Ids stand without references: an entry outlives what it is about.
        actor_id uuid,
        act text not null,
        about_kind text not null,
        about_id text not null,
        organisation_id uuid,
        -- Null: erased, because it named a person who asked for that.
        details jsonb,
        network text
      );
      create index audit_entry_newest on audit_entry (at desc, id desc);
      create index audit_entry_of_organisation on audit_entry (organisation_id, at desc, id desc);
      create index audit_entry_about on audit_entry (about_kind, about_id);
      create index audit_entry_by on audit_entry (actor_id);

      create function audit_entry_stays() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' then
          if new.details is null and (new.network is null or new.network = old.network)
            and (new.id, new.at, new.act, new.about_kind, new.about_id) = (old.id, old.at, old.act, old.about_kind, old.about_id)
            and new.actor_id is not distinct from old.actor_id
            and new.organisation_id is not distinct from old.organisation_id
          then
            return new;
          end if;
        end if;
        raise exception 'audit entries stay as they are';
      end $$;
      create trigger audit_entry_stays before update or delete on audit_entry
        for each row execute function audit_entry_stays();
      create trigger audit_entry_stays_whole before truncate on audit_entry
        for each statement execute function audit_entry_stays();
    `,
  },
];

export interface AuditedAct {
  /** Null: the house itself did it. */
  actorId: string | null;
  /** Named like a command, `cohorts:transfer`. */
  act: string;
  about: { kind: string; id: string };
  organisationId: string | null;
  /** What changed, in values; no tokens, and nothing that people wrote. */
  details: Readonly<Record<string, unknown>>;
  /** Where the request came from; only its network is kept. */
  address?: string;
}

/** Notes an administrative act, in the transaction that carries it out. Nothing takes it back. */
export async function audit(
  tx: Tx,
  { actorId, act, about, organisationId, details, address }: AuditedAct,
): Promise<void> {
  const network = address === undefined ? null : networkOf(address, { v4: 24, v6: 48 });
  await sql`
    insert into audit_entry (id, actor_id, act, about_kind, about_id, organisation_id, details, network)
    values (${newId()}, ${actorId}, ${act}, ${about.kind}, ${about.id}, ${organisationId},
      ${JSON.stringify(details)}::jsonb, ${network})`.execute(tx);
}

export interface AuditEntry {
  id: string;
  at: Date;
  actorId: string | null;
  act: string;
  about: { kind: string; id: string };
  organisationId: string | null;
  /** Null: erased. */
  details: Record<string, unknown> | null;
  network: string | null;
}

export interface AuditFilter {
  /** The beginning of an act's name. */
  act?: string | undefined;
  actorId?: string | undefined;
  aboutId?: string | undefined;
  aboutKind?: string | undefined;
  organisationId?: string | undefined;
  /** Entries up to this moment. */
  until?: string | undefined;
  /** Entries older than this one. */
  before?: string | undefined;
  most: number;
}

/** Entries that fit everything that is asked for, newest first. */
export async function auditEntries(db: Queryable, filter: AuditFilter): Promise<AuditEntry[]> {
  const { act, actorId, aboutId, aboutKind, organisationId, until, before, most } = filter;
  const { rows } = await sql<Omit<AuditEntry, 'about'> & { aboutKind: string; aboutId: string }>`
    select id, at, actor_id as "actorId", act, about_kind as "aboutKind", about_id as "aboutId",
      organisation_id as "organisationId", details, network
    from audit_entry
    where (${act ?? null}::text is null or starts_with(act, ${act ?? null}::text))
      and (${actorId ?? null}::uuid is null or actor_id = ${actorId ?? null}::uuid)
      and (${aboutId ?? null}::text is null or about_id = ${aboutId ?? null}::text)
      and (${aboutKind ?? null}::text is null or about_kind = ${aboutKind ?? null}::text)
      and (${organisationId ?? null}::uuid is null or organisation_id = ${organisationId ?? null}::uuid)
      and (${until ?? null}::timestamptz is null or at <= ${until ?? null}::timestamptz)
      and (${before ?? null}::uuid is null
        or (at, id) < (select b.at, b.id from audit_entry b where b.id = ${before ?? null}::uuid))
    order by at desc, id desc limit ${most}`.execute(db);
  return rows.map(({ aboutKind: kind, aboutId: id, ...row }) => ({ ...row, about: { kind, id } }));
}

/**
 * Empties the details of entries that are about a person or name them. That something was done, by whom and when,
 * stays; so does what they did themselves.
 */
export async function forgetInAudit(tx: Tx, traces: Traces): Promise<void> {
  await sql`
    update audit_entry set details = null
    where details is not null
      and (about_id = ${traces.userId}::text or ${hasAny(sql`details::text`, wordsOf(traces))})`.execute(tx);
}
