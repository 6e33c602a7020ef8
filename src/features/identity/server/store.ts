import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Account } from '../contract.ts';

const accountColumns = sql`
  a.id, a.name, a.email, a.zone, a.look, a.language, a.platform_admin as "platformAdmin", a.simulated`;

export interface AccountRow extends Account {
  passwordHash: string | null;
  emailVerified: boolean;
  isGuest: boolean;
}

/** Writes accounts whose e-mail is new; answers the ids that were written. */
export async function insertAccounts(db: Queryable, rows: readonly AccountRow[]): Promise<Set<string>> {
  const { rows: written } = await sql<{ id: string }>`
    insert into account (id, email, name, zone, look, language, password_hash, platform_admin, simulated,
      email_verified_at, is_guest)
    select id, email, name, zone, look, language, "passwordHash", "platformAdmin", simulated,
      case when "emailVerified" then now() end, "isGuest"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      id uuid, email text, name text, zone text, look text, language text,
      "passwordHash" text, "platformAdmin" boolean, simulated boolean, "emailVerified" boolean, "isGuest" boolean)
    on conflict (email) do nothing
    returning id`.execute(db);
  return new Set(written.map(({ id }) => id));
}

export async function accountsByIds(db: Queryable, userIds: readonly string[]): Promise<Account[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a where a.id = any (${[...userIds]}::uuid[])`.execute(db);
  return rows;
}

export async function accountByEmail(db: Queryable, email: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a where a.email = ${email}`.execute(db);
  return rows[0];
}

export async function accountsByEmails(db: Queryable, emails: readonly string[]): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a where a.email = any (${emails}::text[])`.execute(db);
  return rows;
}

/** The accounts among these ids whose name or address has these words in it, by id. */
export async function searchAmong(
  db: Queryable,
  userIds: readonly string[],
  { find = '', after, most }: { find?: string | undefined; after?: string | undefined; most: number },
): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a
    where a.id = any (${userIds}::uuid[]) and (${after ?? null}::uuid is null or a.id > ${after ?? null}::uuid)
      and (position(lower(${find}::text) in lower(a.name)) > 0
        or position(lower(${find}::text) in a.email) > 0)
    order by a.id limit ${most}`.execute(db);
  return rows;
}

export interface Credentials {
  userId: string;
  passwordHash: string | null;
  platformAdmin: boolean;
}

/** How somebody signs in by password; a disabled account is like none. */
export async function credentialsOf(db: Queryable, email: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    select id as "userId", password_hash as "passwordHash", platform_admin as "platformAdmin"
    from account where email = ${email} and disabled_at is null`.execute(db);
  return rows[0];
}

/** Holds an account until commit, so that it cannot be disabled meanwhile; false when it is. */
export async function holdEnabled(tx: Queryable, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from account where id = ${userId} and disabled_at is null for share`.execute(tx);
  return rows.length > 0;
}

/** Replaces one hash of a password by another of the same password; a newer password is left alone. */
export async function replaceHash(db: Queryable, userId: string, from: string, to: string): Promise<void> {
  await sql`
    update account set password_hash = ${to} where id = ${userId} and password_hash = ${from}`.execute(db);
}

/** What is absent stays as it is. */
export type ProfileChange = { [Field in 'name' | 'zone' | 'look' | 'language']?: Account[Field] | undefined };

export async function updateProfile(db: Queryable, userId: string, change: ProfileChange): Promise<void> {
  await sql`
    update account set
      name = coalesce(${change.name ?? null}, name),
      zone = coalesce(${change.zone ?? null}, zone),
      look = coalesce(${change.look ?? null}, look),
      language = coalesce(${change.language ?? null}, language)
    where id = ${userId}`.execute(db);
}

export async function anyAccountOutside(db: Queryable, mailDomain: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (
      select 1 from account where not simulated and not is_guest and split_part(email, '@', 2) <> ${mailDomain}
    ) as "any"`.execute(db);
  return rows[0]!.any;
}

export async function hasOpenAccount(db: Queryable, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from account where id = ${userId} and not is_guest and disabled_at is null`.execute(db);
  return rows.length > 0;
}

export interface SessionRow {
  id: string;
  userId: string;
  device: string;
  network: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  /** When it ends, however much it is used; null: by its idle time and its whole life alone. */
  endsAt: Date | null;
}

