import type { ReactNode } from 'react';
import type { Bell } from '#features/notifications/contract.ts';
import { useNotificationsWords } from '#features/notifications/web/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface NotificationsScreenProps {
  bell: View<Bell>;
  children: (bell: Bell) => ReactNode;
}

/** All that one was told. */
export function NotificationsScreen({ bell, children }: NotificationsScreenProps) {
  const { t } = useNotificationsWords();
  return (
    <Shown
      view={bell}
      page
      loading={t('list.loading')}
      failed={t('list.failed')}
      bones={<SheetBones lines={4} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <PageHeading title={t('list.title')} />
          {children(data)}
        </div>
      )}
    </Shown>
  );
}
