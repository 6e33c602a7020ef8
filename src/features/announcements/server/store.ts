import { sql, type RawBuilder } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { CohortRole } from '#features/cohorts/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { announcementLimits, type Announcement, type AnnouncementState } from '../contract.ts';

export interface AnnouncementRow {
  id: string;
  organisationId: string;
  courseId: string | null;
  cohortId: string | null;
  role: CohortRole | null;
  unlessCompletedId: string | null;
  unlessStudiedDays: number | null;
  groupId: string | null;
  authorId: string;
  authorName: string | null;
  title: string | null;
  text: string | null;
  urgent: boolean;
  pinned: boolean;
  needsAcknowledgement: boolean;
  expiresAt: Date | null;
  state: AnnouncementState;
  schedule: number;
  sending: number;
  createdAt: Date;
  dueAt: Date | null;
  sentAt: Date | null;
  editedAt: Date | null;
  recalledAt: Date | null;
  resentAt: Date | null;
}

/** One whose people may have it. */
export type SentRow = AnnouncementRow & { sentAt: Date };

export const columns = sql`
  a.id, a.organisation_id as "organisationId", a.course_id as "courseId", a.cohort_id as "cohortId", a.role,
  a.unless_completed_id as "unlessCompletedId", a.unless_studied_days as "unlessStudiedDays",
  a.group_id as "groupId", a.author_id as "authorId", a.author_name as "authorName", a.title, a.text, a.urgent, a.pinned, a.needs_acknowledgement as "needsAcknowledgement", a.expires_at as "expiresAt",
  a.state, a.schedule, a.sending, a.created_at as "createdAt", a.due_at as "dueAt", a.sent_at as "sentAt",
  a.edited_at as "editedAt", a.recalled_at as "recalledAt", a.resent_at as "resentAt"`;

/** As staff see it. */
export function shown(row: AnnouncementRow): Announcement {
  const { id, organisationId, courseId, cohortId, state } = row;
  const { role, unlessCompletedId, unlessStudiedDays, groupId } = row;
  return {
    id,
    audience: {
      ...{ organisationId, courseId, cohortId, role },
      ...{ unlessCompletedId, unlessStudiedDays, groupId },
    },
    ...{ title: row.title ?? '', text: row.text ?? '', by: byOf(row) },
    ...{ urgent: row.urgent, pinned: row.pinned, needsAcknowledgement: row.needsAcknowledgement, state },
    expiresAt: iso(row.expiresAt),
    createdAt: row.createdAt.toISOString(),
    dueAt: iso(row.dueAt),
    sentAt: iso(row.sentAt),
    editedAt: iso(row.editedAt),
    recalledAt: iso(row.recalledAt),
    resentAt: iso(row.resentAt),
  };
}

export const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export const byOf = ({
  authorId,
  authorName,
}: Pick<AnnouncementRow, 'authorId' | 'authorName'>): { id: string; name: string } | null =>
  authorName === null ? null : { id: authorId, name: authorName };

export type NewAnnouncement = Pick<
  AnnouncementRow,
  | 'id'
  | 'organisationId'
  | 'courseId'
  | 'cohortId'
  | 'role'
  | 'unlessCompletedId'
  | 'unlessStudiedDays'
  | 'groupId'
  | 'authorId'
  | 'authorName'
  | 'title'
  | 'text'
  | 'urgent'
  | 'pinned'
  | 'needsAcknowledgement'
> & { expiresAt: string | null };

export async function insert(tx: Tx, one: NewAnnouncement): Promise<AnnouncementRow> {
  const { rows } = await sql<AnnouncementRow>`
    insert into announcement as a (id, organisation_id, course_id, cohort_id, role, unless_completed_id,
      unless_studied_days, group_id, author_id, author_name, title, text, urgent, pinned, needs_acknowledgement, expires_at)
    values (${one.id}, ${one.organisationId}, ${one.courseId}, ${one.cohortId}, ${one.role},
      ${one.unlessCompletedId}, ${one.unlessStudiedDays}, ${one.groupId}, ${one.authorId}, ${one.authorName}, ${one.title}, ${one.text}, ${one.urgent},
      ${one.pinned}, ${one.needsAcknowledgement}, ${one.expiresAt})
    returning ${columns}`.execute(tx);
  return rows[0]!;
}

