import { createContext, use, useEffect, useState, type ReactNode } from 'react';

const ClockContext = createContext<() => Date>(() => new Date());

/** Hands in another clock, for pictures and tests. */
export function ClockProvider({ now, children }: { now: () => Date; children: ReactNode }) {
  return <ClockContext value={now}>{children}</ClockContext>;
}

/** The present, renewed each minute: countdowns in this house do not tick by the second. */
export function useNow(): Date {
  const clock = use(ClockContext);
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 60_000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