const sessionColumns = sql`
  s.id, s.user_id as "userId", s.device, s.network,
  s.created_at as "createdAt", s.seen_at as "seenAt", s.expires_at as "expiresAt", s.ends_at as "endsAt"`;

export async function insertSession(db: Queryable, tokenHash: string, row: SessionRow): Promise<void> {
  await sql`
    insert into session (id, token_hash, user_id, device, network, created_at, seen_at, expires_at, ends_at)
    values (${row.id}, ${tokenHash}, ${row.userId}, ${row.device}, ${row.network},
      ${row.createdAt}, ${row.seenAt}, ${row.expiresAt}, ${row.endsAt})`.execute(db);
}

export type SessionOfPerson = SessionRow & { tokenHash: string; platformAdmin: boolean; isGuest: boolean };

/**
 * Sessions that live, of people whose account is open. That it is open is not asked of the database: without statistics
 * its planner takes open accounts for rare and goes through all of them, for every request (500 people: 6 ms).
 */
export async function sessionsByToken(
  db: Queryable,
  tokenHashes: readonly string[],
  now: Date,
): Promise<SessionOfPerson[]> {
  const { rows } = await sql<SessionOfPerson & { isOpen: boolean }>`
    select ${sessionColumns}, s.token_hash as "tokenHash",
      a.platform_admin as "platformAdmin", a.is_guest as "isGuest", a.disabled_at is null as "isOpen"
    from session s join account a on a.id = s.user_id
    where s.token_hash = any (${[...tokenHashes]}::text[]) and s.expires_at > ${now}`.execute(db);
  return rows.filter(({ isOpen }) => isOpen);
}

export async function sessionLives(db: Queryable, sessionId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from session where id = ${sessionId} and expires_at > ${now}`.execute(db);
  return rows.length > 0;
}

/** A person's living sessions, the one seen last first. */
export async function sessionsOf(db: Queryable, userId: string, now: Date): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${sessionColumns} from session s
    where s.user_id = ${userId} and s.expires_at > ${now}
    order by s.seen_at desc, s.id desc`.execute(db);
  return rows;
}

export interface EndedSession {
  id: string;
  tokenHash: string;
}

export type WhichSessions = { only: string } | { except: string } | 'all';

/** Deletes one session of a person, with `except` all the others, or all. */
export async function deleteSessions(
  db: Queryable,
  userId: string,
  which: WhichSessions,
): Promise<EndedSession[]> {
  const chosen =
    which === 'all' ? sql`true` : 'only' in which ? sql`id = ${which.only}` : sql`id <> ${which.except}`;
  // Locked in one order: two devices that end each other would otherwise wait in a circle.
  const { rows } = await sql<EndedSession>`
    with doomed as (
      select id from session where user_id = ${userId} and ${chosen} order by id for update
    )
    delete from session s using doomed d where s.id = d.id
    returning s.id, s.token_hash as "tokenHash"`.execute(db);
  return rows;
}

/**
 * Notes when sessions were last seen and moves their end accordingly: idle time from then on, but never
 * past the whole life. Rows that somebody else holds are left for the next time.
 */
export async function noteSeen(
  db: Queryable,
  seen: readonly { id: string; at: Date }[],
  { idleMs, lifeMs }: { idleMs: number; lifeMs: number },
): Promise<void> {
  await sql`
    with seen as (
      select s.id, n.at
      from json_to_recordset(${JSON.stringify(seen)}::json) as n (id uuid, at timestamptz)
      join session s on s.id = n.id
      where s.seen_at < n.at
      order by s.id for update of s skip locked
    )
    update session s set
      seen_at = seen.at,
      expires_at = least(
        s.ends_at,
        s.created_at + make_interval(secs => ${lifeMs / 1000}::double precision),
        seen.at + make_interval(secs => ${idleMs / 1000}::double precision))
    from seen where s.id = seen.id`.execute(db);
}

/** Lets every session of the guests among these people end at a moment, or when it would have ended before. */
export async function endGuestsBy(db: Queryable, userIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update session set ends_at = least(ends_at, ${at}), expires_at = least(expires_at, ${at})
    where id in (
      select s.id from session s join account a on a.id = s.user_id
      where s.user_id = any (${[...userIds]}::uuid[]) and a.is_guest
      order by s.id for update of s
    )`.execute(db);
}

export async function deleteExpired(db: Queryable, now: Date): Promise<void> {
  await sql`
    delete from session where id in (
      select id from session where expires_at <= ${now} order by id for update skip locked
    )`.execute(db);
}
