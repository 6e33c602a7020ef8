import { sql, type SqlBool } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { OwnHandStanding, RaisedHand } from '../contract.ts';
import * as store from './handStore.ts';
import { heldLive, takeTurn } from './hold.ts';
import { tellHand, tellLowered, tellOwnHand, tellQueue } from './tell.ts';

interface OfSession {
  sessionId: string;
}

interface OfHand extends OfSession {
  handId: string;
}

/** Puts one's hand up; again is as good as once, from whatever window. */
export async function raise(
  { actor, tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<OwnHandStanding | Told<OwnHandStanding>> {
  await heldLive(tx, sessionId);
  const personId = actor.userId;
  const id = newId();
  if (!(await store.raise(tx, { id, sessionId, personId })))
    return { sessionId, hand: await store.ownHand(tx, sessionId, personId) };
  const [hand] = await store.handsWhere(tx, store.withId(id));
  tellQueue(tell, sessionId);
  tellHand(tell, hand!);
  return tellOwnHand(tell, personId, hand!);
}

/** Takes one's hand down; also once the session is over, when it is down anyway. */
export async function lower(
  { actor, tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<OwnHandStanding> {
  const own = sql<SqlBool>`${store.ofSession(sessionId)} and ${store.ofPerson(actor.userId)}`;
  tellLowered(tell, await store.lower(tx, own));
  return { sessionId, hand: null };
}

/** Calls on somebody. Whoever was called on before has had their say, and their hand goes down. */
export async function call(
  { tx, tell }: CommandContext,
  { sessionId, handId }: OfHand,
): Promise<RaisedHand | Told<RaisedHand>> {
  await heldLive(tx, sessionId);
  await takeTurn(tx, sessionId);
  const before = await handIn(tx, sessionId, handId);
  if (before.calledAt !== null) return before;
  const former = sql<SqlBool>`${store.ofSession(sessionId)} and called_at is not null`;
  const lowered = await store.lower(tx, former);
  // Its owner may have taken it down meanwhile: whoever lowers takes no turn.
  const called = await store.call(tx, handId);
  if (!called) throw notUp();
  tellLowered(tell, lowered);
  const hand = await handIn(tx, sessionId, handId);
  tellQueue(tell, sessionId);
  tellOwnHand(tell, called.personId, hand);
  return tellHand(tell, hand);
}

/** Takes somebody's hand down. */
export async function dismiss({ tx, tell }: CommandContext, { sessionId, handId }: OfHand): Promise<OfHand> {
  const one = sql<SqlBool>`${store.ofSession(sessionId)} and ${store.withId(handId)}`;
  tellLowered(tell, await store.lower(tx, one));
  return { sessionId, handId };
}

export async function lowerAll(
  { tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<OfSession & { lowered: number }> {
  await takeTurn(tx, sessionId);
  const lowered = await store.lower(tx, store.ofSession(sessionId));
  tellLowered(tell, lowered);
  return { sessionId, lowered: lowered.length };
}

async function handIn(tx: CommandContext['tx'], sessionId: string, handId: string): Promise<RaisedHand> {
  const one = sql<SqlBool>`${store.ofSession(sessionId)} and ${store.withId(handId)}`;
  const [hand] = await store.handsWhere(tx, one);
  if (!hand) throw notUp();
  return hand;
}

const notUp = (): Refusal => new Refusal('not_found', 'This hand is not up any more.');
