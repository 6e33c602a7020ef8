import { Suspense, useEffect, useRef, useState } from 'react';
import type { LiveSession } from '#features/sessions/contract.ts';
import { part } from '#platform/web/ui/part.ts';

const SessionBoard = part(() => import('./SessionBoard.tsx'), 'SessionBoard');

/** The leaderboard stands last: its code comes when somebody comes near it, and nothing below it moves. */
export function BoardInGoodTime({ session }: { session: Pick<LiveSession, 'id' | 'cohortId'> }) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && setNear(true));
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={place} className="min-h-px">
      {isNear && (
        <Suspense>
          <SessionBoard session={session} />
        </Suspense>
      )}
    </div>
  );
}
