import { sql, type RawBuilder } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { PresenceLine, PresenceState } from '../contract.ts';

interface Known {
  personId: string;
  hidden: boolean;
  seenAt: Date | null;
  shown: PresenceState;
  shownSeenAt: Date | null;
}

interface Standing {
  personId: string;
  hidden: boolean;
  now: PresenceState;
  /** Somebody who is here and hides: this moment is the last at which they are seen. */
  vanishes: boolean;
}

/** Brings what is shown of everybody of whom something changed up to what is so. @returns what is another */
export async function settleAll(tx: Tx): Promise<PresenceLine[]> {
  return show(tx, await hold(tx, sql`is_changed`));
}

/** Hides somebody, or lets them be seen again. @returns what is shown of them from now on; undefined: they were so */
export async function setHidden(
  tx: Tx,
  personId: string,
  hidden: boolean,
): Promise<PresenceLine[] | undefined> {
  await sql`
    insert into presence_person (person_id) values (${personId}) on conflict do nothing`.execute(tx);
  const [known] = await hold(tx, sql`person_id = ${personId}`);
  return known!.hidden === hidden ? undefined : show(tx, [known!], hidden);
}

/** Holds people until commit, in the order in which everybody does. */
async function hold(tx: Tx, whom: RawBuilder<unknown>): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select person_id as "personId", hidden, seen_at as "seenAt", shown, shown_seen_at as "shownSeenAt"
    from presence_person where ${whom} order by person_id for update`.execute(tx);
  return rows;
}

/** @returns those of whom something else is shown from now on */
async function show(tx: Tx, held: readonly Known[], hidden?: boolean): Promise<PresenceLine[]> {
  if (held.length === 0) return [];
  // Read in a statement of its own: what was written before these rows were free is seen by it.
  const active = await linesOf(
    tx,
    held.map(({ personId }) => personId),
  );
  const stands = held.map((known): Standing => {
    const { personId } = known;
    const isHidden = hidden ?? known.hidden;
    const vanishes = isHidden && !known.hidden && active.has(personId);
    return { personId, hidden: isHidden, now: stateOf(isHidden, active.get(personId)), vanishes };
  });
  const { rows } = await sql<{ personId: string; shown: PresenceState; shownSeenAt: Date | null }>`
    update presence_person person set
      is_changed = false, hidden = stands.hidden, shown = stands.now,
      seen_at = case when stands.vanishes then statement_timestamp() else person.seen_at end,
      shown_seen_at = case
        when stands.now <> 'away' then null
        when stands.vanishes then statement_timestamp()
        else person.seen_at
      end
    from json_to_recordset(${JSON.stringify(stands)}::json)
      as stands ("personId" uuid, hidden boolean, now text, vanishes boolean)
    where person.person_id = stands."personId"
    returning person_id as "personId", shown, shown_seen_at as "shownSeenAt"`.execute(tx);
  const before = new Map(held.map((known) => [known.personId, known]));
  return rows
    .map((row) => lineOf(row))
    .filter((line) => {
      const was = lineOf(before.get(line.id)!);
      return line.state !== was.state || line.seenAt !== was.seenAt;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether any browser of theirs is touched at present, of whoever has one open. */
async function linesOf(db: Queryable, personIds: readonly string[]): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ personId: string; isActive: boolean }>`
    select line.person_id as "personId", bool_or(rest.session_id is null) as "isActive"
    from presence_line line left join presence_rest rest on rest.session_id = line.session_id
    where line.person_id = any (${[...personIds]}::uuid[])
    group by line.person_id`.execute(db);
  return new Map(rows.map(({ personId, isActive }) => [personId, isActive]));
}

function stateOf(hidden: boolean, isActive: boolean | undefined): PresenceState {
  if (hidden || isActive === undefined) return 'away';
  return isActive ? 'online' : 'idle';
}

type Shown = Pick<Known, 'personId' | 'shown' | 'shownSeenAt'>;

function lineOf({ personId, shown, shownSeenAt }: Shown): PresenceLine {
  return { id: personId, state: shown, seenAt: shownSeenAt?.toISOString() ?? null };
}

/** What is shown of these people, one line for each, in the order that was given. */
export async function shownOf(db: Queryable, personIds: readonly string[]): Promise<PresenceLine[]> {
  const { rows } = await sql<Shown>`
    select person_id as "personId", shown, shown_seen_at as "shownSeenAt" from presence_person
    where person_id = any (${[...personIds]}::uuid[])`.execute(db);
  const known = new Map(rows.map((row) => [row.personId, row]));
  return personIds.map((personId) =>
    lineOf(known.get(personId) ?? { personId, shown: 'away', shownSeenAt: null }),
  );
}

/** Which of these people are shown as here, and how. */
export async function hereOf(
  db: Queryable,
  personIds: readonly string[],
): Promise<Map<string, 'online' | 'idle'>> {
  const { rows } = await sql<{ personId: string; shown: 'online' | 'idle' }>`
    select person_id as "personId", shown from presence_person
    where person_id = any (${[...personIds]}::uuid[]) and shown <> 'away'`.execute(db);
  return new Map(rows.map(({ personId, shown }) => [personId, shown]));
}
