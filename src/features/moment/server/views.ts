import type { ViewContext } from '#platform/server/feature.ts';
import type { MomentDesk, SessionNow } from '../contract.ts';
import * as banners from './bannerStore.ts';
import * as hands from './handStore.ts';
import * as pulses from './pulseStore.ts';
import { timerOf } from './timerStore.ts';

interface OfSession {
  sessionId: string;
}

export async function now({ actor, tx }: ViewContext, { sessionId }: OfSession): Promise<SessionNow> {
  const personId = actor.userId;
  return {
    sessionId,
    timer: await timerOf(tx, sessionId),
    banner: await banners.bannerUp(tx, sessionId),
    queue: await hands.queueOf(tx, sessionId),
    own: {
      hand: await hands.ownHand(tx, sessionId, personId),
      pulse: await pulses.ownPulse(tx, sessionId, personId),
      acknowledgedId: await banners.acknowledgedBy(tx, sessionId, personId),
    },
  };
}

export async function desk({ tx }: ViewContext, { sessionId }: OfSession): Promise<MomentDesk> {
  return {
    sessionId,
    timer: await timerOf(tx, sessionId),
    hands: await hands.handsWhere(tx, hands.ofSession(sessionId)),
    ...(await pulses.pulseOf(tx, sessionId)),
    banners: await banners.bannersWhere(tx, banners.ofSession(sessionId)),
  };
}
