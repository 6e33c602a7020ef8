import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { momentLimits, type HandQueue, type OwnHand, type RaisedHand } from '../contract.ts';

interface HandRow {
  id: string;
  sessionId: string;
  personId: string;
  name: string;
  raisedAt: Date;
  calledAt: Date | null;
}

export const ofSession = (sessionId: string): RawBuilder<SqlBool> =>
  sql`raised_hand.session_id = ${sessionId}`;
export const ofPerson = (personId: string): RawBuilder<SqlBool> => sql`raised_hand.person_id = ${personId}`;
export const withId = (handId: string): RawBuilder<SqlBool> => sql`raised_hand.id = ${handId}`;

/** Hands that are up, the earliest first. */
export async function handsWhere(db: Queryable, which: RawBuilder<SqlBool>): Promise<RaisedHand[]> {
  const { rows } = await sql<HandRow>`
    select raised_hand.id, session_id as "sessionId", person_id as "personId", account.name,
      raised_at as "raisedAt", called_at as "calledAt"
    from raised_hand join account on account.id = person_id
    where ${which} order by raised_at, raised_hand.id`.execute(db);
  return rows.map(({ id, sessionId, personId, name, ...moments }) => ({
    ...{ id, sessionId, person: { id: personId, name } },
    ...momentsOf(moments),
  }));
}

const momentsOf = ({ raisedAt, calledAt }: Pick<HandRow, 'raisedAt' | 'calledAt'>) => ({
  raisedAt: raisedAt.toISOString(),
  calledAt: calledAt?.toISOString() ?? null,
});

export async function ownHand(db: Queryable, sessionId: string, personId: string): Promise<OwnHand | null> {
  const [hand] = await handsWhere(db, sql`${ofSession(sessionId)} and ${ofPerson(personId)}`);
  if (!hand) return null;
  const { id, raisedAt, calledAt } = hand;
  return { id, raisedAt, calledAt };
}

export async function queueOf(db: Queryable, sessionId: string): Promise<HandQueue> {
  const { rows } = await sql<{ id: string; isCalled: boolean }>`
    select id, called_at is not null as "isCalled" from raised_hand
    where session_id = ${sessionId} order by raised_at, id`.execute(db);
  const waiting = rows.filter(({ isCalled }) => !isCalled);
  return {
    calledId: rows.find(({ isCalled }) => isCalled)?.id ?? null,
    nextIds: waiting.slice(0, momentLimits.placesTold).map(({ id }) => id),
    waiting: waiting.length,
  };
}

/** Puts somebody's hand up: the constraint, and nothing before it, makes it one a person. @returns false: it is up */
export async function raise(
  tx: Tx,
  { id, sessionId, personId }: { id: string; sessionId: string; personId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into raised_hand (id, session_id, person_id) values (${id}, ${sessionId}, ${personId})
    on conflict (session_id, person_id) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** @returns whose hands went down */
export async function lower(
  tx: Tx,
  which: RawBuilder<SqlBool>,
): Promise<{ id: string; sessionId: string; personId: string }[]> {
  const { rows } = await sql<{ id: string; sessionId: string; personId: string }>`
    delete from raised_hand where ${which}
    returning id, session_id as "sessionId", person_id as "personId"`.execute(tx);
  return rows;
}

/** Notes that somebody is called on; nobody else may be. @returns whose hand it is; undefined: it is not up */
export async function call(tx: Tx, handId: string): Promise<{ personId: string } | undefined> {
  const { rows } = await sql<{ personId: string }>`
    update raised_hand set called_at = clock_timestamp() where id = ${handId}
    returning person_id as "personId"`.execute(tx);
  return rows[0];
}
