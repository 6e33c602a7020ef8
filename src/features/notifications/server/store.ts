import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import {
  notificationLimits,
  placeOf,
  type Notification,
  type NotificationPage,
  type NotificationSubject,
  type NotificationType,
} from '../contract.ts';

export interface NotificationRow {
  id: string;
  personId: string;
  type: NotificationType;
  group: string;
  cohortId: string;
  cohortTitle: string | null;
  title: string | null;
  byId: string | null;
  byName: string | null;
  count: number;
  subject: NotificationSubject;
  at: Date;
  readAt: Date | null;
}

export const notificationColumns = sql`
  n.id, n.person_id as "personId", n.type, n.group_key as "group", n.happened_in as "cohortId",
  n.cohort_title as "cohortTitle", n.title, b.by_id as "byId", b.by_name as "byName", n.count, n.subject, n.at,
  n.read_at as "readAt"`;

/** Where `notificationColumns` are. */
export const notificationTables = sql`notification n left join notification_by b on b.notification_id = n.id`;

export function publicOf(row: NotificationRow): Notification {
  const { id, type, group, cohortId, cohortTitle, title, byId, byName, count, subject, at, readAt } = row;
  return {
    ...{ id, type, group, count, subject },
    cohort: { id: cohortId, title: cohortTitle ?? '' },
    title: title ?? '',
    by: byId === null || byName === null ? null : { id: byId, name: byName },
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}

/** How many the bell counts. */
export async function unreadOf(db: Queryable, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from notification
    where person_id = ${personId} and read_at is null and in_app`.execute(db);
  return rows[0]!.count;
}

/** A page of what the bell shows, the newest first. */
export async function page(db: Queryable, personId: string, before?: Place): Promise<NotificationPage> {
  const older: RawBuilder<SqlBool> = before
    ? sql`(n.at, n.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<NotificationRow>`
    select ${notificationColumns} from ${notificationTables} where n.person_id = ${personId} and n.in_app and ${older}
    order by n.at desc, n.id desc limit ${notificationLimits.page + 1}`.execute(db);
  const notifications = rows.slice(0, notificationLimits.page).map(publicOf);
  const last = notifications.at(-1);
  const goesOn = last !== undefined && rows.length > notificationLimits.page;
  return { notifications, before: goesOn ? placeOf(last) : null };
}

export interface Place {
  at: string;
  id: string;
}

export interface Standing {
  notification: Notification;
  unread: number;
}

/** How notifications stand, each with how much its person has not read; by their ids. */
export async function standings(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<NotificationRow & { unread: number }>`
    select ${notificationColumns}, coalesce(waiting.unread, 0) as unread
    from ${notificationTables}
    left join (
      select person_id, count(*) as unread from notification
      where read_at is null and in_app
        and person_id in (select person_id from notification where id = any (${[...ids]}::uuid[]))
      group by person_id
    ) waiting on waiting.person_id = n.person_id
    where n.id = any (${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ unread, ...row }) => [row.id, { notification: publicOf(row), unread }]));
}

/** What is told to whoever it concerns. */
export interface Telling {
  type: NotificationType;
  /** Whoever is told under it is not told again. */
  effectKey: string;
  /** Unread ones under one key are one, which counts. */
  collapseKey: string;
  group: string;
  cohortId: string;
  cohortTitle: string;
  title: string;
  by: { id: string; name: string } | null;
  subject: NotificationSubject;
}

/** One person who is to be told. */
export interface Recipient {
  /** Which of the tellings it is, by its place among them; of two under one effect key the first one counts. */
  place: number;
  personId: string;
  /** Of the notification, where this makes a new one. */
  id: string;
  inApp: boolean;
  mail: 'now' | 'digest' | null;
  /** When a mail may say it. */
  dueAt: Date | null;
}

/** One effect that nobody had before. */
export interface Kept {
  personId: string;
  effectKey: string;
  collapseKey: string;
  /** Where it is gathered. */
  notificationId: string;
  inApp: boolean;
  mail: 'now' | 'digest' | null;
  dueAt: Date | null;
}

/**
 * Keeps what people are told, in one statement for however many: each effect once a person, gathered in what they have
 * not read of the same.
 *
 * @returns what is new; who was told before under the same effect key is not among them
 */
export async function keep(
  tx: Tx,
  tellings: readonly Telling[],
  recipients: readonly Recipient[],
): Promise<Kept[]> {
  const told = tellings.map(({ by, ...telling }, place) => ({
    ...{ ...telling, place },
    ...{ byId: by?.id ?? null, byName: by?.name ?? null },
  }));
  const { rows } = await sql<Kept>`
    with telling as (
      select * from json_to_recordset(${JSON.stringify(told)}::json) as t (
        place integer, type text, "effectKey" text, "collapseKey" text, "group" text, "cohortId" uuid,
        "cohortTitle" text, title text, "byId" uuid, "byName" text, subject json)
    ),
    given as (
      select distinct on (r."personId", t."effectKey")
        t.*, r."personId", r.id, r."inApp", r.mail, r."dueAt"
      from json_to_recordset(${JSON.stringify(recipients)}::json) as r (
        place integer, "personId" uuid, id uuid, "inApp" boolean, mail text, "dueAt" timestamptz)
      join telling t on t.place = r.place
      order by r."personId", t."effectKey", t.place
    ),
    fresh as (
      insert into notification_effect (person_id, effect_key, collapse_key, mail, due_at)
      select "personId", "effectKey", "collapseKey", mail, "dueAt" from given order by "personId", "effectKey"
      on conflict (person_id, effect_key) do nothing
      returning person_id, effect_key
    ),
    newest as (
      select distinct on (given."personId", given."collapseKey") given.*,
        count(*) over (partition by given."personId", given."collapseKey") as times,
        bool_or(given."inApp") over (partition by given."personId", given."collapseKey") as shown
      from given join fresh on fresh.person_id = given."personId" and fresh.effect_key = given."effectKey"
      order by given."personId", given."collapseKey", given.place desc
    ),
    kept as (
      insert into notification as n (id, person_id, type, collapse_key, group_key, happened_in, cohort_title, title,
        subject, count, in_app, at)
      select id, "personId", type, "collapseKey", "group", "cohortId", "cohortTitle", title, subject, times, shown, date_trunc('milliseconds', clock_timestamp())
      from newest order by "personId", "collapseKey"
      on conflict (person_id, collapse_key) where read_at is null do update set
        type = excluded.type,
        cohort_title = excluded.cohort_title,
        title = excluded.title,
        subject = excluded.subject,
        count = n.count + excluded.count,
        in_app = n.in_app or excluded.in_app,
        at = greatest(n.at, excluded.at)
      returning n.id, n.person_id, n.collapse_key, n.in_app
    ),
    named as (
      insert into notification_by (notification_id, by_id, by_name)
      select kept.id, newest."byId", newest."byName"
      from kept join newest on newest."personId" = kept.person_id and newest."collapseKey" = kept.collapse_key
      where newest."byId" is not null
      on conflict (notification_id) do update set by_id = excluded.by_id, by_name = excluded.by_name
    )
    select fresh.person_id as "personId", fresh.effect_key as "effectKey", given."collapseKey",
      kept.id as "notificationId", kept.in_app as "inApp", given.mail, given."dueAt"
    from fresh
    join given on given."personId" = fresh.person_id and given."effectKey" = fresh.effect_key
    join kept on kept.person_id = fresh.person_id and kept.collapse_key = given."collapseKey"
    order by fresh.person_id, fresh.effect_key`.execute(tx);
  return rows;
}

export interface ReadRow {
  id: string;
  at: Date;
}

/** Which of somebody's are to be read. */
export const which = {
  named: (ids: readonly string[]): RawBuilder<SqlBool> => sql`id = any (${[...ids]}::uuid[])`,
  inGroup: (group: string): RawBuilder<SqlBool> => sql`group_key = ${group}`,
  inGroups: (groups: readonly string[]): RawBuilder<SqlBool> => sql`group_key = any (${[...groups]}::text[])`,
  until: (moment: string): RawBuilder<SqlBool> => sql`at <= ${moment}::timestamptz`,
};

/**
 * Marks what is unread as read, and has no mail say it any more.
 *
 * @returns those that were unread until now, the newest first
 */
export async function read(
  tx: Tx,
  personId: string,
  which: RawBuilder<SqlBool>,
  at: Date,
): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow & { collapseKey: string }>`
    with unread as (
      select id from notification
      where person_id = ${personId} and in_app and read_at is null and (${which})
      order by id for update
    )
    update notification n set read_at = ${at}
    from unread where n.id = unread.id
    returning n.id, n.at, n.collapse_key as "collapseKey"`.execute(tx);
  if (rows.length > 0) {
    await sql`
      update notification_effect set due_at = null
      where person_id = ${personId} and due_at is not null
        and collapse_key = any (${rows.map(({ collapseKey }) => collapseKey)}::text[])`.execute(tx);
  }
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
}

/** Takes the name of whoever is forgotten out of what others were told. @returns who was told */
export async function forgetBy(tx: Tx, userId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    update notification_by b set by_name = null
    from notification n
    where n.id = b.notification_id and b.by_id = ${userId} and b.by_name is not null
    returning n.person_id as "personId"`.execute(tx);
  return [...new Set(rows.map(({ personId }) => personId))];
}

/** Forgets what is old, read or not. */
export async function tidy(db: Queryable): Promise<void> {
  const old = sql`now() - make_interval(days => ${notificationLimits.keptDays})`;
  // A mail that was not sent in all that time is not sent any more.
  await sql`delete from notification where at < ${old}`.execute(db);
  await sql`delete from notification_effect where told_at < ${old}`.execute(db);
  await sql`delete from notification_digest where sent_at < ${old}`.execute(db);
  await sql`delete from notification_deadline where due_at < ${old}`.execute(db);
  await sql`delete from notification_reminder where starts_at < ${old}`.execute(db);
  await sql`delete from notification_closing where closes_at < ${old}`.execute(db);
  // Whoever finds an old mail can still have enough of it.
  await sql`delete from notification_stop where made_at < now() - interval '1 year'`.execute(db);
}
