import type { ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OwnAnnouncement } from '../contract.ts';
import { AcknowledgeButton } from './AcknowledgeButton.tsx';
import { ready, type Acting } from '#platform/web/ui/acting.ts';
import { Tag } from './Tag.tsx';
import { useSeen } from './useSeen.ts';
import { useAnnouncementWords } from './words.ts';

export interface ReadingParts {
  /** How its Markdown is shown. */
  prose: (one: OwnAnnouncement) => ReactNode;
  /** How that of each goes that was asked for; absent: nothing was. */
  acting: ReadonlyMap<string, Acting>;
  onSeen: (announcementId: string) => void;
  onAcknowledge: (announcementId: string) => void;
}

/** One announcement, whole. Whoever has it before their eyes has seen it. */
export function AnnouncementItem({
  one,
  cohort,
  isNew,
  ...parts
}: { one: OwnAnnouncement; cohort: string | undefined; isNew: boolean } & ReadingParts) {
  const { t } = useAnnouncementWords();
  const { when } = useFormats();
  const now = useNow();
  const place = useSeen(one.seenAt === null ? () => parts.onSeen(one.id) : undefined);
  return (
    <article
      ref={place}
      data-announcement={one.id}
      tabIndex={-1}
      aria-labelledby={`announcement-${one.id}`}
      className="grid scroll-mt-20 gap-3 border-t border-hairline py-5 outline-none data-[arrived]:bg-accent-soft"
    >
      <header className="grid gap-1">
        <h2 id={`announcement-${one.id}`} className="text-title text-balance [overflow-wrap:anywhere]">
          <bdi>{one.title}</bdi>
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
          {isNew && <Tag>{t('isNew')}</Tag>}
          {one.urgent && <Tag tone="live">{t('urgent')}</Tag>}
          {one.pinned && <Tag>{t('pinned')}</Tag>}
          {one.by && <bdi>{one.by.name}</bdi>}
          {cohort !== undefined && <bdi>{cohort}</bdi>}
          <time dateTime={one.sentAt}>{when(one.sentAt, now)}</time>
          {one.editedAt !== null && <span>{t('edited', { when: when(one.editedAt, now) })}</span>}
          {one.expiresAt !== null && <span>{t('until', { when: when(one.expiresAt, now) })}</span>}
        </p>
      </header>
      <div className="max-w-read [&_.reading]:text-body">{parts.prose(one)}</div>
      {one.needsAcknowledgement && (
        <AcknowledgeButton
          one={one}
          acting={parts.acting.get(one.id) ?? ready}
          onAcknowledge={() => parts.onAcknowledge(one.id)}
        />
      )}
    </article>
  );
}
