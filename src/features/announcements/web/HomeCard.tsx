import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { OnwardIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OwnAnnouncement } from '../contract.ts';
import { Tag } from './Tag.tsx';
import { useAnnouncementWords } from './words.ts';

/** How many lines home has. */
const lines = 3;

/** What was announced last, on the home page. Where nothing was, nothing is here. */
export function HomeCard({
  announcements,
  hrefOf,
  allHref,
}: {
  announcements: readonly OwnAnnouncement[];
  hrefOf: (announcementId: string) => string;
  allHref: string;
}) {
  const { t } = useAnnouncementWords();
  const { when } = useFormats();
  const now = useNow();
  if (announcements.length === 0) return null;
  return (
    <section className="wide:max-w-[44rem]">
      <h2 className="text-title">
        <Link to={allHref} className="group flex items-center justify-between gap-4 no-underline">
          <span className="group-hover:underline">{t('title')}</span>
          <OnwardIcon className="text-accent" />
        </Link>
      </h2>
      <ul className="mt-3 border-t border-hairline">
        {announcements.slice(0, lines).map((one) => (
          <li key={one.id} className="border-b border-hairline">
            <Link
              to={hrefOf(one.id)}
              className="group flex min-h-11 items-center justify-between gap-4 py-2 no-underline"
            >
              <bdi
                className={`min-w-0 [overflow-wrap:anywhere] group-hover:underline ${one.seenAt === null ? 'font-strong' : ''}`}
              >
                {one.title}
              </bdi>
              <span className="flex shrink-0 items-center gap-3 text-caption text-muted">
                {one.seenAt === null && <Tag>{t('isNew')}</Tag>}
                <time dateTime={one.sentAt}>{when(one.sentAt, now)}</time>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
