import { Suspense } from 'react';
import { notifications } from '#features/notifications/contract.ts';
import { BellButton } from '#features/notifications/web/BellButton.tsx';
import { useSeenHere } from '#features/notifications/web/useSeenHere.ts';
import { useTold } from '#features/notifications/web/useTold.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { part } from '#platform/web/ui/part.ts';
import { Bones } from '#platform/web/ui/Shown.tsx';
import { useArrival } from './useArrival.ts';

// What cannot wait comes with it, and to the same pages.
export { UrgentAnnouncements } from '../announcements/UrgentAnnouncements.tsx';

const OwnPanel = part(() => import('./OwnPanel.tsx'), 'OwnPanel', { words: 'own' });

/** The bell of whoever is signed in. Whatever page it leads to, it sees to it that one arrives there. */
export function OwnBell() {
  const { data } = useLiveView(notifications, 'notifications:bell', {});
  useTold(data);
  useSeenHere(data);
  useArrival();
  return (
    <BellButton
      unread={data?.unread}
      panel={() => (
        <Suspense fallback={<Bones className="p-4" lines={['60%', '80%', '40%', '70%']} />}>
          <OwnPanel />
        </Suspense>
      )}
    />
  );
}
