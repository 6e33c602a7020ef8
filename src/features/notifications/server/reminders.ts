import { sql } from 'kysely';
import { goingOn } from '#features/cohorts/server/belonging.ts';
import { sessionsWithin, type SessionAhead } from '#features/sessions/server/sessions.ts';
import type { Database, Queryable, Tx } from '#platform/server/db/database.ts';
import type { Chore } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { tellNews, type News } from './telling.ts';

export interface ReminderParts {
  db: Database;
  log: Pick<Log, 'write'>;
}

const everyMs = 30_000;
const minuteMs = 60_000;
/** How long before a session its class is reminded, the longest first. */
const leads = [24 * 60, 15] as const;

/** Reminds of sessions a day and a quarter of an hour before they begin. */
export function reminderChore(parts: ReminderParts): Chore {
  return { name: 'notifications:reminders', everyMs, run: () => remind(parts) };
}

interface Reminder extends SessionAhead {
  minutesBefore: number;
}

/**
 * Reminds of each session once a lead, whichever node comes first. Nothing is planned ahead: a session that is moved is
 * simply due at another time, and one that is called off is not found.
 */
export async function remind({ db, log }: ReminderParts): Promise<void> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db.query);
  const now = rows[0]!.now;
  const ahead = await sessionsWithin(db.query, now, new Date(now.getTime() + leads[0] * minuteMs));
  const due = ahead.flatMap((one) =>
    leads
      .filter((minutesBefore) => one.startsAt.getTime() - now.getTime() <= minutesBefore * minuteMs)
      .map((minutesBefore): Reminder => ({ ...one, minutesBefore })),
  );
  if (due.length === 0 || (await areTaken(db.query, due))) return;
  const live = await goingOn(db.query, [...new Set(due.map(({ cohortId }) => cohortId))]);
  const bySession = new Map<string, Reminder[]>();
  for (const one of due)
    if (live.has(one.cohortId)) bySession.set(one.sessionId, [...(bySession.get(one.sessionId) ?? []), one]);
  for (const reminders of bySession.values()) {
    if (await areTaken(db.query, reminders)) continue;
    await log.write(async ({ tx, tell }) => {
      const fresh = await take(tx, reminders);
      // Where both are due, since a session was planned late or nobody was here, one says it.
      const nearest = fresh.at(-1);
      if (nearest) await tellNews({ tx, tell }, [newsOf(nearest)]);
    });
  }
}

function newsOf({ sessionId, cohortId, title, startsAt, minutesBefore }: Reminder): News {
  const starts = startsAt.toISOString();
  return {
    type: 'session-soon',
    effectKey: `session-soon/${sessionId}/${starts}/${minutesBefore}`,
    collapseKey: timesKey(sessionId),
    ...{ cohortId, to: 'everybody', by: null, title },
    subject: { kind: 'session', sessionId, startsAt: starts },
  };
}

/** What is said of when a session takes place is one line, until it is read: the newest word holds. */
export function timesKey(sessionId: string): string {
  return `session-times/${sessionId}`;
}

/** Whoever is told that a session was moved knows when it begins: leads that are over already say nothing more. */
export async function passBy(
  tx: Tx,
  sessions: readonly { sessionId: string; startsAt: string }[],
): Promise<void> {
  await sql`
    insert into notification_reminder (session_id, starts_at, minutes_before)
    select one."sessionId", one."startsAt", lead
    from json_to_recordset(${JSON.stringify(sessions)}::json) as one ("sessionId" uuid, "startsAt" timestamptz),
      unnest(${[...leads]}::integer[]) as lead
    where one."startsAt" - make_interval(mins => lead) <= now()
    on conflict do nothing`.execute(tx);
}

const rowsOf = (reminders: readonly Reminder[]) => sql`
  json_to_recordset(${JSON.stringify(reminders)}::json)
    as one ("sessionId" uuid, "startsAt" timestamptz, "minutesBefore" integer)`;

/** Nearly always people were reminded already, and asking costs less than taking. */
async function areTaken(db: Queryable, reminders: readonly Reminder[]): Promise<boolean> {
  const { rows } = await sql`
    select from ${rowsOf(reminders)} where not exists (
      select from notification_reminder taken
      where taken.session_id = one."sessionId" and taken.starts_at = one."startsAt"
        and taken.minutes_before = one."minutesBefore")
    limit 1`.execute(db);
  return rows.length === 0;
}

async function take(tx: Tx, reminders: readonly Reminder[]): Promise<Reminder[]> {
  const { rows } = await sql<{ minutesBefore: number }>`
    insert into notification_reminder (session_id, starts_at, minutes_before)
    select "sessionId", "startsAt", "minutesBefore" from ${rowsOf(reminders)} order by "minutesBefore"
    on conflict do nothing returning minutes_before as "minutesBefore"`.execute(tx);
  const taken = new Set(rows.map(({ minutesBefore }) => minutesBefore));
  return reminders.filter(({ minutesBefore }) => taken.has(minutesBefore));
}
