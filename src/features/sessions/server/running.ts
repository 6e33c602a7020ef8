import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { Write } from '#platform/server/log/log.ts';
import { isOver, type SessionState, type StaffSession } from '../contract.ts';
import { closeStays } from './attendanceStore.ts';
import * as store from './store.ts';
import { held, known, tellAll, tellStaff, tellTurned } from './telling.ts';

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
  await tellTurned({ actor, tx, tell }, session, 'started');
  return tellAll(tell, session);
}

/** Closes what a room has open in a session that is over; the session is held meanwhile. */
export type Over = (
  write: Pick<Write, 'tx' | 'tell'>,
  session: { id: string; cohortId: string },
) => Promise<void>;

/** Lets the guests of a session that is over go. */
export type SeeOff = (write: Pick<Write, 'tx' | 'tell'>, sessionId: string) => Promise<void>;

/** Ends a session; whoever is in was in until this moment. */
export function endingOf(over: Over, seeOff: SeeOff) {
  return async function end(
    { tx, tell }: CommandContext,
    { sessionId }: OfSession,
  ): Promise<Told<StaffSession>> {
    const session = await held(tx, sessionId);
    requireState(session.state, ['live']);
    const endedAt = await store.end(tx, sessionId);
    await closeStays(tx, sessionId, endedAt);
    await over({ tx, tell }, session);
    await seeOff({ tx, tell }, session.id);
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

/** Makes every wall of a session dark, or brings them back; what devices show stays as it is. */
export async function blank(
  { tx, tell }: CommandContext,
  { sessionId, on }: OfSession & { on: boolean },
): Promise<StaffSession | Told<StaffSession>> {
  const session = await held(tx, sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  return (await store.blank(tx, sessionId, on)) ? tellStaff(tell, session) : known(tx, sessionId);
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

/** Makes somebody else of the staff host, by the one who is; whether they are in is for the host to judge. */
export async function handOver(
  { actor, tx, tell }: CommandContext,
  { sessionId, personId }: OfSession & { personId: string },
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  requireState(session.state, ['live']);
  if (!(await enrolments.isStaff(tx, personId, session.cohortId)))
    throw new Refusal('not_found', 'This person is not of the staff of this cohort.');
  if (!(await store.handOver(tx, sessionId, { fromId: actor.userId, toId: personId })))
    throw new Refusal('conflict', 'You are not the host of this session, so it is not yours to hand over.');
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