export async function find(db: Queryable, id: string): Promise<AnnouncementRow | undefined> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcement a where a.id = ${id}`.execute(db);
  return rows[0];
}

/**
 * Holds it until the commit: of two that change it at once, the second sees what the first made of it. Others may give
 * it to people meanwhile.
 */
export async function hold(tx: Tx, id: string): Promise<AnnouncementRow> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcement a where a.id = ${id} for no key update`.execute(tx);
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0];
}

/** What is kept of a cohort, or of an organisation beyond single cohorts; the newest first. */
export async function list(
  db: Queryable,
  of: { organisationId?: string | undefined; cohortId?: string | undefined },
): Promise<AnnouncementRow[]> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcement a
    where ${
      of.cohortId === undefined
        ? sql`a.organisation_id = ${of.organisationId} and a.cohort_id is null`
        : sql`a.cohort_id = ${of.cohortId}`
    }
    order by a.id desc limit ${announcementLimits.list}`.execute(db);
  return rows;
}

/** Writes what is given over columns of one; a value may be what the database says (`now`). */
export async function update(
  tx: Tx,
  id: string,
  to: Readonly<Record<string, unknown>>,
): Promise<AnnouncementRow> {
  const pairs = Object.entries(to).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const { rows } = await sql<AnnouncementRow>`
    update announcement a set ${sql.join(pairs)} where a.id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** Now, as it crosses the wire: a transaction may have begun long before. */
export const now: RawBuilder<Date> = sql`date_trunc('milliseconds', clock_timestamp())`;

/**
 * Takes one that is due as sent. In one statement, so that of two workers, and of a worker and whoever takes it back,
 * one alone has it.
 */
export async function takeAsSent(tx: Tx, id: string, schedule: number): Promise<SentRow | undefined> {
  const { rows } = await sql<SentRow>`
    update announcement a
    set state = 'sent', sent_at = ${now}, due_at = null, sending = a.sending + 1
    where a.id = ${id} and a.state = 'scheduled' and a.schedule = ${schedule} and a.due_at <= clock_timestamp()
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Takes one whose time is over as expired. */
export async function takeAsExpired(tx: Tx, id: string): Promise<AnnouncementRow | undefined> {
  const { rows } = await sql<AnnouncementRow>`
    update announcement a set state = 'expired', pinned = false
    where a.id = ${id} and a.state = 'sent' and a.expires_at <= clock_timestamp()
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function discard(tx: Tx, id: string): Promise<void> {
  await sql`delete from announcement where id = ${id}`.execute(tx);
}

/** Those that are pinned and speak to a cohort, held so that none is recalled while somebody is given it. */
export async function pinnedFor(
  tx: Tx,
  { organisationId, courseId, cohortId }: { organisationId: string; courseId: string; cohortId: string },
): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`
    select ${columns} from announcement a
    where a.pinned and a.state = 'sent' and a.organisation_id = ${organisationId}
      and a.unless_completed_id is null and a.unless_studied_days is null and a.group_id is null
      and coalesce(a.course_id, ${courseId}::uuid) = ${courseId}
      and coalesce(a.cohort_id, ${cohortId}::uuid) = ${cohortId}
    order by a.id for share`.execute(tx);
  return rows;
}

/** What somebody wrote, the name under it included. */
export async function writtenBy(tx: Tx, authorId: string): Promise<AnnouncementRow[]> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcement a where a.author_id = ${authorId} and a.author_name is not null
    order by a.id for no key update`.execute(tx);
  return rows;
}
