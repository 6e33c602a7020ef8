import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Joining } from '#features/identity/server/joining.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Actor, CommandContext } from '#platform/server/feature.ts';
import type { Limits } from '#platform/server/limits.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { isOver, sessions, type StaffSession } from '../contract.ts';
import { refuseBefore, tellAttended } from './attendance.ts';
import { closeStaysOf } from './attendanceStore.ts';
import * as guestStore from './guestStore.ts';
import { codeIn } from './joinCodes.ts';
import type { Tries } from './joining.ts';
import * as store from './store.ts';
import { held, known, tellStaff } from './telling.ts';

interface Write {
  tx: Tx;
  tell: Tell;
}

interface OfSession {
  sessionId: string;
}

interface Entering {
  code: string;
  name?: string | undefined;
  zone: string;
  language: string;
}

/** However often they come: more is no class that comes in. */
const perSession = { times: 120, perMs: 60_000 };
const hourMs = 60 * 60_000;
/** A session that somebody forgets to end does not keep its guests for longer. */
const longestVisitMs = 24 * hourMs;
/** For how long a guest's browser can still be told that it is over. */
const graceMs = hourMs;

/** Brings somebody into a session as its guest. */
export function enteringOf({
  joining,
  tries,
  limits,
}: {
  joining: () => Joining;
  tries: Tries;
  limits: Limits;
}) {
  return async function enter(
    context: CommandContext<Actor>,
    { code, name, zone, language }: Entering,
  ): Promise<OfSession> {
    const { actor, tx, tell } = context;
    const session = await tries.find(context, () => store.holdByCode(tx, codeIn(code)));
    const { sessionId } = session;
    const person = actor.kind === 'person' ? actor : undefined;
    if (person && (await enrolments.roleOf(tx, person, session.cohortId))) return { sessionId };
    const before = person && (await guestStore.guestIn(tx, { sessionId, personId: person.userId }));
    if (before?.isRemoved) throw new Refusal('conflict', 'Whoever runs this session has sent you out.');
    if (before) return { sessionId };

    if (session.state !== 'live') refuseBefore(session.startsAt, session.now);
    await limits.take('session:guests', perSession, sessionId);
    const number = await guestStore.takeSeat(tx, sessionId);
    if (number === undefined) throw new Refusal('conflict', 'There is no room for more guests.');
    const hasAccount = person !== undefined && !person.isGuest;
    const personId = hasAccount
      ? person.userId
      : (await joining().openGuest(tx, { name: requireName(name), zone, language })).id;
    await guestStore.insert(tx, { sessionId, personId, number, hasAccount });
    tellGuest(tell, { sessionId, personId, number }, false);
    tellVisit(tell, { sessionId, personId });
    if (!hasAccount)
      await joining().signIn(context, personId, new Date(session.now.getTime() + longestVisitMs));
    return { sessionId };
  };
}

function requireName(name: string | undefined): string {
  if (name !== undefined) return name;
  throw new Refusal('invalid', 'name: is needed of whoever is not signed in', {
    faults: [{ field: 'name', message: 'is needed of whoever is not signed in' }],
  });
}

/** Lets guests come, or sends all who came out for as long as none may. */
export async function takeGuests(
  { tx, tell }: CommandContext,
  { sessionId, on }: OfSession & { on: boolean },
): Promise<StaffSession | Told<StaffSession>> {
  const session = await held(tx, sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  const { takesGuests } = await known(tx, sessionId);
  if (takesGuests === on) return known(tx, sessionId);
  await store.takeGuests(tx, sessionId, on);
  const ids = await staying(tx, sessionId);
  if (!on) await sendOut({ tx, tell }, sessionId, ids);
  for (const personId of ids) tellVisit(tell, { sessionId, personId });
  return tellStaff(tell, session);
}

/** Sends one guest out for good; the seat is another's. */
export async function removeGuest(
  { tx, tell }: CommandContext,
  { sessionId, guestId: personId }: OfSession & { guestId: string },
): Promise<{ removed: boolean }> {
  await held(tx, sessionId);
  const guest = await guestStore.guestIn(tx, { sessionId, personId });
  if (!guest || !(await guestStore.remove(tx, { sessionId, personId }))) return { removed: false };
  await sendOut({ tx, tell }, sessionId, [personId]);
  tellGuest(tell, { sessionId, personId, number: guest.number }, true);
  tellVisit(tell, { sessionId, personId });
  return { removed: true };
}

/** Tells its guests that a session is over, and lets their browsers go soon; the session is held meanwhile. */
export function seeingOff(joining: () => Joining) {
  return async function seeOff({ tx, tell }: Write, sessionId: string): Promise<void> {
    const ids = await staying(tx, sessionId);
    if (ids.length === 0) return;
    for (const personId of ids) tellVisit(tell, { sessionId, personId });
    await joining().endGuestsBy(tx, ids, new Date(Date.now() + graceMs));
  };
}

/** Tells staff that a guest is called something else. */
export async function tellGuestRenamed({ tx, tell }: Write, personId: string): Promise<void> {
  for (const sessionId of await guestStore.sessionsVisitedBy(tx, personId)) {
    const number = await guestStore.guestNumber(tx, { sessionId, personId });
    if (number !== null) tellGuest(tell, { sessionId, personId, number }, false);
  }
}

async function staying(tx: Tx, sessionId: string): Promise<string[]> {
  const guests = await guestStore.guestsOf(tx, sessionId);
  return guests.filter(({ isRemoved }) => !isRemoved).map(({ personId }) => personId);
}

async function sendOut({ tx, tell }: Write, sessionId: string, personIds: readonly string[]): Promise<void> {
  for (const attendee of await closeStaysOf(tx, sessionId, personIds)) tellAttended(tell, attendee);
}

interface Place {
  sessionId: string;
  personId: string;
}

function tellGuest(
  tell: Tell,
  { sessionId, personId, number }: Place & { number: number },
  removed: boolean,
): void {
  const topic = sessions.topics.sessionStaff.of({ sessionId });
  tell(sessions, 'session:guest-changed', [topic], async (tx) => {
    const { id, name } = await accounts.byId(tx, personId);
    return { sessionId, guest: { id, name, number }, removed };
  });
}

/** Told on the person's own topic, it also makes every node ask anew what they may listen to. */
function tellVisit(tell: Tell, { sessionId, personId }: Place): void {
  tell(sessions, 'session:visit-changed', [identity.topics.person.of({ userId: personId })], (tx) =>
    guestStore.visitOf(tx, { sessionId, personId }),
  );
}
