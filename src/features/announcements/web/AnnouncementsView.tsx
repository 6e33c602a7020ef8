import { useState } from 'react';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { OwnAnnouncement } from '../contract.ts';
import { AnnouncementItem, type ReadingParts } from './AnnouncementItem.tsx';
import { useAnnouncementWords } from './words.ts';

interface AnnouncementsViewProps extends ReadingParts {
  announcements: readonly OwnAnnouncement[];
  /** What a cohort is called; absent where there is only one. */
  cohortOf: (cohortId: string) => string | undefined;
}

/** All that was announced to somebody. */
export function AnnouncementsView({ announcements, cohortOf, ...parts }: AnnouncementsViewProps) {
  const { t } = useAnnouncementWords();
  // What was new when one came stays so while one reads.
  const [seenBefore] = useState(
    () => new Set(announcements.filter(({ seenAt }) => seenAt !== null).map(({ id }) => id)),
  );
  if (announcements.length === 0) return <EmptyNote why={t('empty')} example={t('emptyExample')} />;
  return (
    <div className="max-w-[44rem] border-b border-hairline">
      {announcements.map((one) => (
        <AnnouncementItem
          key={one.id}
          one={one}
          cohort={cohortOf(one.cohortId)}
          isNew={!seenBefore.has(one.id)}
          {...parts}
        />
      ))}
    </div>
  );
}
