import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { Bell } from '../contract.ts';
import { NotificationItem, type ItemActs } from './NotificationItem.tsx';
import { useNotificationsWords } from './words.ts';

/** How marking as read stands. */
export type Marking = { state: 'ready' | 'marking' } | { state: 'failed'; reason: string };

export interface ReadingActs extends ItemActs {
  marking: Marking;
  onReadAll: () => void;
}

interface BellPanelProps extends ReadingActs {
  bell: View<Bell>;
  allHref: string;
  settingsHref: string;
}

/** The newest, as they open from the bell. */
export function BellPanel({ bell, allHref, settingsHref, ...acts }: BellPanelProps) {
  const { t } = useNotificationsWords();
  return (
    <>
      <div className="sticky top-0 z-10 border-b border-hairline bg-surface px-4 py-2">
        <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4">
          <h2 className="text-title">{t('list.title')}</h2>
          <ReadAll unread={bell.state === 'full' ? bell.data.unread : 0} acts={acts} />
        </div>
        <MarkingFault marking={acts.marking} />
      </div>
      <div className={bell.state === 'failed' ? 'p-4' : ''}>
        <Shown
          view={bell}
          loading={t('list.loading')}
          failed={t('list.failed')}
          bones={<Bones className="p-4" lines={['80%', '40%', '70%', '50%', '80%', '40%']} />}
        >
          {({ notifications }) =>
            notifications.length === 0 ? (
              <div className="p-4">
                <Nothing />
              </div>
            ) : (
              <ul>
                {notifications.map((one) => (
                  <NotificationItem key={one.id} one={one} acts={acts} />
                ))}
              </ul>
            )
          }
        </Shown>
      </div>
      <p className="sticky bottom-0 flex flex-wrap justify-between gap-x-6 border-t border-hairline bg-surface px-4 py-1">
        <FootLink to={allHref}>{t('list.all')}</FootLink>
        <FootLink to={settingsHref}>{t('list.settings')}</FootLink>
      </p>
    </>
  );
}

function FootLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="controls flex items-center text-accent">
      {children}
    </Link>
  );
}

/** Reads all that is shown; nothing while there is nothing to read. */
export function ReadAll({ unread, acts }: { unread: number; acts: ReadingActs }) {
  const { t } = useNotificationsWords();
  const isMarking = acts.marking.state === 'marking';
  if (unread === 0 && !isMarking) return null;
  return (
    <Button look="plain" className="mx-0" busy={isMarking && t('list.reading')} onClick={acts.onReadAll}>
      {t('list.readAll')}
    </Button>
  );
}

/** Why something was not marked, where it was asked for. */
export function MarkingFault({ marking }: { marking: Marking }) {
  const { t } = useNotificationsWords();
  return (
    <p role="status" className="pb-1 text-caption text-live empty:hidden">
      {marking.state === 'failed' && t('list.notRead', { reason: marking.reason })}
    </p>
  );
}

export function Nothing() {
  const { t } = useNotificationsWords();
  return <EmptyNote why={t('list.empty')} example={t('list.emptyExample')} />;
}
