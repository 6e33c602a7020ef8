import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import {
  helpLimits,
  type HelpAnswer,
  type HelpOffer,
  type HelpOutcome,
  type HelpState,
  type OwnHelpOffer,
} from '../contract.ts';

export interface OfferRow {
  id: string;
  cohortId: string;
  studentId: string;
  offeredBy: string;
  byName: string | null;
  text: string | null;
  offeredAt: Date;
  state: HelpState;
  answeredAt: Date | null;
  reply: string | null;
  answers: number;
  closedAt: Date | null;
  outcome: HelpOutcome | null;
}

const columns = sql`
  o.id, o.cohort_id as "cohortId", o.student_id as "studentId", o.offered_by as "offeredBy",
  o.by_name as "byName", o.text, o.offered_at as "offeredAt", o.state, o.answered_at as "answeredAt", o.reply,
  o.answers, o.closed_at as "closedAt", o.outcome`;

/** Now, as it crosses the wire: a transaction may have begun long before. */
const now = sql<Date>`date_trunc('milliseconds', clock_timestamp())`;

export function shownToStudent(row: OfferRow): OwnHelpOffer {
  const { id, cohortId, offeredBy, byName, text, offeredAt, state, answeredAt, reply } = row;
  return {
    ...{ id, cohortId, by: byName === null ? null : { id: offeredBy, name: byName } },
    ...{ text: text ?? '', offeredAt: offeredAt.toISOString(), state },
    ...{ answeredAt: answeredAt?.toISOString() ?? null, reply: reply ?? '' },
  };
}

export function shownToStaff(row: OfferRow): HelpOffer {
  const { studentId, closedAt, outcome } = row;
  return { ...shownToStudent(row), studentId, closedAt: closedAt?.toISOString() ?? null, outcome };
}

/** @returns undefined where another one to this student stands */
export async function insert(
  tx: Tx,
  one: Pick<OfferRow, 'id' | 'cohortId' | 'studentId' | 'offeredBy'> & { byName: string; text: string },
): Promise<OfferRow | undefined> {
  const { rows } = await sql<OfferRow>`
    insert into help_offer as o (id, cohort_id, student_id, offered_by, by_name, text)
    values (${one.id}, ${one.cohortId}, ${one.studentId}, ${one.offeredBy}, ${one.byName}, ${one.text})
    on conflict (cohort_id, student_id) where state <> 'closed' do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function find(db: Queryable, id: string): Promise<OfferRow | undefined> {
  const { rows } = await sql<OfferRow>`select ${columns} from help_offer o where o.id = ${id}`.execute(db);
  return rows[0];
}

/**
 * Holds it until the commit: of two that act on it at once, the second sees what the first made of it.
 *
 * @throws Refusal `not_found`
 */
export async function hold(tx: Tx, id: string): Promise<OfferRow> {
  const { rows } = await sql<OfferRow>`
    select ${columns} from help_offer o where o.id = ${id} for no key update`.execute(tx);
  if (!rows[0]) throw new Refusal('not_found');
  return rows[0];
}

/** Writes the student's answer to one that is held. */
export async function answer(tx: Tx, id: string, state: HelpAnswer, reply: string): Promise<OfferRow> {
  const { rows } = await sql<OfferRow>`
    update help_offer o set state = ${state}, reply = ${reply}, answered_at = ${now}, answers = o.answers + 1
    where o.id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** Closes one that is held, or says anew what came of it. */
export async function close(tx: Tx, id: string, outcome: HelpOutcome): Promise<OfferRow> {
  const { rows } = await sql<OfferRow>`
    update help_offer o
    set state = 'closed', outcome = ${outcome}, closed_at = coalesce(o.closed_at, ${now})
    where o.id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** The one that stands, if any. */
export async function standingFor(
  db: Queryable,
  cohortId: string,
  studentId: string,
): Promise<OfferRow | undefined> {
  const { rows } = await sql<OfferRow>`
    select ${columns} from help_offer o
    where o.cohort_id = ${cohortId} and o.student_id = ${studentId} and o.state <> 'closed'`.execute(db);
  return rows[0];
}

/** All of a cohort that stand, the newest first. */
export async function standingIn(db: Queryable, cohortId: string): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select ${columns} from help_offer o where o.cohort_id = ${cohortId} and o.state <> 'closed'
    order by o.id desc limit ${helpLimits.standing}`.execute(db);
  return rows;
}

/** What one student was offered in a cohort, the newest first. */
export async function historyOf(db: Queryable, cohortId: string, studentId: string): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select ${columns} from help_offer o where o.cohort_id = ${cohortId} and o.student_id = ${studentId}
    order by o.id desc limit ${helpLimits.history}`.execute(db);
  return rows;
}

/** Takes the name of somebody from what they offered. @returns those rows as they are now */
export async function takeName(tx: Tx, offeredBy: string): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    update help_offer o set by_name = null where o.offered_by = ${offeredBy} and o.by_name is not null
    returning ${columns}`.execute(tx);
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Takes away all that somebody was offered. @returns in which cohorts that was, each once */
export async function removeFor(tx: Tx, studentId: string): Promise<string[]> {
  const { rows } = await sql<{ cohortId: string }>`
    delete from help_offer where student_id = ${studentId} returning cohort_id as "cohortId"`.execute(tx);
  return [...new Set(rows.map(({ cohortId }) => cohortId))].sort();
}
