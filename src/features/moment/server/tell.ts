import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import {
  moment,
  type DeskBanner,
  type OwnHand,
  type OwnHandStanding,
  type OwnPulse,
  type RaisedHand,
  type TimerStanding,
} from '../contract.ts';
import * as banners from './bannerStore.ts';
import * as hands from './handStore.ts';
import * as pulses from './pulseStore.ts';
import { timerOf } from './timerStore.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

const forAll = (sessionId: string): string[] => [sessions.topics.session.of({ sessionId })];
const forStaff = (sessionId: string): string[] => [sessions.topics.sessionStaff.of({ sessionId })];
const forOne = (userId: string): string[] => [identity.topics.person.of({ userId })];

/** What each transaction has told already: what is read once the log holds the topics, one telling tells of all. */
const toldIn = new WeakMap<Tell, Set<string>>();

function isFirst(tell: Tell, what: string): boolean {
  const told = toldIn.get(tell) ?? new Set<string>();
  toldIn.set(tell, told);
  if (told.has(what)) return false;
  told.add(what);
  return true;
}

/** Tells everybody which hands are up; not whose. */
export function tellQueue(tell: Tell, sessionId: string): void {
  if (!isFirst(tell, `queue ${sessionId}`)) return;
  tell(moment, 'hand:queue', forAll(sessionId), async (held) => ({
    ...(await hands.queueOf(held, sessionId)),
    sessionId,
  }));
}

/** Tells staff of a hand that this transaction holds. */
export function tellHand(tell: Tell, hand: RaisedHand): Told<RaisedHand> {
  return tell(moment, 'hand:changed', forStaff(hand.sessionId), hand);
}

/** Tells somebody, on a topic that nobody else hears, of their hand. */
export function tellOwnHand(
  tell: Tell,
  personId: string,
  { id, sessionId, raisedAt, calledAt }: OwnHand & { sessionId: string },
): Told<OwnHandStanding> {
  return tell(moment, 'hand:mine', forOne(personId), { sessionId, hand: { id, raisedAt, calledAt } });
}

/** Tells everybody whom it concerns that hands have gone down. */
export function tellLowered(
  tell: Tell,
  lowered: readonly { id: string; sessionId: string; personId: string }[],
): void {
  for (const sessionId of new Set(lowered.map((hand) => hand.sessionId))) {
    const here = lowered.filter((hand) => hand.sessionId === sessionId);
    tellQueue(tell, sessionId);
    tell(moment, 'hand:lowered', forStaff(sessionId), { sessionId, handIds: here.map(({ id }) => id) });
    for (const { personId } of here) tell(moment, 'hand:mine', forOne(personId), { sessionId, hand: null });
  }
}

/** Tells staff what the class says by now, with the minute before: what is told later may take its place. */
export function tellPulse(tell: Tell, sessionId: string, saidAt: Date): void {
  if (!isFirst(tell, `pulse ${sessionId}`)) return;
  const since = pulses.minuteBefore(saidAt);
  // Counted once the log holds the topic: of two who say something at the same moment, none is left out.
  tell(moment, 'pulse:counted', forStaff(sessionId), async (held) => ({
    sessionId,
    since: since.toISOString(),
    ...(await pulses.pulseOf(held, sessionId, since)),
  }));
}

export function tellOwnPulse(
  tell: Tell,
  sessionId: string,
  personId: string,
): Told<OwnPulse & { sessionId: string }> {
  return tell(moment, 'pulse:mine', forOne(personId), async (held) => ({
    ...(await pulses.ownPulse(held, sessionId, personId)),
    sessionId,
  }));
}

export function tellTimer(tell: Tell, sessionId: string): Told<TimerStanding> {
  return tell(moment, 'timer:changed', forAll(sessionId), async (held) => ({
    sessionId,
    timer: await timerOf(held, sessionId),
  }));
}

/** Tells everybody what is said to them now. */
export function tellBanner(tell: Tell, sessionId: string): void {
  if (!isFirst(tell, `banner ${sessionId}`)) return;
  tell(moment, 'banner:changed', forAll(sessionId), async (held) => ({
    sessionId,
    banner: await banners.bannerUp(held, sessionId),
  }));
}

export function tellDeskBanner(
  tell: Tell,
  { id, sessionId }: { id: string; sessionId: string },
): Told<DeskBanner> {
  return tell(moment, 'banner:desk-changed', forStaff(sessionId), async (held) => {
    const [banner] = await banners.bannersWhere(held, banners.withId(id));
    return banner!;
  });
}

type OfBanner = { sessionId: string; bannerId: string };

/** Tells staff how many have read a banner. */
export function tellReceipts(tell: Tell, { sessionId, bannerId }: OfBanner): void {
  if (!isFirst(tell, `receipts ${bannerId}`)) return;
  tell(moment, 'banner:acknowledged', forStaff(sessionId), async (held) => {
    const [banner] = await banners.bannersWhere(held, banners.withId(bannerId));
    return { sessionId, bannerId, acknowledged: banner!.acknowledged };
  });
}

export function tellRead(tell: Tell, personId: string, of: OfBanner): void {
  tell(moment, 'banner:mine', forOne(personId), of);
}
