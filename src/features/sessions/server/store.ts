import { sql, type RawBuilder } from 'kysely';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type {
  AgendaKind,
  LiveSession,
  MeetingProvider,
  SessionSettings,
  SessionState,
  StaffSession,
} from '../contract.ts';
import type { NewCode } from './joinCodes.ts';

/** A session whose row is held until commit. */
export interface HeldSession {
  id: string;
  cohortId: string;
  state: SessionState;
  revision: number;
  startsAt: Date;
}

/** Holds a session until commit: nobody else changes, begins or ends it, and nobody comes in. */
export async function hold(tx: Tx, sessionId: string): Promise<HeldSession | undefined> {
  const { rows } = await sql<HeldSession>`
    select id, cohort_id as "cohortId", state, revision, starts_at as "startsAt"
    from live_session where id = ${sessionId} for no key update`.execute(tx);
  return rows[0];
}

/** What can be said of a session; `undefined` leaves it as it is. */
export interface Said {
  title?: string | undefined;
  summary?: string | undefined;
  startsAt?: string | undefined;
  minutes?: number | undefined;
  meeting?: { provider: MeetingProvider; url: string } | null | undefined;
  lessonId?: string | null | undefined;
  settings?: SessionSettings | undefined;
}

export type ToSchedule = { [Part in keyof Required<Said>]: Exclude<Said[Part], undefined> } & {
  id: string;
  cohortId: string;
  hostId: string;
};

const mostCodesTried = 50;

/**
 * Writes a session under a code that no other has that is not over.
 *
 * @throws Error when codes that are free could not be found
 */
export async function insert(tx: Tx, planned: ToSchedule, newCode: NewCode): Promise<void> {
  const { id, cohortId, hostId, title, summary, startsAt, minutes, meeting, lessonId, settings } = planned;
  for (let tried = 0; tried < mostCodesTried; tried++) {
    const { rows } = await sql`
      insert into live_session (id, cohort_id, title, summary, starts_at, minutes, meeting_provider, meeting_url,
        lesson_id, moderated, anonymity, host_id, join_code)
      values (${id}, ${cohortId}, ${title}, ${summary}, ${startsAt}, ${minutes}, ${meeting?.provider ?? null},
        ${meeting?.url ?? null}, ${lessonId}, ${settings.moderated}, ${settings.anonymity}, ${hostId}, ${newCode()})
      on conflict (join_code) where state not in ('ended', 'cancelled') do nothing
      returning id`.execute(tx);
    if (rows.length > 0) return;
  }
  throw new Error(`of ${mostCodesTried} join codes every one was taken`);
}

/** Changes what is said; the calendar entry is a newer one from then on. */
export async function change(tx: Tx, sessionId: string, said: Said): Promise<void> {
  const { title, summary, startsAt, minutes, meeting, lessonId, settings } = said;
  await sql`
    update live_session set
      title = coalesce(${title ?? null}, title),
      summary = coalesce(${summary ?? null}, summary),
      starts_at = coalesce(${startsAt ?? null}::timestamptz, starts_at),
      minutes = coalesce(${minutes ?? null}::integer, minutes),
      meeting_provider = case when ${meeting !== undefined} then ${meeting?.provider ?? null} else meeting_provider end,
      meeting_url = case when ${meeting !== undefined} then ${meeting?.url ?? null} else meeting_url end,
      lesson_id = case when ${lessonId !== undefined} then ${lessonId ?? null}::uuid else lesson_id end,
      moderated = coalesce(${settings?.moderated ?? null}::boolean, moderated),
      anonymity = coalesce(${settings?.anonymity ?? null}, anonymity),
      sequence = sequence + 1,
      changed_at = clock_timestamp()
    where id = ${sessionId}`.execute(tx);
}

export async function cancel(tx: Tx, sessionId: string, reason: string): Promise<void> {
  await sql`
    update live_session set state = 'cancelled', cancel_reason = ${reason}, join_code = null, is_blank = false,
      current_item_id = null, sequence = sequence + 1, changed_at = clock_timestamp()
    where id = ${sessionId}`.execute(tx);
}

/** Into a rehearsal, or out of it: then it is at no item, and no wall is dark. */
export async function rehearse(tx: Tx, sessionId: string, on: boolean): Promise<void> {
  await sql`
    update live_session set state = ${on ? 'rehearsal' : 'scheduled'}, current_item_id = null,
      is_blank = false
    where id = ${sessionId}`.execute(tx);
}

