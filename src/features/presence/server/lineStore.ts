import { sql, type RawBuilder } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

/** How long a node that says nothing is taken to be there, by the database's clock, in ms. */
export const nodeLeaseMs = 30_000;

const milliseconds = (ms: number) => sql`${ms} * interval '1 millisecond'`;
const leaseEnds = sql`clock_timestamp() + ${milliseconds(nodeLeaseMs)}`;

/** A new node, which has no lines yet. */
export async function enter(tx: Tx, nodeId: string): Promise<void> {
  await sql`
    insert into presence_node (id, heard_at, until_at)
    values (${nodeId}, clock_timestamp(), ${leaseEnds})`.execute(tx);
}

/** @returns false for a node that others took for dead: its lines are gone */
export async function extend(tx: Tx, nodeId: string): Promise<boolean> {
  const { rows } = await sql`
    update presence_node set heard_at = clock_timestamp(), until_at = ${leaseEnds}
    where id = ${nodeId} returning id`.execute(tx);
  return rows.length > 0;
}

/** Lets a node's lease end after `graceMs`: until then its people find another one. */
export async function retire(db: Queryable, nodeId: string, graceMs: number): Promise<void> {
  await sql`
    update presence_node set heard_at = clock_timestamp(), until_at = clock_timestamp() + ${milliseconds(graceMs)}
    where id = ${nodeId}`.execute(db);
}

export interface Came {
  sessionId: string;
  userId: string;
}

export async function come(tx: Tx, nodeId: string, lines: readonly Came[]): Promise<void> {
  const came = JSON.stringify(lines);
  await sql`
    insert into presence_line (session_id, node_id, person_id)
    select "sessionId", ${nodeId}, "userId"
    from json_to_recordset(${came}::json) as came ("sessionId" uuid, "userId" uuid)
    on conflict do nothing`.execute(tx);
  // In the order in which everybody takes these rows.
  await sql`
    insert into presence_person (person_id, is_changed)
    select distinct "userId", true from json_to_recordset(${came}::json) as came ("userId" uuid)
    order by "userId"
    on conflict (person_id) do update set is_changed = true`.execute(tx);
}

export interface Gone extends Came {
  /** How long ago it was heard last. */
  silentMs: number;
}

export async function go(tx: Tx, nodeId: string, lines: readonly Gone[]): Promise<void> {
  const sessionIds = lines.map(({ sessionId }) => sessionId);
  await sql`
    delete from presence_line
    where node_id = ${nodeId} and session_id = any (${sessionIds}::uuid[])`.execute(tx);
  await forgetRests(tx, sessionIds);
  await seenUntil(
    tx,
    sql`
      select "userId" as person_id, clock_timestamp() - min("silentMs") * interval '1 millisecond' as seen_at
      from json_to_recordset(${JSON.stringify(lines)}::json) as gone ("userId" uuid, "silentMs" float8)
      group by "userId"`,
  );
}

/**
 * Notes until when people were seen. Whoever is hidden was seen last when they hid, whatever they do since; and of
 * whoever was forgotten meanwhile nothing is written any more.
 */
async function seenUntil(tx: Tx, left: RawBuilder<unknown>): Promise<void> {
  await sql`
    with gone as (${left}), held as (
      select person.person_id, gone.seen_at
      from presence_person person join gone on gone.person_id = person.person_id
      order by person.person_id for update of person
    )
    update presence_person person set is_changed = true,
      seen_at = case when person.hidden then person.seen_at else greatest(person.seen_at, held.seen_at) end
    from held where person.person_id = held.person_id`.execute(tx);
}

/** A browser that comes back does not rest. */
async function forgetRests(tx: Tx, sessionIds: readonly string[]): Promise<void> {
  await sql`
    delete from presence_rest rest where rest.session_id = any (${[...sessionIds]}::uuid[])
      and not exists (select from presence_line line where line.session_id = rest.session_id)`.execute(tx);
}

/** Forgets what was said of browsers that nobody hears any more. */
export async function tidyRests(db: Queryable): Promise<void> {
  await sql`
    delete from presence_rest rest
    where not exists (select from presence_line line where line.session_id = rest.session_id)`.execute(db);
}

/** Takes the lines of other nodes that fell silent. Every node tries; each dead one is taken once. */
export async function lapse(tx: Tx, ownId: string | undefined): Promise<void> {
  const { rows: dead } = await sql<{ id: string }>`
    select id from presence_node
    where until_at <= clock_timestamp() and id is distinct from ${ownId ?? null}::uuid
    order by id for update skip locked`.execute(tx);
  if (dead.length === 0) return;
  const nodeIds = dead.map(({ id }) => id);
  await seenUntil(
    tx,
    sql`
      select line.person_id, max(node.heard_at) as seen_at
      from presence_line line join presence_node node on node.id = line.node_id
      where line.node_id = any (${nodeIds}::uuid[])
      group by line.person_id`,
  );
  const { rows: cut } = await sql<{ sessionId: string }>`
    delete from presence_line where node_id = any (${nodeIds}::uuid[])
    returning session_id as "sessionId"`.execute(tx);
  const sessionIds = cut.map(({ sessionId }) => sessionId);
  await forgetRests(tx, sessionIds);
  await sql`delete from presence_node where id = any (${nodeIds}::uuid[])`.execute(tx);
}

/** What there is to do for whichever node looks first. */
export async function due(db: Queryable): Promise<{ lapsed: boolean; frame: boolean }> {
  const { rows } = await sql<{ lapsed: boolean; frame: boolean }>`
    select
      exists (select from presence_node where until_at <= clock_timestamp()) as lapsed,
      exists (select from presence_turn where next_at <= clock_timestamp())
        and exists (select from presence_person where is_changed) as frame`.execute(db);
  return rows[0]!;
}
