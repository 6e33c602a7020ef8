import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

/**
 * Holds the boards of a cohort until the commit: `for share` while somebody is paid, `for update` by whoever changes
 * who is shown and where. So nobody is on a board who has just left it, and whoever changes it knows every board that
 * they are on. Cohorts are held in the order of their ids.
 *
 * @returns false for a cohort that does not exist
 */
export async function holdBoards(
  tx: Tx,
  cohortId: string,
  how: 'for share' | 'for update',
): Promise<boolean> {
  await sql`
    insert into leaderboard_cohort (cohort_id) select id from cohort where id = ${cohortId}
    on conflict do nothing`.execute(tx);
  const { rows } = await sql`
    select 1 from leaderboard_cohort where cohort_id = ${cohortId} ${sql.raw(how)}`.execute(tx);
  return rows.length > 0;
}

/** How the board of a session is: on, until staff switch it off, and on the wall once they say so. */
export async function stateOf(db: Queryable, sessionId: string): Promise<{ isOn: boolean; isUp: boolean }> {
  const { rows } = await sql<{ isOn: boolean; isUp: boolean }>`
    select is_on as "isOn", is_up as "isUp" from leaderboard_session where session_id = ${sessionId}`.execute(
    db,
  );
  return rows[0] ?? { isOn: true, isUp: false };
}

/** Switches a board; one that is off leaves the wall. */
export async function setOn(tx: Tx, sessionId: string, on: boolean): Promise<void> {
  await sql`
    insert into leaderboard_session as s (session_id, is_on) values (${sessionId}, ${on})
    on conflict (session_id) do update set is_on = excluded.is_on, is_up = s.is_up and excluded.is_on`.execute(
    tx,
  );
}

export async function setUp(tx: Tx, sessionId: string, up: boolean): Promise<void> {
  await sql`
    insert into leaderboard_session (session_id, is_up) values (${sessionId}, ${up})
    on conflict (session_id) do update set is_up = excluded.is_up`.execute(tx);
}

/** How somebody is on the boards of a cohort. */
export interface Player {
  takesPart: boolean;
  pseudonym: string | null;
}

export async function playerOf(db: Queryable, cohortId: string, personId: string): Promise<Player> {
  const { rows } = await sql<Player>`
    select not is_out as "takesPart", pseudonym from leaderboard_player
    where boards_of = ${cohortId} and person_id = ${personId}`.execute(db);
  return rows[0] ?? { takesPart: true, pseudonym: null };
}

export async function setTakesPart(
  tx: Tx,
  cohortId: string,
  personId: string,
  takesPart: boolean,
): Promise<void> {
  await sql`
    insert into leaderboard_player (boards_of, person_id, is_out) values (${cohortId}, ${personId}, ${!takesPart})
    on conflict (boards_of, person_id) do update set is_out = excluded.is_out`.execute(tx);
}

export async function dropPseudonym(tx: Tx, cohortId: string, personId: string): Promise<void> {
  await sql`
    update leaderboard_player set pseudonym = null
    where boards_of = ${cohortId} and person_id = ${personId}`.execute(tx);
}

/** Takes a name that nobody else has in the cohort. @returns false where somebody has it, the person included */
export async function takePseudonym(
  tx: Tx,
  cohortId: string,
  personId: string,
  pseudonym: string,
): Promise<boolean> {
  await sql`
    insert into leaderboard_player (boards_of, person_id) values (${cohortId}, ${personId})
    on conflict do nothing`.execute(tx);
  // Whoever changes names holds the boards of the cohort, so that the constraint is never broken, only asked.
  const { rows } = await sql`
    update leaderboard_player set pseudonym = ${pseudonym}
    where boards_of = ${cohortId} and person_id = ${personId} and not exists (
      select from leaderboard_player other where other.boards_of = ${cohortId} and other.pseudonym = ${pseudonym})
    returning person_id`.execute(tx);
  return rows.length > 0;
}
