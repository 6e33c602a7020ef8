import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import { isOver } from '#features/sessions/contract.ts';
import { holdSession, type Session } from '#features/sessions/server/sessions.ts';
import type { Tx } from '#platform/server/db/database.ts';

/**
 * Holds a session in which everybody may do something now: it neither ends nor is called off before the commit. Always
 * in this order: session, turn, what is of the moment.
 */
export async function heldLive(tx: Tx, sessionId: string): Promise<void> {
  requireLive(await held(tx, sessionId));
}

/** Holds a session that can be addressed, its waiting room included, and its turn: no other staff do so meanwhile. */
export async function heldInTurn(tx: Tx, sessionId: string): Promise<void> {
  requireSeen(await held(tx, sessionId));
  await takeTurn(tx, sessionId);
}

/** Holds what staff alone set, until the commit. */
export async function takeTurn(tx: Tx, sessionId: string): Promise<void> {
  await sql`
    insert into moment_turn (session_id) values (${sessionId})
    on conflict (session_id) do update set session_id = excluded.session_id`.execute(tx);
}

export function requireLive(session: Pick<Session, 'state'>): void {
  requireSeen(session);
  if (session.state !== 'live') throw new Refusal('conflict', 'This session has not begun.');
}

async function held(tx: Tx, sessionId: string): Promise<Session> {
  const session = await holdSession(tx, sessionId);
  if (!session) throw new Refusal('not_found');
  return session;
}

function requireSeen({ state }: Pick<Session, 'state'>): void {
  if (isOver(state)) throw new Refusal('conflict', 'This session is over.');
  if (state === 'rehearsal')
    throw new Refusal('conflict', 'This session is being rehearsed: students would see this.');
}
