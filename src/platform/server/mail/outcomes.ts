import { sql, type RawBuilder } from 'kysely';

/**
 * What became of a mail that a row names by its effect key: `joinMail(sql`n.mail_key`)` among the tables,
 * `mailOutcome` among the columns. All null where the row names none.
 */
export const joinMail = (key: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  left join mail on mail.effect_key = ${key}
  left join mail_bounce on mail_bounce.effect_key = ${key}`;

export const mailOutcome = {
  /** `bounced`, `waiting`, `sent`, `caught` or `given-up`. */
  outcome: sql<
    string | null
  >`case when mail_bounce.effect_key is not null then 'bounced' else mail.state end`,
  /** When that became of it. */
  at: sql<Date | null>`coalesce(mail_bounce.heard_at, mail.done_at)`,
  /** The enhanced status of one that came back. */
  status: sql<string | null>`mail_bounce.status`,
};
