import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { pathOf, type Notification } from '../contract.ts';
import { toldWords } from './toldWords.ts';
import { useNotificationsWords } from './words.ts';

export interface ItemActs {
  /** Somebody goes to what it is about. */
  onFollow: (one: Notification) => void;
  onRead: (one: Notification) => void;
}

/** One thing that happened: it leads there, and can be read where it stands. */
export function NotificationItem({ one, acts }: { one: Notification; acts: ItemActs }) {
  const { t } = useNotificationsWords();
  const formats = useFormats();
  const now = useNow();
  const isUnread = one.readAt === null;
  const words = toldWords(one, { t, formats });
  return (
    <li className="relative flex items-start gap-3 border-b border-hairline px-4 py-3 last:border-b-0 has-[a:hover]:bg-quiet">
      <span
        aria-hidden="true"
        className={`mt-1.5 size-2.5 shrink-0 rounded-[50%] ${isUnread ? 'bg-accent' : ''}`}
      />
      <div className="min-w-0 grow">
        <Link
          to={pathOf(one)}
          onClick={() => acts.onFollow(one)}
          className={`block no-underline before:absolute before:inset-0 ${isUnread ? 'font-strong' : ''}`}
        >
          {isUnread && <span className="sr-only">{t('list.isUnread')} </span>}
          {words}
        </Link>
        <p className="mt-0.5 text-caption text-muted">
          {one.type !== 'enrolled' && (
            <>
              <bdi>{one.cohort.title}</bdi>
              {' · '}
            </>
          )}
          <time dateTime={one.at} title={formats.moment(one.at)}>
            <bdi>{formats.ago(one.at, now)}</bdi>
          </time>
        </p>
      </div>
      {isUnread && (
        <button
          type="button"
          onClick={() => acts.onRead(one)}
          aria-label={t('list.readThis', { words })}
          title={t('list.read')}
          className="controls relative -my-2 -me-2 flex min-w-10 shrink-0 items-center justify-center rounded-control text-muted hover:bg-surface hover:text-ink pointer-coarse:min-w-11"
        >
          <CheckIcon />
        </button>
      )}
    </li>
  );
}
