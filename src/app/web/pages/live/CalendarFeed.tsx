import { useState } from 'react';
import { sessions } from '#features/sessions/contract.ts';
import { ScheduleFeed, type FeedActing } from '#features/sessions/web/ScheduleFeed.tsx';
import { basePath } from '#platform/web/api/basePath.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useProblemWords } from '../useProblemWords.ts';

/** One's calendar address in the settings. */
export function CalendarFeed() {
  const { live } = useRealtime();
  const problemWords = useProblemWords();
  const feed = useLiveView(sessions, 'session:feed', {});
  const [acting, setActing] = useState<FeedActing>({ state: 'ready' });
  const act = async (state: 'making' | 'revoking', work: () => Promise<FeedActing>): Promise<void> => {
    setActing({ state });
    try {
      setActing(await work());
    } catch (problem) {
      setActing({ state: 'failed', sentence: problemWords(problem) });
    }
  };
  return (
    <ScheduleFeed
      feed={viewOf<{ madeAt: string | null }>(feed)}
      acting={acting}
      onMake={() =>
        void act('making', async () => {
          const { path } = await live.api.command(sessions, 'session:make-feed', {});
          return { state: 'made', url: `${location.origin}${basePath}${path}` };
        })
      }
      onRevoke={() =>
        void act('revoking', async () => {
          await live.api.command(sessions, 'session:revoke-feed', {});
          return { state: 'revoked' };
        })
      }
    />
  );
}
