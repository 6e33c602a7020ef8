import { notifications } from '#features/notifications/contract.ts';
import { BellPanel } from '#features/notifications/web/BellPanel.tsx';
import { useReading } from '#features/notifications/web/useReading.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { notificationPaths } from './notificationPaths.ts';

/** What opens from the bell. */
export function OwnPanel() {
  const bell = useLiveView(notifications, 'notifications:bell', {});
  const reading = useReading(bell.data);
  return (
    <BellPanel
      bell={viewOf(bell)}
      allHref={notificationPaths.all}
      settingsHref={notificationPaths.settings}
      {...reading}
    />
  );
}
