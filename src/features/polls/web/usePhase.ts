import { useEffect, useState } from 'react';
import { phaseOfPoll, type Phase, type Phased } from './stance.ts';

/** What a poll is now, also at the moment at which its time is over and nobody says anything. */
export function usePhase(poll: Phased, nowMs: () => number): Phase {
  const [now, setNow] = useState(nowMs);
  const endsMs = poll.state === 'open' && poll.closesAt !== null ? Date.parse(poll.closesAt) : null;
  useEffect(() => {
    if (endsMs === null) return;
    const look = (): void => setNow(nowMs());
    look();
    const timer = setTimeout(look, Math.max(0, endsMs - nowMs()) + 20);
    // A page that slept is right at once when it is looked at.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [endsMs, nowMs]);
  return phaseOfPoll(poll, now);
}
