import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable, Tx } from '../db/database.ts';

/** That a mail was refused for good. */
export interface Bounce {
  effectKey: string;
  address: string;
  /** What the server answered; null: a report said so later. */
  code: number | null;
  /** The enhanced status, `5.1.1`; null: none was named. */
  status: string | null;
  /** Whether it was about the address; otherwise it was about this mail, or about us. */
  endsAddress: boolean;
}

/** What an answer of a mail server says, or a report that came back. */
export interface Refused {
  code: number | null;
  status: string | null;
  /** Whether the recipient alone was refused, before any of the mail was seen. */
  atRecipient: boolean;
}

/**
 * Whether it is the address that takes no mail. A full mailbox is one tomorrow as well; and what somebody's rules
 * refuse (5.7) says something about us: a class whose provider blocks this server would otherwise never hear again.
 */
export function isOfAddress({ status, atRecipient }: Refused): boolean {
  if (status === null) return atRecipient;
  const [kind, subject, detail] = status.split('.').map(Number) as [number, number, number];
  if (kind !== 5) return false;
  // 5.1.7 and 5.1.8 are about the sender's address, 5.2.2 is a full mailbox and 5.2.3 a long mail.
  if (subject === 1) return detail !== 7 && detail !== 8;
  if (subject === 2) return detail !== 2 && detail !== 3;
  return subject === 0 && atRecipient;
}

/** Writes down that a mail came back. @returns false when that is known */
export async function recordBounce(tx: Tx, bounce: Bounce): Promise<boolean> {
  const { effectKey, address, code, status, endsAddress } = bounce;
  const { rows } = await sql`
    insert into mail_bounce (effect_key, address, code, status, ends_address)
    values (${effectKey}, ${address.toLowerCase()}, ${code}, ${status}, ${endsAddress})
    on conflict (effect_key) do nothing returning effect_key`.execute(tx);
  return rows.length > 0;
}

/** Writes down that a mail came back, with what else that means, in one transaction, and tells whoever shows it. */
export type Bouncing = (bounce: Bounce, also?: (tx: Tx) => Promise<void>) => Promise<void>;

/** Whether an address, in lower case, gets no news. */
export const takesNothing = (address: RawBuilder<string>): RawBuilder<SqlBool> => sql`exists (
  select from mail_bounce b where b.address = ${address} and b.ends_address and b.cleared_at is null)`;

/** Since when mails to these addresses come back, of those to which they do; by the address in lower case. */
export async function bouncedSince(
  db: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ address: string; since: Date }>`
    select address, min(heard_at) as since from mail_bounce
    where ends_address and cleared_at is null
      and address = any (${addresses.map((address) => address.toLowerCase())}::text[])
    group by address`.execute(db);
  return new Map(rows.map(({ address, since }) => [address, since]));
}

/** Trusts an address again. @returns false when it was trusted */
export async function clearBounces(tx: Tx, address: string): Promise<boolean> {
  const { rows } = await sql`
    update mail_bounce set cleared_at = clock_timestamp()
    where address = ${address.toLowerCase()} and ends_address and cleared_at is null
    returning effect_key`.execute(tx);
  return rows.length > 0;
}

/** Forgets what says nothing any more: that an address takes no mail is kept until it is trusted again. */
export async function forgetBounces(db: Queryable): Promise<void> {
  await sql`
    delete from mail_bounce
    where heard_at < now() - interval '90 days' and (cleared_at is not null or not ends_address)`.execute(db);
}
