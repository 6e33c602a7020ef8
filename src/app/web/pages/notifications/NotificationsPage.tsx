import { notifications, type Bell } from '#features/notifications/contract.ts';
import { NotificationsView } from '#features/notifications/web/NotificationsView.tsx';
import { useOlder } from '#features/notifications/web/useOlder.ts';
import { useReading } from '#features/notifications/web/useReading.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { NotificationsScreen } from '../../screens/NotificationsScreen.tsx';
import { notificationPaths } from './notificationPaths.ts';

export function NotificationsPage() {
  const bell = useLiveView(notifications, 'notifications:bell', {});
  return <NotificationsScreen bell={viewOf(bell)}>{(data) => <All bell={data} />}</NotificationsScreen>;
}

function All({ bell }: { bell: Bell }) {
  const { list, older } = useOlder(bell);
  const acts = useReading(bell);
  return (
    <NotificationsView
      list={list}
      unread={bell.unread}
      older={older}
      acts={acts}
      settingsHref={notificationPaths.settings}
    />
  );
}
