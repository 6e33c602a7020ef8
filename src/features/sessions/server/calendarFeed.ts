import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import { hashOf, newToken } from '#features/cohorts/server/codes.ts';
import { cohortsOf } from '#features/cohorts/server/store.ts';
import { identity } from '#features/identity/contract.ts';
import * as people from '#features/identity/server/people.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, CommandContext } from '#platform/server/feature.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { sessions, type CalendarFeed } from '../contract.ts';
import { calendarOf, type Entry } from './calendar.ts';

/** Makes the secret address of the actor's calendar; an earlier one leads nowhere from then on. */
export async function makeFeed({ actor: { userId }, tx, tell }: CommandContext): Promise<{ path: string }> {
  const { token, tokenHash } = newToken();
  await sql`
    insert into calendar_feed (person_id, token_hash) values (${userId}, ${tokenHash})
    on conflict (person_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`.execute(
    tx,
  );
  tellFeed(tell, userId);
  return { path: `/api/calendar-feeds/${token}` };
}

export async function revokeFeed({
  actor: { userId },
  tx,
  tell,
}: CommandContext): Promise<{ revoked: boolean }> {
  const { rows } = await sql`
    delete from calendar_feed where person_id = ${userId} returning person_id`.execute(tx);
  if (rows.length > 0) tellFeed(tell, userId);
  return { revoked: rows.length > 0 };
}

function tellFeed(tell: Tell, userId: string): void {
  tell(sessions, 'session:feed-changed', [identity.topics.person.of({ userId })], (db) => feedOf(db, userId));
}

export async function feedOf(db: Queryable, userId: string): Promise<CalendarFeed> {
  const { rows } = await sql<{ madeAt: Date }>`
    select made_at as "madeAt" from calendar_feed where person_id = ${userId}`.execute(db);
  return { madeAt: rows[0]?.madeAt.toISOString() ?? null };
}

/** The calendar behind a secret address. @throws Refusal `not_found` for one that was ended, or never was */
export async function calendar(db: Queryable, token: string, origin: string): Promise<Bytes> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from calendar_feed where token_hash = ${hashOf(token)}`.execute(db);
  const [feed] = rows;
  // Whoever was locked out is locked out here as well, until they are let in again.
  if (!feed || (await people.lineOf(db, feed.personId)).disabledAt) throw new Refusal('not_found');
  return {
    type: 'text/calendar; charset=utf-8',
    bytes: new TextEncoder().encode(calendarOf(await entriesOf(db, feed.personId), origin)),
    inline: false,
    fileName: 'stoa.ics',
  };
}

const mostEntries = 2_000;

/** The sessions of the cohorts that somebody belongs to, a year back. */
async function entriesOf(db: Queryable, userId: string): Promise<Entry[]> {
  const cohorts = await cohortsOf(db, userId);
  const cohortIds = cohorts.filter(({ role }) => role !== 'organisationAdmin').map(({ id }) => id);
  const { rows } = await sql<Entry>`
    select id, title, summary, starts_at as "startsAt", minutes, meeting_url as "meetingUrl",
      cancel_reason as "cancelReason", sequence, changed_at as "changedAt"
    from live_session
    where cohort_id = any (${cohortIds}) and starts_at > now() - interval '1 year'
    order by starts_at, id limit ${mostEntries}`.execute(db);
  return rows;
}
