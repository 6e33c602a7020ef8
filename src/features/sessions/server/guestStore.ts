import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { sessionLimits, type Visit, type VisitStanding } from '../contract.ts';

interface Place {
  sessionId: string;
  personId: string;
}

export interface Guest {
  personId: string;
  number: number;
  isRemoved: boolean;
}

/** Who came into a session as a guest, in the order in which they came. */
export async function guestsOf(db: Queryable, sessionId: string): Promise<Guest[]> {
  const { rows } = await sql<Guest>`
    select person_id as "personId", number, removed_at is not null as "isRemoved"
    from session_guest where session_id = ${sessionId} order by number`.execute(db);
  return rows;
}

export async function guestIn(db: Queryable, { sessionId, personId }: Place): Promise<Guest | undefined> {
  const { rows } = await sql<Guest>`
    select person_id as "personId", number, removed_at is not null as "isRemoved"
    from session_guest where session_id = ${sessionId} and person_id = ${personId}`.execute(db);
  return rows[0];
}

/** The number of a guest who was not removed; null for anybody else. */
export async function guestNumber(db: Queryable, place: Place): Promise<number | null> {
  const guest = await guestIn(db, place);
  return guest && !guest.isRemoved ? guest.number : null;
}

/**
 * Whether somebody is a guest of a session now: it takes guests, is not over, and did not send this one out.
 *
 * @param cohortId the cohort that the session was said to be of; undefined: none was named
 * @returns the cohort of the session
 */
export async function cohortAsGuest(
  db: Queryable,
  { sessionId, personId }: Place,
  cohortId: string | undefined,
): Promise<string | undefined> {
  const { rows } = await sql<{ cohortId: string }>`
    select session.cohort_id as "cohortId"
    from session_guest guest join live_session session on session.id = guest.session_id
    where guest.session_id = ${sessionId} and guest.person_id = ${personId} and guest.removed_at is null
      and session.takes_guests and session.state not in ('ended', 'cancelled')
      and session.cohort_id = coalesce(${cohortId ?? null}::uuid, session.cohort_id)`.execute(db);
  return rows[0]?.cohortId;
}

/** Takes one of the seats for guests, and the next number. @returns undefined when every seat is taken */
export async function takeSeat(tx: Tx, sessionId: string): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    update live_session set guests = guests + 1, guests_ever = guests_ever + 1
    where id = ${sessionId} and guests < ${sessionLimits.guests}
    returning guests_ever as number`.execute(tx);
  return rows[0]?.number;
}

export async function insert(
  tx: Tx,
  { sessionId, personId, number, hasAccount }: Place & { number: number; hasAccount: boolean },
): Promise<void> {
  await sql`
    insert into session_guest (session_id, person_id, number, has_account)
    values (${sessionId}, ${personId}, ${number}, ${hasAccount})`.execute(tx);
}

/** Sends a guest out; their seat is free again. @returns false for whoever is none, or was sent out before */
export async function remove(tx: Tx, { sessionId, personId }: Place): Promise<boolean> {
  const { rows } = await sql`
    with gone as (
      update session_guest set removed_at = clock_timestamp()
      where session_id = ${sessionId} and person_id = ${personId} and removed_at is null
      returning session_id
    )
    update live_session set guests = guests - 1 from gone where id = gone.session_id
    returning id`.execute(tx);
  return rows.length > 0;
}

const visitColumns = sql`
  session.id as "sessionId", session.title,
  case
    when session.state in ('ended', 'cancelled') then 'over'
    when guest.removed_at is not null then 'removed'
    when not session.takes_guests then 'shut'
    else 'in'
  end as standing
  from session_guest guest join live_session session on session.id = guest.session_id`;

interface VisitRow extends Visit {
  standing: VisitStanding;
}

/** @throws Error when there was no such visit */
export async function visitOf(db: Queryable, { sessionId, personId }: Place): Promise<Visit> {
  const { rows } = await sql<VisitRow>`
    select ${visitColumns}
    where guest.session_id = ${sessionId} and guest.person_id = ${personId}`.execute(db);
  if (!rows[0]) throw new Error('there was no such visit');
  return rows[0];
}

/** The visits of somebody, the latest first. */
export async function visitsOf(db: Queryable, personId: string): Promise<Visit[]> {
  const { rows } = await sql<VisitRow>`
    select ${visitColumns}
    where guest.person_id = ${personId} order by guest.came_at desc, session.id`.execute(db);
  return rows;
}

/** The sessions that somebody visits, or has visited and was not sent out of. */
export async function sessionsVisitedBy(db: Queryable, personId: string): Promise<string[]> {
  const { rows } = await sql<{ sessionId: string }>`
    select session_id as "sessionId" from session_guest
    where person_id = ${personId} and removed_at is null order by session_id`.execute(db);
  return rows.map(({ sessionId }) => sessionId);
}

/** How long a guest without an account is known by name once the session is over. */
const keptDays = 14;
/** The same where nobody ever ends it. */
const keptAtMostDays = 30;

/** Guests without an account who are to be forgotten, a bounded number. */
export async function guestsToForget(db: Queryable, atMost: number): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select guest.person_id as "personId"
    from session_guest guest join live_session session on session.id = guest.session_id
    where not guest.has_account and guest.forgotten_at is null
      and (guest.came_at < now() - ${keptAtMostDays} * interval '1 day'
        or session.state in ('ended', 'cancelled')
          and coalesce(session.ended_at, session.changed_at) < now() - ${keptDays} * interval '1 day')
    order by guest.came_at, guest.person_id limit ${atMost}`.execute(db);
  return rows.map(({ personId }) => personId);
}