/** What a rehearsal was at is not what the session begins with; and it begins with a wall that can be seen. */
export async function start(tx: Tx, sessionId: string, hostId: string): Promise<void> {
  await sql`
    update live_session set state = 'live', started_at = clock_timestamp(), host_id = ${hostId},
      current_item_id = null, is_blank = false
    where id = ${sessionId}`.execute(tx);
}

/** @returns the moment at which it ended */
export async function end(tx: Tx, sessionId: string): Promise<Date> {
  const { rows } = await sql<{ endedAt: Date }>`
    update live_session set state = 'ended', ended_at = clock_timestamp(), join_code = null,
      current_item_id = null, is_blank = false
    where id = ${sessionId}
    returning ended_at as "endedAt"`.execute(tx);
  return rows[0]!.endedAt;
}

/** @returns false when the item is none of this session's */
export async function show(tx: Tx, sessionId: string, itemId: string | null): Promise<boolean> {
  const { rows } = await sql`
    update live_session set current_item_id = ${itemId}
    where id = ${sessionId}
      and (${itemId}::uuid is null
        or exists (select from agenda_item where session_id = ${sessionId} and id = ${itemId}))
    returning id`.execute(tx);
  return rows.length > 0;
}

/** @returns false where it was so already */
export async function blank(tx: Tx, sessionId: string, on: boolean): Promise<boolean> {
  const { rows } = await sql`
    update live_session set is_blank = ${on} where id = ${sessionId} and is_blank <> ${on}
    returning id`.execute(tx);
  return rows.length > 0;
}

export async function setHost(tx: Tx, sessionId: string, hostId: string): Promise<void> {
  await sql`update live_session set host_id = ${hostId} where id = ${sessionId}`.execute(tx);
}

