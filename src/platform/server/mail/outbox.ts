import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '../db/database.ts';

/** Who receives a mail. Their name may be anything that a person wrote. */
export interface Recipient {
  name: string;
  address: string;
}

export interface Mail {
  /** What this mail is the effect of, `invitation/<id>`: queued twice under one key, it is sent once. */
  effectKey: string;
  to: Recipient;
  subject: string;
  text: string;
  html: string;
  /**
   * An address of this Stoa by which a mail program turns such mails off at once, without a page in between (RFC 8058).
   * It takes a POST without a cookie, and whoever has the mail may use it.
   */
  stopUrl?: string;
  /** Absent: a mail that somebody needs to get in. */
  news?: News;
}

/** What tells mails of news from those that somebody needs. They leave when they disturb nobody, see `Holds`. */
export interface News {
  readerId: string;
  kind: string;
  /** After it the mail says nothing of use any more; absent: it always does. */
  notAfter?: Date;
}

/**
 * Puts a mail into the outbox, in the transaction that causes it: it is sent after the commit, or never
 * where there is none. Bodies come from `letter`.
 */
export async function queueMail(
  tx: Tx,
  { effectKey, to, subject, text, html, stopUrl, news }: Mail,
): Promise<void> {
  await sql`
    insert into mail (id, effect_key, message_key, to_name, to_address, subject, text, html, stop_url,
      reader_id, news, not_after)
    values (${newId()}, ${effectKey}, ${messageKey(effectKey)}, ${line(to.name)}, ${to.address}, ${line(subject)},
      ${text}, ${html}, ${stopUrl === undefined ? null : new URL(stopUrl).href},
      ${news?.readerId ?? null}, ${news?.kind ?? null}, ${news?.notAfter ?? null})
    on conflict (effect_key) do nothing`.execute(tx);
}

/** The same for the same effect: a mail that was sent twice, after a crash, is known as one. */
function messageKey(effectKey: string): string {
  return createHash('sha256').update(effectKey).digest('hex').slice(0, 32);
}

/** One line without controls: a break within a header would begin another header. */
function line(words: string): string {
  return words
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
