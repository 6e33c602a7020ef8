import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { notificationLimits, type Notification } from '../contract.ts';
import { MarkingFault, Nothing, ReadAll, type ReadingActs } from './BellPanel.tsx';
import { NotificationItem } from './NotificationItem.tsx';
import type { Older } from './useOlder.ts';
import { useNotificationsWords } from './words.ts';

interface NotificationsViewProps {
  list: readonly Notification[];
  /** Of all, not of this list alone. */
  unread: number;
  older: Older;
  acts: ReadingActs;
  settingsHref: string;
}

/** All that one was told, day by day. */
export function NotificationsView({ list, unread, older, acts, settingsHref }: NotificationsViewProps) {
  const { t } = useNotificationsWords();
  return (
    <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-6">
          <p role="status" className="text-muted">
            {list.length > 0 && t('list.unread', { count: unread })}
          </p>
          <div className="flex flex-wrap items-center gap-x-6">
            <ReadAll unread={unread} acts={acts} />
            <Link to={settingsHref} className="controls flex items-center text-label text-accent">
              {t('list.settings')}
            </Link>
          </div>
        </div>
        <MarkingFault marking={acts.marking} />
      </div>
      {list.length === 0 ? <Nothing /> : <Days list={list} acts={acts} />}
      {list.length > 0 && <End older={older} />}
    </div>
  );
}

function Days({ list, acts }: { list: readonly Notification[]; acts: ReadingActs }) {
  const { t } = useNotificationsWords();
  const formats = useFormats();
  const today = formats.day(useNow().toISOString());
  const days = new Map<string, Notification[]>();
  for (const one of list) {
    const day = formats.day(one.at);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days].map(([day, those]) => (
    <section key={day} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-label text-muted">{day === today ? t('list.today') : <bdi>{day}</bdi>}</h2>
      <ul className="overflow-hidden rounded-surface border border-hairline bg-surface">
        {those.map((one) => (
          <NotificationItem key={one.id} one={one} acts={acts} />
        ))}
      </ul>
    </section>
  ));
}

function End({ older }: { older: Older }) {
  const { t } = useNotificationsWords();
  if (older.state === 'end')
    return <p className="text-caption text-muted">{t('list.end', { days: notificationLimits.keptDays })}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button busy={older.state === 'loading' && t('list.olderLoading')} onClick={older.onMore}>
        {t('list.older')}
      </Button>
      <p role="status" className="text-live empty:hidden">
        {older.state === 'failed' && t('list.olderFailed', { reason: older.reason })}
      </p>
    </div>
  );
}
