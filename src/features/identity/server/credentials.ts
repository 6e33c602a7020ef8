import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import { isUniqueViolation } from '#platform/server/db/errors.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { bouncedSince, clearBounces } from '#platform/server/mail/bounces.ts';
import { identity, type Security } from '../contract.ts';
import { byEmail } from './accounts.ts';
import type { Telling } from './sessions.ts';
import { tokenPurpose } from './links.ts';

/** How an account is proven to be its owner's. */
export interface Held {
  userId: string;
  name: string;
  email: string;
  passwordHash: string | null;
  emailVerified: boolean;
  platformAdmin: boolean;
}

/** Holds an account that is not disabled until commit. */
export async function hold(tx: Tx, userId: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select id as "userId", name, email, password_hash as "passwordHash",
      email_verified_at is not null as "emailVerified", platform_admin as "platformAdmin"
    from account where id = ${userId} and disabled_at is null for no key update`.execute(tx);
  return rows[0];
}

/** The same without holding it. */
export async function read(db: Queryable, userId: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select id as "userId", name, email, password_hash as "passwordHash",
      email_verified_at is not null as "emailVerified", platform_admin as "platformAdmin"
    from account where id = ${userId} and disabled_at is null`.execute(db);
  return rows[0];
}

export async function setPassword(tx: Tx, userId: string, passwordHash: string | null): Promise<void> {
  await sql`update account set password_hash = ${passwordHash} where id = ${userId}`.execute(tx);
}

/** Notes that mail to the address reaches them: also news is mailed to it again. */
export async function setVerified(tx: Tx, userId: string): Promise<void> {
  const { rows } = await sql<{ email: string }>`
    update account set email_verified_at = coalesce(email_verified_at, now()) where id = ${userId}
    returning email`.execute(tx);
  for (const { email } of rows) await clearBounces(tx, email);
}

/** @throws Refusal `conflict` when somebody has the address already */
export async function setEmail(tx: Tx, userId: string, email: string): Promise<void> {
  try {
    await sql`update account set email = ${email}, email_verified_at = now() where id = ${userId}`.execute(
      tx,
    );
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new Refusal('conflict', 'There is already an account with this e-mail address.', { cause });
  }
  await clearBounces(tx, email);
}

export async function securityOf(db: Queryable, userId: string): Promise<Security> {
  const { rows } = await sql<Omit<Security, 'mailBackSince'>>`
    select a.email, a.email_verified_at is not null as "emailVerified",
      a.password_hash is not null as "hasPassword",
      (select t.email from link_token t
        where t.account_id = a.id and t.purpose = ${tokenPurpose('change-email')}
          and t.used_at is null and t.expires_at > now()
        order by t.issued_at desc limit 1) as "waitingEmail"
    from account a where a.id = ${userId}`.execute(db);
  const found = rows[0];
  if (!found) throw new Refusal('not_found');
  const back = (await bouncedSince(db, [found.email])).get(found.email);
  return { ...found, mailBackSince: back?.toISOString() ?? null };
}

/** Tells somebody's own devices how they now get in. */
export function tellSecurity({ tell }: Telling, userId: string): void {
  tell(identity, 'identity:security-changed', [identity.topics.person.of({ userId })], (held) =>
    securityOf(held, userId),
  );
}

/** Tells whoever has the address that mails to it come back, or no longer do. */
export async function tellMailBack(write: Telling, address: string): Promise<void> {
  const account = await byEmail(write.tx, address);
  if (account) tellSecurity(write, account.id);
}
