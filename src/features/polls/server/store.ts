import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { pollLimits } from '../contract.ts';
import { hashOf } from './tally.ts';
import type { PollContent } from './written.ts';

interface Place {
  sessionId: string;
  cohortId: string;
}

/** To what a poll belongs, which never changes. */
export async function placeOf(db: Queryable, pollId: string): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select session.id as "sessionId", session.cohort_id as "cohortId"
    from poll join live_session session on session.id = poll.session_id
    where poll.id = ${pollId}`.execute(db);
  return rows[0];
}

/** Counts one more poll of the session. @returns false when there is room for no more */
export async function countPoll(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into poll_session as s (session_id, polls) values (${sessionId}, 1)
    on conflict (session_id) do update set polls = s.polls + 1 where s.polls < ${pollLimits.polls}
    returning polls`.execute(tx);
  return rows.length > 0;
}

export interface ToInsert {
  id: string;
  sessionId: string;
  revoteOf: string | null;
  content: PollContent;
}

/** Comes last. The row of `countPoll` is held: of two that are written at once, the second one sees the first. */
export async function insertDraft(tx: Tx, { id, sessionId, revoteOf, content }: ToInsert): Promise<void> {
  const { kind, prompt, results, anonymity, choose, range, seconds } = content;
  await sql`
    insert into poll (id, session_id, kind, prompt, results, anonymity, least_chosen, most_chosen,
      range_least, range_most, range_unit, seconds, state, revote_of, place)
    values (${id}, ${sessionId}, ${kind}, ${prompt}, ${results}, ${anonymity}, ${choose.least}, ${choose.most},
      ${range?.least ?? null}, ${range?.most ?? null}, ${range?.unit ?? null}, ${seconds}, 'draft',
      ${revoteOf}, (select coalesce(max(place), 0) + 1 from poll where session_id = ${sessionId}))`.execute(
    tx,
  );
  await insertOptions(tx, id, content);
}

/** Puts other content in a draft; its options are new ones. */
export async function rewrite(tx: Tx, pollId: string, content: PollContent): Promise<void> {
  const { kind, prompt, results, anonymity, choose, range, seconds } = content;
  await sql`
    update poll set kind = ${kind}, prompt = ${prompt}, results = ${results}, anonymity = ${anonymity},
      least_chosen = ${choose.least}, most_chosen = ${choose.most}, range_least = ${range?.least ?? null},
      range_most = ${range?.most ?? null}, range_unit = ${range?.unit ?? null}, seconds = ${seconds}
    where id = ${pollId}`.execute(tx);
  await sql`delete from poll_option where poll_id = ${pollId}`.execute(tx);
  await insertOptions(tx, pollId, content);
}

async function insertOptions(tx: Tx, pollId: string, { options }: PollContent): Promise<void> {
  const lines = options.map((option, place) => ({ ...option, place, id: newId() }));
  await sql`
    insert into poll_option (id, poll_id, place, label, is_right)
    select id, ${pollId}, place, label, "isRight"
    from json_to_recordset(${JSON.stringify(lines)}::json)
      as line (id uuid, place integer, label text, "isRight" boolean)`.execute(tx);
}

export async function tie(tx: Tx, pollId: string, itemId: string | null): Promise<void> {
  await sql`update poll set agenda_item_id = ${itemId} where id = ${pollId}`.execute(tx);
}

/**
 * Two drafts of a session change places, unless the first stands on that side of the other already.
 *
 * @returns whether they did
 */
export async function move(
  tx: Tx,
  pollId: string,
  side: 'before' | 'after',
  otherId: string,
): Promise<boolean> {
  const pair = [pollId, otherId];
  const { rows } = await sql`
    update poll set place = other.place
    from poll other
    where poll.id = any (${pair}::uuid[]) and other.id = any (${pair}::uuid[]) and other.id <> poll.id
      and other.session_id = poll.session_id and poll.state = 'draft' and other.state = 'draft'
      and (poll.place > other.place) = (${side === 'before'} = (poll.id = ${pollId}))
    returning poll.id`.execute(tx);
  return rows.length > 0;
}

/** Throws a draft away. */
export async function discard(tx: Tx, pollId: string): Promise<void> {
  await sql`delete from poll_option where poll_id = ${pollId}`.execute(tx);
  await sql`
    with gone as (delete from poll where id = ${pollId} and state = 'draft' returning session_id)
    update poll_session set polls = polls - 1
    where session_id = (select session_id from gone)`.execute(tx);
}

const inSeconds = (seconds: number | null) =>
  seconds === null ? sql`null` : sql`clock_timestamp() + make_interval(secs => ${seconds})`;

/** Takes votes from now on, for as long as was said when the poll was written. */
export async function open(tx: Tx, pollId: string, seconds: number | null): Promise<void> {
  await sql`
    update poll set state = 'open', opened_at = clock_timestamp(), closes_at = ${inSeconds(seconds)},
      closed_at = null, revealed_at = null, put_away_at = null
    where id = ${pollId}`.execute(tx);
}

export async function closeIn(tx: Tx, pollId: string, seconds: number | null): Promise<void> {
  await sql`update poll set closes_at = ${inSeconds(seconds)} where id = ${pollId}`.execute(tx);
}

/** Takes no more votes: from now on, or from when its time had run out. */
export async function close(tx: Tx, pollId: string): Promise<void> {
  await sql`
    update poll set state = 'closed', closed_at = least(clock_timestamp(), closes_at) where id = ${pollId}`.execute(
    tx,
  );
}

export async function reveal(tx: Tx, pollId: string): Promise<void> {
  await sql`
    update poll set revealed_at = clock_timestamp(), put_away_at = null where id = ${pollId}`.execute(tx);
}

export async function putAway(tx: Tx, pollId: string): Promise<void> {
  await sql`update poll set put_away_at = clock_timestamp() where id = ${pollId}`.execute(tx);
}

export async function raiseEdition(tx: Tx, pollId: string): Promise<void> {
  await sql`update poll set edition = edition + 1 where id = ${pollId}`.execute(tx);
}

/** The poll that a revote asks again, and that one, back to the first; of what was asked once, itself. */
export async function firstRoundOf(db: Queryable, pollId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive round as (
      select id, revote_of from poll where id = ${pollId}
      union all
      select earlier.id, earlier.revote_of from poll earlier join round on round.revote_of = earlier.id
    )
    select id from round where revote_of is null`.execute(db);
  return rows[0]!.id;
}

/** Keeps a text from everybody, or no longer. @returns whether that is different from before */
export async function hideText(tx: Tx, pollId: string, text: string, hidden: boolean): Promise<boolean> {
  const { rows } = hidden
    ? await sql`
        insert into poll_hidden_text (poll_id, text_hash) values (${pollId}, ${hashOf(text)})
        on conflict do nothing returning poll_id`.execute(tx)
    : await sql`
        delete from poll_hidden_text where poll_id = ${pollId} and text_hash = ${hashOf(text)}
        returning poll_id`.execute(tx);
  return rows.length > 0;
}

/** Open polls whose time has run out, by the database's clock. */
export async function lapsed(db: Queryable, atMost: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from poll where state = 'open' and closes_at <= clock_timestamp()
    order by closes_at limit ${atMost}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Polls of a session that take votes, in the order in which they are held. */
export async function openIn(db: Queryable, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from poll where session_id = ${sessionId} and state = 'open' order by id`.execute(db);
  return rows.map(({ id }) => id);
}
