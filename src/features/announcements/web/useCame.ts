import { useEffect, useRef } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { OwnAnnouncement } from '../contract.ts';
import { useAnnouncementWords } from './words.ts';

/** Says to screen readers what was announced; several that wait for their turn are counted. */
export function useCame(announcements: readonly OwnAnnouncement[] | undefined): void {
  const { t } = useAnnouncementWords();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!announcements) return;
    const before = known.current;
    known.current = new Set(announcements.map(({ id }) => id));
    if (!before) return;
    for (const { id, title, urgent } of announcements)
      if (!before.has(id))
        announcer.say({
          text: t(urgent ? 'banner' : 'came', { title }),
          group: 'announcements',
          many: (count) => t('cameMany', { count }),
        });
  }, [announcements, t]);
}
