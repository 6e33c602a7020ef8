import { announcements } from '#features/announcements/contract.ts';
import { AnnouncementsView } from '#features/announcements/web/AnnouncementsView.tsx';
import { useAnswering, useSeeing } from '#features/announcements/web/useMarking.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { AnnouncementsScreen } from '../../screens/announcements/AnnouncementsScreen.tsx';
import { useMe } from '../me.ts';
import { AnnouncementProse } from './AnnouncementProse.tsx';

export function AnnouncementsPage() {
  const me = useMe();
  const mine = useLiveView(announcements, 'announcements:mine', {});
  const { acting, onAcknowledge } = useAnswering();
  const onSeen = useSeeing();
  return (
    <AnnouncementsScreen mine={viewOf(mine)}>
      {(data) => (
        <AnnouncementsView
          announcements={data.announcements}
          cohortOf={(cohortId) =>
            me.cohorts.length > 1 ? me.cohorts.find(({ id }) => id === cohortId)?.title : undefined
          }
          prose={({ cohortId, text }) => <AnnouncementProse cohortId={cohortId} text={text} />}
          acting={acting}
          onSeen={onSeen}
          onAcknowledge={onAcknowledge}
        />
      )}
    </AnnouncementsScreen>
  );
}
