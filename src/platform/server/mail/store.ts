import { sql, type RawBuilder } from 'kysely';
import type { Queryable, Tx } from '../db/database.ts';
import { html } from '../documents/html.ts';
import { takesNothing } from './bounces.ts';
import { hasAny, isDistinctive, type Pseudonym, type Traces } from '../personal.ts';

export interface QueuedMail {
  id: string;
  effectKey: string;
  messageKey: string;
  toName: string;
  toAddress: string;
  subject: string;
  text: string;
  html: string;
  stopUrl: string | null;
  /** With the one that is now under way. */
  attempts: number;
  /** Who is told news by it; null: somebody needs it. */
  readerId: string | null;
  /** Of what kind the news is. */
  news: string | null;
}

export interface TakenMail extends QueuedMail {
  /** Why it is of no use any more. */
  isOver: 'late' | 'bounced' | null;
}

const columns = sql`
  m.id, m.effect_key as "effectKey", m.message_key as "messageKey", m.to_name as "toName",
  m.to_address as "toAddress", m.subject, m.text, m.html, m.stop_url as "stopUrl", m.attempts,
  m.reader_id as "readerId", m.news`;

/**
 * Takes mails that are due, the oldest first. Until `leaseMs` have gone nobody else takes them, so one whose
 * sender dies is sent by another then.
 */
export async function takeDue(db: Queryable, most: number, leaseMs: number): Promise<TakenMail[]> {
  const { rows } = await sql<TakenMail>`
    with due as (
      select id from mail where state = 'waiting' and due_at <= now()
      order by due_at, id limit ${most} for update skip locked
    )
    update mail m set
      attempts = m.attempts + 1,
      due_at = now() + make_interval(secs => ${leaseMs / 1000}::double precision)
    from due where m.id = due.id
    returning ${columns}, case
      when m.not_after <= now() then 'late'
      when m.reader_id is not null and ${takesNothing(sql`lower(m.to_address)`)} then 'bounced'
    end as "isOver"`.execute(db);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function anyDue(db: Queryable): Promise<boolean> {
  const { rows } = await sql`
    select 1 from mail where state = 'waiting' and due_at <= now() limit 1`.execute(db);
  return rows.length > 0;
}

export async function settle(
  db: Queryable,
  ids: readonly string[],
  state: 'sent' | 'caught' | 'given-up',
  fault: string | null = null,
): Promise<void> {
  await sql`
    update mail set state = ${state}, done_at = now(), fault = ${fault}
    where id = any (${[...ids]}::uuid[]) and state = 'waiting'`.execute(db);
}

export async function tryLater(db: Queryable, id: string, inMs: number, fault: string): Promise<void> {
  await sql`
    update mail set fault = ${fault},
      due_at = now() + make_interval(secs => ${inMs / 1000}::double precision)
    where id = ${id} and state = 'waiting'`.execute(db);
}

/** Puts off what was taken and not tried, until somebody is not disturbed by it. */
export async function putOff(db: Queryable, until: ReadonlyMap<string, Date>): Promise<void> {
  const rows = [...until].map(([id, at]) => ({ id, at }));
  await sql`
    update mail set attempts = attempts - 1, due_at = later.at
    from json_to_recordset(${JSON.stringify(rows)}::json) as later (id uuid, at timestamptz)
    where mail.id = later.id and state = 'waiting'`.execute(db);
}

/** Gives mails back that were taken and not tried. */
export async function giveBack(db: Queryable, ids: readonly string[], inMs: number): Promise<void> {
  await sql`
    update mail set attempts = attempts - 1,
      due_at = now() + make_interval(secs => ${inMs / 1000}::double precision)
    where id = any (${[...ids]}::uuid[]) and state = 'waiting'`.execute(db);
}

/**
 * Mails are kept for a while, so that an operator can see what became of them; their links have ended by then. Of news
 * it is known for longer what became of it, and no more what it said.
 */
export async function forgetDone(db: Queryable): Promise<void> {
  await sql`
    delete from mail where state <> 'waiting'
      and done_at < now() - case when reader_id is null then interval '30 days' else interval '90 days' end`.execute(
    db,
  );
  await sql`
    update mail set text = '', html = '', stop_url = null
    where state <> 'waiting' and done_at < now() - interval '30 days' and html <> ''`.execute(db);
}

/** The mail that a report names. @returns undefined for one that is not known, or not any more */
export async function mailByKey(
  db: Queryable,
  messageKey: string,
): Promise<Pick<QueuedMail, 'effectKey' | 'toAddress'> | undefined> {
  const { rows } = await sql<Pick<QueuedMail, 'effectKey' | 'toAddress'>>`
    select effect_key as "effectKey", to_address as "toAddress" from mail where message_key = ${messageKey}`.execute(
    db,
  );
  return rows[0];
}

export interface CaughtMail extends QueuedMail {
  queuedAt: Date;
}

/** The newest mails that nobody sent anywhere. */
export async function caught(db: Queryable, most: number): Promise<CaughtMail[]> {
  const { rows } = await sql<CaughtMail>`
    select ${columns}, m.queued_at as "queuedAt" from mail m where m.state = 'caught' and m.html <> ''
    order by m.queued_at desc, m.id desc limit ${most}`.execute(db);
  return rows;
}

export async function caughtById(db: Queryable, id: string): Promise<CaughtMail | undefined> {
  const { rows } = await sql<CaughtMail>`
    select ${columns}, m.queued_at as "queuedAt" from mail m
    where m.state = 'caught' and m.id = ${id}`.execute(db);
  return rows[0];
}

/** Deletes what was sent and speaks of a person; what is still to be sent to others calls them something else. */
export async function forgetMentions(
  tx: Tx,
  { names, addresses }: Traces,
  pseudonym: Pseudonym,
): Promise<void> {
  const words = new Map(addresses.map((address) => [address, pseudonym.address]));
  for (const name of names.filter(isDistinctive))
    words.set(name, pseudonym.name).set(html`${name}`.text, pseudonym.name);
  const mentions = hasAny(sql`concat_ws(' ', subject, text, html)`, [...words.keys()]);
  await sql`delete from mail where state <> 'waiting' and ${mentions}`.execute(tx);
  const without = (column: string): RawBuilder<string> =>
    [...words].reduce(
      (text, [word, other]) => sql`replace(${text}, ${word}, ${other})`,
      sql.ref<string>(column) as RawBuilder<string>,
    );
  await sql`
    update mail set subject = ${without('subject')}, text = ${without('text')}, html = ${without('html')}
    where ${mentions}`.execute(tx);
}
