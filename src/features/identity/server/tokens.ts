import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

export interface NewToken {
  /** `room:what-for`; a token is good for this alone. */
  purpose: string;
  /** The address that the link is sent to. */
  email: string;
  /** Whose account it is about, where there is one; the token goes when the account does. */
  accountId?: string;
  payload?: Readonly<Record<string, unknown>>;
  lifeMs: number;
}

/** What a token stands for. */
export interface IssuedToken {
  email: string;
  accountId: string | null;
  payload: Record<string, unknown>;
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/** Makes a token of 256 random bits that works once; we keep its SHA-256, the link that is mailed keeps it. */
export async function issue(
  tx: Tx,
  { purpose, email, accountId, payload = {}, lifeMs }: NewToken,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql`
    insert into link_token (token_hash, purpose, email, account_id, payload, expires_at)
    values (${hashOf(token)}, ${purpose}, ${email}, ${accountId ?? null}, ${JSON.stringify(payload)}::json,
      now() + make_interval(secs => ${lifeMs / 1000}::double precision))`.execute(tx);
  return token;
}

/**
 * Uses a token up: of two that try at once, one succeeds. When the transaction is undone, the token is good
 * again.
 *
 * @returns undefined for a token that is unknown, used, too old, or for something else
 */
export async function redeem(tx: Tx, purpose: string, token: string): Promise<IssuedToken | undefined> {
  if (!tokenShape.test(token)) return undefined;
  const { rows } = await sql<IssuedToken>`
    update link_token set used_at = now()
    where token_hash = ${hashOf(token)} and purpose = ${purpose} and used_at is null and expires_at > now()
    returning email, account_id as "accountId", payload`.execute(tx);
  return rows[0];
}

/** What `redeem` would answer, without using the token up: what a page shows before somebody presses a button. */
export async function peek(db: Queryable, purpose: string, token: string): Promise<IssuedToken | undefined> {
  if (!tokenShape.test(token)) return undefined;
  const { rows } = await sql<IssuedToken>`
    select email, account_id as "accountId", payload from link_token
    where token_hash = ${hashOf(token)} and purpose = ${purpose} and used_at is null and expires_at > now()`.execute(
    db,
  );
  return rows[0];
}

/** Ends links that are still out: all of an account, or those of some purposes. */
export async function revokeOf(tx: Tx, accountId: string, purposes?: readonly string[]): Promise<void> {
  await sql`
    delete from link_token where account_id = ${accountId}
      and (${purposes === undefined} or purpose = any (${[...(purposes ?? [])]}::text[]))`.execute(tx);
}

/** Forgets what nobody can use any more. */
export async function tidy(db: Queryable): Promise<void> {
  await sql`
    delete from link_token where token_hash in (
      select token_hash from link_token where expires_at <= now() - interval '7 days'
      order by token_hash for update skip locked
    )`.execute(db);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
