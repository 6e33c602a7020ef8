import { useEffect, useState } from 'react';
import type { EventData } from '#kernel/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import type { moment, ReactionKind } from '../contract.ts';

/** For how long a reaction is shown, in ms. */
const shownMs = 4_000;

/** How often there was which reaction in the last seconds. */
export type Shown = Readonly<Partial<Record<ReactionKind, number>>>;

/** Adds what was heard, or takes it away again; nothing is left at nothing. */
export function withBurst(
  shown: Shown,
  counts: readonly { kind: ReactionKind; count: number }[],
  sign: 1 | -1,
): Shown {
  const next: Partial<Record<ReactionKind, number>> = { ...shown };
  for (const { kind, count } of counts) {
    const left = (next[kind] ?? 0) + sign * count;
    if (left > 0) next[kind] = left;
    else delete next[kind];
  }
  return next;
}

/** What the class reacts at this moment. Nothing of it is kept anywhere. */
export function useReactions(sessionId: string): Shown {
  const { session } = useRealtime();
  const [shown, setShown] = useState<Shown>({});
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = session?.line.hear((news) => {
      if (news.kind !== 'event' || news.envelope.type !== 'reaction:burst') return;
      const { sessionId: where, counts } = news.envelope.data as EventData<typeof moment, 'reaction:burst'>;
      if (where !== sessionId) return;
      setShown((now) => withBurst(now, counts, 1));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setShown((now) => withBurst(now, counts, -1));
      }, shownMs);
      timers.add(timer);
    });
    return () => {
      stop?.();
      for (const timer of timers) clearTimeout(timer);
      setShown({});
    };
  }, [session, sessionId]);
  return shown;
}
