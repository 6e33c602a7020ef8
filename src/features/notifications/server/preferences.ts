import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import {
  defaultPreferences,
  notificationTypeNames,
  notificationTypes,
  type Digest,
  type MailChannel,
  type NotificationPreferences,
  type NotificationType,
  type QuietHours,
} from '../contract.ts';

/** What somebody chose, and what decides beside it. */
export interface Wishes {
  preferences: NotificationPreferences;
  /** The last day on which they had a digest. */
  digestedOn: string | null;
}

type Channels = Partial<Record<NotificationType, { inApp: boolean; mail: MailChannel }>>;

interface Row {
  personId: string;
  channels: Channels | null;
  doNotDisturbUntil: Date | null;
  quietFrom: string;
  quietTo: string;
  hasQuietHours: boolean;
  startsAnyway: boolean;
  cadence: Digest['cadence'];
  digestAt: string;
  weekday: number;
  mutedCohortIds: string[];
  digestedOn: string | null;
}

/** What these people chose, by their ids, and the moment by the database's clock. */
export async function wishesOf(
  db: Queryable,
  personIds: readonly string[],
): Promise<{ now: Date; of: ReadonlyMap<string, Wishes> }> {
  const { rows } = await sql<Row & { now: Date }>`
    select clock_timestamp() as now, person.id as "personId", p.channels,
      p.do_not_disturb_until as "doNotDisturbUntil", p.quiet_from as "quietFrom", p.quiet_to as "quietTo",
      p.has_quiet_hours as "hasQuietHours", p.starts_anyway as "startsAnyway",
      p.digest_cadence as cadence, p.digest_at as "digestAt", p.digest_weekday as weekday,
      array(
        select silent_in from notification_mute where notification_mute.person_id = person.id order by silent_in
      )::text[] as "mutedCohortIds",
      (select max(day) from notification_digest digest where digest.person_id = person.id) as "digestedOn"
    from unnest(${[...personIds]}::uuid[]) as person (id)
    left join notification_preference p on p.person_id = person.id`.execute(db);
  return {
    now: rows[0]?.now ?? new Date(),
    of: new Map(
      rows.map((row) => [row.personId, { preferences: preferencesIn(row), digestedOn: row.digestedOn }]),
    ),
  };
}

export async function preferencesOf(db: Queryable, personId: string): Promise<NotificationPreferences> {
  return (await wishesOf(db, [personId])).of.get(personId)!.preferences;
}

function preferencesIn(row: Row): NotificationPreferences {
  const { channels, mutedCohortIds } = row;
  if (channels === null) return { ...defaultPreferences, mutedCohortIds };
  return {
    types: notificationTypeNames.map((type) => ({ type, ...notificationTypes[type], ...channels[type] })),
    mutedCohortIds,
    doNotDisturbUntil: row.doNotDisturbUntil?.toISOString() ?? null,
    quietHours: row.hasQuietHours ? { from: row.quietFrom, to: row.quietTo } : null,
    startsAnyway: row.startsAnyway,
    digest: { cadence: row.cadence, at: row.digestAt, weekday: row.weekday },
  };
}

/** Chooses channels; of two windows that do at once, each type has what was said of it last. */
export async function setChannels(tx: Tx, personId: string, chosen: Channels): Promise<void> {
  await sql`
    insert into notification_preference as p (person_id, channels)
    values (${personId}, ${JSON.stringify(chosen)}::jsonb)
    on conflict (person_id) do update set channels = p.channels || excluded.channels`.execute(tx);
}

export async function setDoNotDisturb(tx: Tx, personId: string, until: string | null): Promise<void> {
  await sql`
    insert into notification_preference (person_id, do_not_disturb_until) values (${personId}, ${until})
    on conflict (person_id) do update set do_not_disturb_until = excluded.do_not_disturb_until`.execute(tx);
}

export async function setQuietHours(
  tx: Tx,
  personId: string,
  { quietHours, startsAnyway }: { quietHours: QuietHours | null; startsAnyway: boolean },
): Promise<void> {
  // The hours stay, for whoever wants them back.
  await sql`
    insert into notification_preference as p (person_id, quiet_from, quiet_to, has_quiet_hours, starts_anyway)
    values (${personId}, ${quietHours?.from ?? '22:00'}, ${quietHours?.to ?? '07:00'}, ${quietHours !== null},
      ${startsAnyway})
    on conflict (person_id) do update set
      quiet_from = case when excluded.has_quiet_hours then excluded.quiet_from else p.quiet_from end,
      quiet_to = case when excluded.has_quiet_hours then excluded.quiet_to else p.quiet_to end,
      has_quiet_hours = excluded.has_quiet_hours,
      starts_anyway = excluded.starts_anyway`.execute(tx);
}

export async function setDigest(tx: Tx, personId: string, { cadence, at, weekday }: Digest): Promise<void> {
  await sql`
    insert into notification_preference (person_id, digest_cadence, digest_at, digest_weekday)
    values (${personId}, ${cadence}, ${at}, ${weekday})
    on conflict (person_id) do update set
      digest_cadence = excluded.digest_cadence,
      digest_at = excluded.digest_at,
      digest_weekday = excluded.digest_weekday`.execute(tx);
}

/** @returns false when somebody has muted as many cohorts as there may be */
export async function mute(tx: Tx, personId: string, cohortId: string, most: number): Promise<boolean> {
  await sql`
    insert into notification_mute (person_id, silent_in)
    select ${personId}, ${cohortId}
    where (select count(*) from notification_mute where person_id = ${personId}) < ${most}
    on conflict do nothing`.execute(tx);
  const { rows } = await sql`
    select from notification_mute where person_id = ${personId} and silent_in = ${cohortId}`.execute(tx);
  return rows.length > 0;
}

export async function unmute(tx: Tx, personId: string, cohortId: string): Promise<void> {
  await sql`
    delete from notification_mute where person_id = ${personId} and silent_in = ${cohortId}`.execute(tx);
}