/** Makes somebody host in the place of whoever is. @returns false where `fromId` is not the host of it, live */
export async function handOver(
  tx: Tx,
  sessionId: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update live_session set host_id = ${toId}
    where id = ${sessionId} and host_id = ${fromId} and state = 'live'
    returning id`.execute(tx);
  return rows.length > 0;
}

/** The session that has this code and is not over. */
export async function byCode(db: Queryable, code: string): Promise<OfCode | undefined> {
  const { rows } = await sql<OfCode>`select ${ofCode} where ${hasCode(code)}`.execute(db);
  return rows[0];
}

/** The same, held until commit: nobody ends it, calls it off or shuts its guests out meanwhile. */
export async function holdByCode(tx: Tx, code: string): Promise<OfCode | undefined> {
  const { rows } = await sql<OfCode>`
    select ${ofCode} where ${hasCode(code)} for no key update`.execute(tx);
  return rows[0];
}

/** A session as its code leads there. */
export interface OfCode {
  sessionId: string;
  cohortId: string;
  title: string;
  state: SessionState;
  startsAt: Date;
  takesGuests: boolean;
  /** The database's clock as it was read. */
  now: Date;
}

const ofCode = sql`
  id as "sessionId", cohort_id as "cohortId", title, state, starts_at as "startsAt", takes_guests as "takesGuests",
  clock_timestamp() as now from live_session`;

function hasCode(code: string): RawBuilder<unknown> {
  return sql`join_code = ${code} and state not in ('ended', 'cancelled')`;
}

export async function takeGuests(tx: Tx, sessionId: string, on: boolean): Promise<void> {
  await sql`update live_session set takes_guests = ${on} where id = ${sessionId}`.execute(tx);
}

/** Sessions that somebody hosts, as whoever tells of another name of theirs needs them. */
export async function hostedBy(db: Queryable, userId: string): Promise<{ id: string; cohortId: string }[]> {
  const { rows } = await sql<{ id: string; cohortId: string }>`
    select id, cohort_id as "cohortId" from live_session where host_id = ${userId} order by id`.execute(db);
  return rows;
}

interface Row {
  id: string;
  cohortId: string;
  title: string;
  summary: string;
  startsAt: Date;
  minutes: number;
  state: SessionState;
  startedAt: Date | null;
  endedAt: Date | null;
  cancelReason: string | null;
  provider: MeetingProvider | null;
  url: string | null;
  lessonId: string | null;
  moderated: boolean;
  anonymity: SessionSettings['anonymity'];
  hostId: string | null;
  currentItemId: string | null;
  revision: number;
  joinCode: string | null;
  takesGuests: boolean;
  isBlank: boolean;
  agenda: { id: string; title: string; minutes: number; kind: AgendaKind; note: string; say: string }[];
  recordings: { id: string; title: string; url: string; addedMs: number }[];
}

/** A session as its staff have it; undefined for one that does not exist. */
export async function staffSession(db: Queryable, sessionId: string): Promise<StaffSession | undefined> {
  const [found] = await read(db, sql<boolean>`session.id = ${sessionId}`);
  return found;
}

/** The sessions of a cohort as its staff have them, the earliest first. */
export function sessionsOfCohort(db: Queryable, cohortId: string): Promise<StaffSession[]> {
  return read(db, sql<boolean>`session.cohort_id = ${cohortId}`);
}

async function read(db: Queryable, which: RawBuilder<boolean>): Promise<StaffSession[]> {
  const { rows } = await sql<Row>`
    select session.id, session.cohort_id as "cohortId", session.title, session.summary,
      session.starts_at as "startsAt", session.minutes, session.state, session.started_at as "startedAt",
      session.ended_at as "endedAt", session.cancel_reason as "cancelReason",
      session.meeting_provider as provider, session.meeting_url as url, session.lesson_id as "lessonId",
      session.moderated, session.anonymity, session.host_id as "hostId",
      session.current_item_id as "currentItemId", session.revision, session.join_code as "joinCode",
      session.takes_guests as "takesGuests",
      session.is_blank as "isBlank",
      (select coalesce(json_agg(json_build_object('id', id, 'title', title, 'minutes', minutes, 'kind', kind,
          'note', note, 'say', say) order by position), '[]')
        from agenda_item where session_id = session.id) as agenda,
      (select coalesce(json_agg(json_build_object('id', id, 'title', title, 'url', url,
          'addedMs', floor(extract(epoch from added_at) * 1000)) order by added_at, id), '[]')
        from recording where session_id = session.id) as recordings
    from live_session session
    where ${which}
    order by session.starts_at, session.id`.execute(db);
  const hostIds = rows.flatMap(({ hostId }) => hostId ?? []);
  const hosts = new Map(
    (await accounts.byIds(db, [...new Set(hostIds)])).map(({ id, name }) => [id, { id, name }]),
  );
  return rows.map((row) => sessionIn(row, (row.hostId && hosts.get(row.hostId)) || null));
}

function sessionIn(row: Row, host: LiveSession['host']): StaffSession {
  const {
    provider,
    url,
    moderated,
    anonymity,
    agenda,
    recordings,
    joinCode,
    takesGuests,
    revision,
    isBlank,
  } = row;
  const { id, cohortId, title, summary, minutes, state, cancelReason, lessonId, currentItemId } = row;
  const at = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return {
    session: {
      ...{ id, cohortId, title, summary, startsAt: row.startsAt.toISOString(), minutes, state },
      ...{ startedAt: at(row.startedAt), endedAt: at(row.endedAt), cancelReason },
      meeting: provider === null ? null : { provider, url: url! },
      ...{ host, currentItemId },
      agenda: agenda.map(({ note: _note, say: _say, ...item }) => item),
      ...{ lessonId, settings: { moderated, anonymity } },
      recordings: recordings.map(({ addedMs, ...one }) => ({
        ...one,
        addedAt: new Date(addedMs).toISOString(),
      })),
    },
    joinCode,
    takesGuests,
    revision,
    notes: byItem(agenda, 'note'),
    says: byItem(agenda, 'say'),
    isBlank,
  };
}

/** What is written at items, without those at which nothing is. */
function byItem(agenda: Row['agenda'], what: 'note' | 'say'): Record<string, string> {
  return Object.fromEntries(
    agenda.flatMap(({ id, [what]: text }) => (text === '' ? [] : [[id, text] as const])),
  );
}

/** What everybody in the cohort may know of a session: a trial of it shows to nobody. */
export function publicOf({ session }: StaffSession): LiveSession {
  if (session.state !== 'rehearsal') return session;
  return { ...session, state: 'scheduled', currentItemId: null };
}
