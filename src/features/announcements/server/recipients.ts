import { sql, type RawBuilder } from 'kysely';
import type { OwnPlace, Spoken } from '#features/cohorts/server/audience.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import {
  announcementLimits,
  type AnnouncementMarks,
  type AnnouncementReach,
  type AnnouncementShown,
  type OwnAnnouncement,
  type RecipientPage,
  type RecipientsShown,
} from '../contract.ts';
import { byOf, columns, iso, now, type SentRow } from './store.ts';

interface Marks {
  receivedAt: Date | null;
  seenAt: Date | null;
  acknowledgedAt: Date | null;
  dismissedAt: Date | null;
}
export interface RecipientRow extends Spoken, Marks {
  late: boolean;
}

const markColumns = sql`
  r.received_at as "receivedAt", r.seen_at as "seenAt", r.acknowledged_at as "acknowledgedAt",
  r.dismissed_at as "dismissedAt"`;

const marksOf = ({ receivedAt, seenAt, acknowledgedAt, dismissedAt }: Marks) => ({
  receivedAt: iso(receivedAt),
  seenAt: iso(seenAt),
  acknowledgedAt: iso(acknowledgedAt),
  dismissedAt: iso(dismissedAt),
});

/**
 * Gives it to people, each once, in one statement however many they are.
 *
 * @param late whether they come after it was sent
 * @returns those who did not have it
 */
export async function give(
  tx: Tx,
  announcementId: string,
  people: readonly Spoken[],
  late: boolean,
): Promise<Spoken[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<Spoken>`
    insert into announcement_recipient as r (announcement_id, person_id, cohort_id, late)
    select ${announcementId}, person."userId", person."cohortId", ${late}
    from json_to_recordset(${JSON.stringify(people)}::json) as person ("userId" uuid, "cohortId" uuid)
    order by person."userId"
    on conflict (announcement_id, person_id) do nothing
    returning r.person_id as "userId", r.cohort_id as "cohortId"`.execute(tx);
  return rows;
}

