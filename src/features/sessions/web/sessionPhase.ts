import { doorsOpenMinutes, type LiveSession } from '../contract.ts';

/** What a session is to somebody who takes part, at one moment. */
export type SessionPhase =
  /** It is too early to come in. */
  | { is: 'ahead'; startsInMs: number }
  /** `startsInMs` is below 0 once the host is late. */
  | { is: 'waiting'; startsInMs: number }
  | { is: 'live' }
  | { is: 'ended' }
  | { is: 'cancelled' };

/** @param nowMs by the server's clock: nobody is kept out because a phone's clock is wrong */
export function phaseOf(
  { state, startsAt }: Pick<LiveSession, 'state' | 'startsAt'>,
  nowMs: number,
): SessionPhase {
  switch (state) {
    case 'live':
    case 'ended':
    case 'cancelled':
      return { is: state };
    // To those who take part a rehearsal is a session that has not begun.
    case 'rehearsal':
    case 'scheduled': {
      const startsInMs = Date.parse(startsAt) - nowMs;
      return { is: startsInMs <= doorsOpenMinutes * 60_000 ? 'waiting' : 'ahead', startsInMs };
    }
  }
}

export interface SessionGroups {
  /** Live, or with open doors. */
  now: LiveSession[];
  /** The nearest first. */
  next: LiveSession[];
  /** Over, the latest first. */
  past: LiveSession[];
}

/** @param sessions the earliest first */
export function groupsOf(sessions: readonly LiveSession[], nowMs: number): SessionGroups {
  const groups: SessionGroups = { now: [], next: [], past: [] };
  for (const session of sessions) {
    const { is } = phaseOf(session, nowMs);
    if (is === 'live' || is === 'waiting') groups.now.push(session);
    else if (is === 'ahead') groups.next.push(session);
    // One that was called off stands where it would have been, until that time has passed.
    else if (is === 'cancelled' && Date.parse(session.startsAt) > nowMs) groups.next.push(session);
    else groups.past.unshift(session);
  }
  // What is live comes before what is about to be.
  groups.now.sort((one, other) => Number(other.state === 'live') - Number(one.state === 'live'));
  return groups;
}

/** Whole minutes until something, rounded up: at "1 minute" there is still up to a minute. */
export function minutesUntil(ms: number): number {
  return Math.max(0, Math.ceil(ms / 60_000));
}
