import type { ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { ButtonLink, Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OwnAnnouncement } from '../contract.ts';
import { AcknowledgeButton } from './AcknowledgeButton.tsx';
import type { Acting } from '#platform/web/ui/acting.ts';
import { useSeen } from './useSeen.ts';
import { useAnnouncementWords } from './words.ts';

/** Longer ones are read on their own page. */
const mostLength = 280;

/** Whether a banner has room for all of it: only then can it be seen, and said to be read, there. */
export const fitsBanner = ({ text }: Pick<OwnAnnouncement, 'text'>): boolean =>
  text.length <= mostLength && text.split('\n').length <= 4;

interface UrgentBannerProps {
  one: OwnAnnouncement;
  prose: ReactNode;
  href: string;
  acting: Acting;
  onSeen: () => void;
  onAcknowledge: () => void;
  onDismiss: () => void;
}

/** What cannot wait, on every page, until somebody has dealt with it. */
export function UrgentBanner(props: UrgentBannerProps) {
  const { one, prose, href, acting, onSeen, onAcknowledge, onDismiss } = props;
  const { t } = useAnnouncementWords();
  const { when } = useFormats();
  const now = useNow();
  const fits = fitsBanner(one);
  const place = useSeen(fits && one.seenAt === null ? onSeen : undefined);
  return (
    <section
      ref={place}
      aria-label={t('banner', { title: one.title })}
      className="appears grid gap-3 rounded-surface border border-live bg-live-soft p-4 text-ink"
    >
      <div className="grid gap-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-caption text-live">{t('urgent')}</span>
          {one.by && <bdi className="text-caption">{one.by.name}</bdi>}
          {one.editedAt !== null && (
            <span className="text-caption">{t('edited', { when: when(one.editedAt, now) })}</span>
          )}
        </p>
        <p className="text-title text-balance [overflow-wrap:anywhere]">
          <bdi>{one.title}</bdi>
        </p>
        {fits && <div className="max-w-read [&_.reading]:text-body">{prose}</div>}
      </div>
      <div className="flex flex-wrap items-start gap-3">
        {!fits && (
          <ButtonLink look="primary" to={href} aria-label={t('readAllOf', { title: one.title })}>
            {t('readAll')}
          </ButtonLink>
        )}
        {fits && one.needsAcknowledgement && (
          <AcknowledgeButton one={one} acting={acting} onAcknowledge={onAcknowledge} />
        )}
        {!one.needsAcknowledgement && (
          <Button onClick={onDismiss} aria-label={t('dismissOf', { title: one.title })}>
            {t('dismiss')}
          </Button>
        )}
      </div>
    </section>
  );
}