/** Who has it, by their ids. */
export async function of(db: Queryable, announcementId: string): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select r.person_id as "userId", r.cohort_id as "cohortId", r.late, ${markColumns}
    from announcement_recipient r where r.announcement_id = ${announcementId} order by r.person_id`.execute(
    db,
  );
  return rows;
}

/** How far it came; late comers do not count. */
export async function reachOf(db: Queryable, announcementId: string): Promise<AnnouncementReach> {
  const { rows } = await sql<Omit<AnnouncementReach, 'announcementId'>>`
    select count(*) as people, count(received_at) as received, count(seen_at) as seen,
      count(acknowledged_at) as acknowledged, count(mailed_at) as mailed, count(bounced_at) as bounced
    from announcement_recipient where announcement_id = ${announcementId} and not late`.execute(db);
  return { announcementId, ...rows[0]! };
}

const whichOf: Record<RecipientsShown, RawBuilder<boolean>> = {
  everybody: sql`true`,
  unseen: sql`r.seen_at is null`,
  unacknowledged: sql`r.acknowledged_at is null`,
  bounced: sql`r.bounced_at is not null`,
};

interface NamedRow extends Omit<Marks, 'dismissedAt'> {
  personId: string;
  name: string;
  cohortId: string;
  cohort: string;
  mailedAt: Date | null;
  bouncedAt: Date | null;
}

/** Those it went to whom its reach counts, by name, behind somebody. */
export async function named(
  db: Queryable,
  announcementId: string,
  which: RecipientsShown,
  after: string | undefined,
): Promise<RecipientPage> {
  const most = announcementLimits.recipients;
  const { rows } = await sql<NamedRow>`
    select r.person_id as "personId", account.name, r.cohort_id as "cohortId", cohort.title as cohort,
      r.received_at as "receivedAt", r.seen_at as "seenAt", r.acknowledged_at as "acknowledgedAt",
      r.mailed_at as "mailedAt", r.bounced_at as "bouncedAt"
    from announcement_recipient r
    join account on account.id = r.person_id
    join cohort on cohort.id = r.cohort_id
    where r.announcement_id = ${announcementId} and not r.late and ${whichOf[which]}
      and ${
        after === undefined
          ? sql`true`
          : sql`(account.name collate "C", r.person_id) >
              (select last.name collate "C", last.id from account last where last.id = ${after})`
      }
    order by account.name collate "C", r.person_id limit ${most + 1}`.execute(db);
  const page = rows.slice(0, most);
  return {
    recipients: page.map(({ personId, name, cohortId, cohort, ...at }) => ({
      person: { id: personId, name },
      cohort: { id: cohortId, title: cohort },
      ...{ receivedAt: iso(at.receivedAt), seenAt: iso(at.seenAt), acknowledgedAt: iso(at.acknowledgedAt) },
      ...{ mailedAt: iso(at.mailedAt), bouncedAt: iso(at.bouncedAt) },
    })),
    after: rows.length > most ? page.at(-1)!.personId : null,
  };
}

/** What it says, to one of its people. */
export const shownTo = (row: SentRow, cohortId: string): AnnouncementShown => ({
  ...{ id: row.id, cohortId, title: row.title ?? '', text: row.text ?? '', by: byOf(row) },
  ...{ urgent: row.urgent, pinned: row.pinned, needsAcknowledgement: row.needsAcknowledgement },
  ...{ expiresAt: iso(row.expiresAt), sentAt: row.sentAt.toISOString(), editedAt: iso(row.editedAt) },
});

/** What somebody has who belongs to these places. */
export async function own(
  db: Queryable,
  personId: string,
  places: readonly OwnPlace[],
): Promise<OwnAnnouncement[]> {
  const { rows } = await sql<SentRow & Marks & { ownCohortId: string }>`
    select ${columns}, ${markColumns}, r.cohort_id as "ownCohortId"
    from announcement_recipient r join announcement a on a.id = r.announcement_id
    where r.person_id = ${personId} and a.state = 'sent' and ${reaches(places)}
    order by a.pinned desc, a.sent_at desc, a.id desc limit ${announcementLimits.mine}`.execute(db);
  return rows.map((row) => ({ ...shownTo(row, row.ownCohortId), ...marksOf(row) }));
}

/** Whether it speaks to one of these places: who left a cohort has no more of what was announced there. */
const reaches = (places: readonly OwnPlace[]): RawBuilder<boolean> => sql`exists (
  select from json_to_recordset(${JSON.stringify(places)}::json)
    as place ("organisationId" uuid, "courseId" uuid, "cohortId" uuid)
  where place."organisationId" = a.organisation_id
    and place."courseId" = coalesce(a.course_id, place."courseId")
    and place."cohortId" = coalesce(a.cohort_id, place."cohortId"))`;

/** What somebody did with it; who did the later has done the earlier. */
export type Mark = 'received' | 'seen' | 'acknowledged' | 'dismissed';

const marking = {
  received: { wanting: sql`r.received_at is null`, sets: sql`received_at = ${now}` },
  seen: {
    wanting: sql`r.seen_at is null`,
    sets: sql`received_at = coalesce(r.received_at, ${now}), seen_at = ${now}`,
  },
  acknowledged: {
    wanting: sql`r.acknowledged_at is null and a.needs_acknowledgement`,
    sets: sql`
      received_at = coalesce(r.received_at, ${now}), seen_at = coalesce(r.seen_at, ${now}), acknowledged_at = ${now}`,
  },
  dismissed: {
    wanting: sql`r.dismissed_at is null`,
    sets: sql`
      received_at = coalesce(r.received_at, ${now}), seen_at = coalesce(r.seen_at, ${now}), dismissed_at = ${now}`,
  },
} as const satisfies Record<Mark, object>;

interface Marked extends Marks {
  announcementId: string;
  late: boolean;
}

/** Marks what somebody has, as far as it is new, in one statement. @returns what changed */
export async function mark(
  tx: Tx,
  personId: string,
  announcementIds: readonly string[],
  places: readonly OwnPlace[],
  what: Mark,
): Promise<Marked[]> {
  const { wanting, sets } = marking[what];
  const { rows } = await sql<Marked>`
    with held as (
      select r.announcement_id from announcement_recipient r join announcement a on a.id = r.announcement_id
      where r.person_id = ${personId} and r.announcement_id = any (${[...announcementIds]}::uuid[])
        and a.state = 'sent' and ${wanting} and ${reaches(places)}
      order by r.announcement_id for update of r
    )
    update announcement_recipient r set ${sets}
    from held where r.announcement_id = held.announcement_id and r.person_id = ${personId}
    returning r.announcement_id as "announcementId", r.late, ${markColumns}`.execute(tx);
  return rows.sort((a, b) => (a.announcementId < b.announcementId ? -1 : 1));
}

/** How those of these stand that somebody has. */
export async function marksFor(
  db: Queryable,
  personId: string,
  announcementIds: readonly string[],
  places: readonly OwnPlace[],
): Promise<Marked[]> {
  const { rows } = await sql<Marked>`
    select r.announcement_id as "announcementId", r.late, ${markColumns}
    from announcement_recipient r join announcement a on a.id = r.announcement_id
    where r.person_id = ${personId} and r.announcement_id = any (${[...announcementIds]}::uuid[])
      and a.state = 'sent' and ${reaches(places)}
    order by r.announcement_id`.execute(db);
  return rows;
}

export const publicMarks = (rows: readonly Marked[]): AnnouncementMarks => ({
  marks: rows.map((row) => ({ announcementId: row.announcementId, ...marksOf(row) })),
});

/** Notes what became of a mail that said it. @returns whether that is new and counts */
export async function noteMail(
  tx: Tx,
  { announcementId, personId }: { announcementId: string; personId: string },
  outcome: 'mailed' | 'bounced',
): Promise<boolean> {
  const sets =
    outcome === 'mailed'
      ? sql`mailed_at = ${now}`
      : sql`mailed_at = coalesce(mailed_at, ${now}), bounced_at = ${now}`;
  const column = sql.ref(`${outcome}_at`);
  const { rows } = await sql<{ late: boolean }>`
    update announcement_recipient set ${sets}
    where announcement_id = ${announcementId} and person_id = ${personId} and ${column} is null
    returning late`.execute(tx);
  return rows[0]?.late === false;
}

/** Takes somebody out, wherever they are. @returns of which announcements */
export async function forget(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ announcementId: string }>`
    delete from announcement_recipient where person_id = ${personId}
    returning announcement_id as "announcementId"`.execute(tx);
  return rows.map(({ announcementId }) => announcementId).sort();
}
