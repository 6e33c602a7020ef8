import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { Write } from '#platform/server/log/log.ts';
import { isOver, type SessionState, type StaffSession } from '../contract.ts';
import { closeStays } from './attendanceStore.ts';
import * as store from './store.ts';
import { held, tellAll, tellStaff } from './telling.ts';

interface OfSession {
  sessionId: string;
}

/** Goes into a rehearsal, or out of it; nobody but staff hears of it. */
export async function rehearse(
  { tx, tell }: CommandContext,
  { sessionId, on }: OfSession & { on: boolean },
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  requireState(session.state, on ? ['scheduled'] : ['rehearsal']);
  await store.rehearse(tx, sessionId, on);
  return tellStaff(tell, session);
}

/** Begins a session. The row is held: of two who begin it at once, the second finds it live. */
export async function start(
  { actor, tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  requireState(session.state, ['scheduled', 'rehearsal']);
  await store.start(tx, sessionId, actor.userId);
  return tellAll(tell, session);
}

/** Closes what a room has open in a session that is over; the session is held meanwhile. */
export type Over = (
  write: Pick<Write, 'tx' | 'tell'>,
  session: { id: string; cohortId: string },
) => Promise<void>;

/** Ends a session; whoever is in was in until this moment. */
export function endingOf(over: Over) {
  return async function end(
    { tx, tell }: CommandContext,
    { sessionId }: OfSession,
  ): Promise<Told<StaffSession>> {
    const session = await held(tx, sessionId);
    requireState(session.state, ['live']);
    const endedAt = await store.end(tx, sessionId);
    await closeStays(tx, sessionId, endedAt);
    await over({ tx, tell }, session);
    return tellAll(tell, session);
  };
}

/** Says at which item the session is; a rehearsal's is told to staff alone. */
export async function show(
  { tx, tell }: CommandContext,
  { sessionId, itemId }: OfSession & { itemId: string | null },
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  requireState(session.state, ['live', 'rehearsal']);
  if (!(await store.show(tx, sessionId, itemId)))
    throw new Refusal('not_found', 'This item is not part of the run sheet.');
  return session.state === 'live' ? tellAll(tell, session) : tellStaff(tell, session);
}

/** Makes the actor host. Nothing of a session lives with its host, so nothing is lost with one. */
export async function takeOver(
  { actor, tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  await store.setHost(tx, sessionId, actor.userId);
  return tellAll(tell, session);
}

const said: Record<SessionState, string> = {
  scheduled: 'This session has not begun.',
  rehearsal: 'This session is being rehearsed.',
  live: 'This session is live already.',
  ended: 'This session has ended.',
  cancelled: 'This session was called off.',
};

function requireState(state: SessionState, allowed: readonly SessionState[]): void {
  if (!allowed.includes(state)) throw new Refusal('conflict', said[state]);
}
