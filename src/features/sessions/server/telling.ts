import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { sessions, type StaffSession } from '../contract.ts';
import { sessionOf } from './sessions.ts';
import * as store from './store.ts';

interface Place {
  id: string;
  cohortId: string;
}

/** Tells staff how a session stands, all of it. */
export function tellStaff(tell: Tell, { id: sessionId }: Place): Told<StaffSession> {
  // Read once the log holds the topic: of two who change a session at once, the last word is how it stands.
  return tell(sessions, 'session:console-changed', [sessions.topics.sessionStaff.of({ sessionId })], (held) =>
    known(held, sessionId),
  );
}

/** Tells everybody how a session stands, each what they may know. @returns what staff are told */
export function tellAll(tell: Tell, session: Place): Told<StaffSession> {
  const topics = [
    cohorts.topics.cohort.of({ cohortId: session.cohortId }),
    sessions.topics.session.of({ sessionId: session.id }),
  ];
  tell(sessions, 'session:changed', topics, async (held) => store.publicOf(await known(held, session.id)));
  return tellStaff(tell, session);
}

/** Tells the other rooms of this house what a class wants to know of wherever it is. */
export async function tellTurned(
  { actor, tx, tell }: Pick<CommandContext, 'actor' | 'tx' | 'tell'>,
  { id: sessionId, cohortId }: Place,
  turn: 'started' | 'moved' | 'cancelled',
): Promise<void> {
  const { title, startsAt } = (await known(tx, sessionId)).session;
  const fact = { id: newId(), sessionId, cohortId, turn, title, startsAt, by: actor.userId };
  tell(sessions, 'session:turned', [], fact);
}

/** @throws Refusal `not_found` */
export async function known(db: Queryable, sessionId: string): Promise<StaffSession> {
  const found = await store.staffSession(db, sessionId);
  if (!found) throw new Refusal('not_found');
  return found;
}

/** The cohort of a session. @throws Refusal `not_found` */
export async function knownCohort(db: Queryable, sessionId: string): Promise<string> {
  const session = await sessionOf(db, sessionId);
  if (!session) throw new Refusal('not_found');
  return session.cohortId;
}

/** Holds a session until commit. @throws Refusal `not_found` */
export async function held(tx: Tx, sessionId: string): Promise<store.HeldSession> {
  const session = await store.hold(tx, sessionId);
  if (!session) throw new Refusal('not_found');
  return session;
}
