import { sql, type RawBuilder, type SqlBool } from 'kysely';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { bouncedSince } from '#platform/server/mail/bounces.ts';
import { joinMail, mailOutcome } from '#platform/server/mail/outcomes.ts';
import {
  notificationLimits,
  typesForStaff,
  type MailOutcome,
  type NotificationType,
  type ToldOutcome,
  type TypeForStaff,
} from '../contract.ts';
import type { Place } from './store.ts';

/** What became of one thing that somebody was told. */
export interface Outcome {
  personId: string;
  /** Whether it stands in their bell. */
  inApp: boolean;
  /** When it was read there, or what it is about was opened. */
  openedAt: Date | null;
  mail: MailOutcome;
  /** When that became of the mail; null: none left so far. */
  mailAt: Date | null;
  /** The enhanced status of a mail that came back. */
  status: string | null;
}

export interface PersonOutcome extends Outcome {
  /** Whether mails to them come back: the reason why none said this, where none did. */
  comesBack: boolean;
}

const outcomeColumns = sql`
  n.person_id as "personId", n.in_app as "inApp",
  -- What no bell shows is put away with its mail; nobody opened it.
  case when n.in_app then n.read_at end as "openedAt",
  coalesce(${mailOutcome.outcome}, case when ${waits()} then 'waiting' else 'none' end) as mail,
  ${mailOutcome.at} as "mailAt", ${mailOutcome.status} as status`;

const outcomeTables = sql`notification n ${joinMail(sql`n.mail_key`)}`;

function waits(): RawBuilder<SqlBool> {
  return sql`n.read_at is null and exists (
    select from notification_effect e
    where e.person_id = n.person_id and e.collapse_key = n.collapse_key and e.due_at is not null)`;
}

/**
 * What became of what people were told of one thing, one row a person, by their ids. Who chose no channel for it, muted
 * the cohort or may not know of it was not told, and is not here. For rooms that compose connects: they know whom
 * they spoke to.
 *
 * @param subjectKey `groupOf` its subject
 */
export async function outcomesOf(
  db: Queryable,
  { type, subjectKey }: { type: NotificationType; subjectKey: string },
): Promise<PersonOutcome[]> {
  const { rows } = await sql<Outcome>`
    select distinct on (n.person_id) ${outcomeColumns} from ${outcomeTables}
    where n.group_key = ${subjectKey} and n.type = ${type}
    order by n.person_id, n.at desc, n.id desc`.execute(db);
  const people = await accounts.byIds(
    db,
    rows.map(({ personId }) => personId),
  );
  const back = await bouncedSince(
    db,
    people.map(({ email }) => email),
  );
  const unreached = new Set(people.filter(({ email }) => back.has(email)).map(({ id }) => id));
  return rows.map((row) => ({ ...row, comesBack: unreached.has(row.personId) }));
}

export interface SentRow extends Outcome {
  id: string;
  type: TypeForStaff;
  title: string | null;
  cohortTitle: string | null;
  at: Date;
}

export interface SentAsked {
  cohortId: string;
  type?: TypeForStaff | undefined;
  personId?: string | undefined;
  outcome?: ToldOutcome | undefined;
  before?: Place | undefined;
}

/** What the people of a cohort were told, as far as staff see it; the newest first, one more than a page. */
export async function sentRows(db: Queryable, asked: SentAsked): Promise<SentRow[]> {
  const { cohortId, type, personId, outcome, before } = asked;
  const { rows } = await sql<SentRow>`
    select n.id, n.type, n.title, n.cohort_title as "cohortTitle", n.at, ${outcomeColumns} from ${outcomeTables}
    where n.happened_in = ${cohortId}
      and n.type = any (${type === undefined ? [...typesForStaff] : [type]}::text[])
      and ${personId === undefined ? sql`true` : sql`n.person_id = ${personId}`}
      and ${outcome === undefined ? sql`true` : which[outcome]}
      and ${before === undefined ? sql`true` : sql`(n.at, n.id) < (${before.at}::timestamptz, ${before.id}::uuid)`}
    order by n.at desc, n.id desc limit ${notificationLimits.sentPage + 1}`.execute(db);
  return rows;
}

const which: Record<ToldOutcome, RawBuilder<SqlBool>> = {
  opened: sql`n.in_app and n.read_at is not null`,
  unopened: sql`n.in_app and n.read_at is null`,
  mailed: sql`${mailOutcome.outcome} in ('sent', 'caught')`,
  bounced: sql`${mailOutcome.outcome} = 'bounced'`,
  'given-up': sql`${mailOutcome.outcome} = 'given-up'`,
};
