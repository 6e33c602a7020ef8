import type { ReactNode } from 'react';
import type { Mine } from '#features/announcements/web/reduce.ts';
import { useAnnouncementWords } from '#features/announcements/web/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

/** All that was announced to somebody. */
export function AnnouncementsScreen({
  mine,
  children,
}: {
  mine: View<Mine>;
  children: (mine: Mine) => ReactNode;
}) {
  const { t } = useAnnouncementWords();
  return (
    <Shown view={mine} page loading={t('loading')} failed={t('failed')} bones={<SheetBones lines={4} />}>
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <PageHeading title={t('title')} />
          {children(data)}
        </div>
      )}
    </Shown>
  );
}
