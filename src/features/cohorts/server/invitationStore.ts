import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { InvitationLine } from '../contract.ts';

export interface Invitation {
  id: string;
  organisationId: string;
  /** null: into the administration of the organisation. */
  cohortId: string | null;
  kind: InvitationLine['kind'];
  role: InvitationLine['role'];
  code: string | null;
  email: string | null;
  name: string | null;
  uses: number;
  usesLimit: number | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  sentAt: Date | null;
  /** How often it was mailed. */
  sendings: number;
  /** Whether it leads in: not revoked, not too old, not used up. */
  isOpen: boolean;
}

const columns = sql`
  invitation.id, invitation.organisation_id as "organisationId", invitation.cohort_id as "cohortId",
  invitation.kind, invitation.role, invitation.code, invitation.email, invitation.name, invitation.uses,
  invitation.uses_limit as "usesLimit", invitation.created_at as "createdAt",
  invitation.expires_at as "expiresAt", invitation.revoked_at as "revokedAt", invitation.sent_at as "sentAt",
  invitation.sendings, invitation.revoked_at is null and invitation.expires_at > now()
    and (invitation.uses_limit is null or invitation.uses < invitation.uses_limit) as "isOpen"`;

export function lineOf(invitation: Invitation): InvitationLine {
  const {
    organisationId: _organisation,
    cohortId: _cohort,
    sendings: _sendings,
    isOpen: _open,
    ...line
  } = invitation;
  return {
    ...line,
    createdAt: line.createdAt.toISOString(),
    expiresAt: line.expiresAt.toISOString(),
    revokedAt: line.revokedAt?.toISOString() ?? null,
    sentAt: line.sentAt?.toISOString() ?? null,
  };
}

interface Place {
  organisationId: string;
  cohortId: string | null;
}

export interface NewInvitation extends Place {
  kind: InvitationLine['kind'];
  role: InvitationLine['role'];
  tokenHash?: string;
  code?: string;
  email?: string;
  name?: string | null;
  usesLimit: number | null;
  days: number;
  createdBy: string | null;
}

/** @throws a unique violation when the code, or an open invitation of the address, is there already */
export async function insert(tx: Tx, invitation: NewInvitation): Promise<Invitation> {
  const { organisationId, cohortId, kind, role, tokenHash, code, email, name, usesLimit, days, createdBy } =
    invitation;
  const isMailed = kind === 'email';
  const { rows } = await sql<Invitation>`
    insert into invitation
      (id, organisation_id, cohort_id, kind, role, token_hash, code, email, name, uses_limit, expires_at,
       sent_at, sendings, created_by)
    values (${newId()}, ${organisationId}, ${cohortId}, ${kind}, ${role}, ${tokenHash ?? null}, ${code ?? null},
      ${email ?? null}, ${name ?? null}, ${usesLimit}::int, now() + make_interval(days => ${days}::int),
      case when ${isMailed} then now() end, ${isMailed ? 1 : 0}, ${createdBy})
    returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** Sends a personal invitation anew: another link, a new time, and the role it is for now. */
export async function renew(
  tx: Tx,
  { id, role }: { id: string; role: Invitation['role'] },
  { tokenHash, days }: { tokenHash: string; days: number },
): Promise<Invitation> {
  const { rows } = await sql<Invitation>`
    update invitation set token_hash = ${tokenHash}, role = ${role}, sent_at = now(), sendings = sendings + 1,
      expires_at = now() + make_interval(days => ${days}::int)
    where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** Counts one use. @returns undefined when it leads in no more, and then nothing changed */
export async function use(tx: Tx, id: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    update invitation set uses = uses + 1
    where id = ${id} and revoked_at is null and expires_at > now()
      and (uses_limit is null or uses < uses_limit)
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** @returns undefined when it was revoked before */
export async function revoke(tx: Tx, id: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    update invitation set revoked_at = now() where id = ${id} and revoked_at is null
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function byTokenHash(db: Queryable, tokenHash: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation where token_hash = ${tokenHash}`.execute(db);
  return rows[0];
}

export async function byCode(db: Queryable, code: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`select ${columns} from invitation where code = ${code}`.execute(db);
  return rows[0];
}

/** One of the cohort's, or of the organisation's own where the cohort is null. */
export async function one(
  db: Queryable,
  { organisationId, cohortId }: Place,
  id: string,
): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation
    where id = ${id} and organisation_id = ${organisationId}
      and cohort_id is not distinct from ${cohortId}::uuid`.execute(db);
  return rows[0];
}

export async function byId(db: Queryable, id: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`select ${columns} from invitation where id = ${id}`.execute(db);
  return rows[0];
}

/** Personal invitations that nobody has taken up or revoked, too old ones among them. */
export async function pendingOf(
  db: Queryable,
  { organisationId, cohortId }: Place,
  emails: readonly string[],
): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation
    where organisation_id = ${organisationId} and cohort_id is not distinct from ${cohortId}::uuid
      and kind = 'email' and email = any (${emails}::text[]) and revoked_at is null and uses = 0`.execute(db);
  return rows;
}

const mostShown = 500;

/** The newest first. */
export async function of(db: Queryable, { organisationId, cohortId }: Place): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation
    where organisation_id = ${organisationId} and cohort_id is not distinct from ${cohortId}::uuid
    order by id desc limit ${mostShown}`.execute(db);
  return rows;
}
