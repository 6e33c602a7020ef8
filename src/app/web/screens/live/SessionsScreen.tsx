import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import type { sessions } from '#features/sessions/contract.ts';
import { SessionList } from '#features/sessions/web/SessionList.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface SessionsScreenProps {
  cohortId: string;
  sessions: View<ViewData<typeof sessions, 'session:timetable'>>;
  /** By the server's clock. */
  nowMs: number;
  isStaff: boolean;
  /** Points of all sessions. */
  points?: ReactNode;
}

/** The live sessions of a cohort, for those who take part. */
export function SessionsScreen({ cohortId, sessions: view, nowMs, isStaff, points }: SessionsScreenProps) {
  const { t } = useSessionsWords();
  return (
    <Shown
      view={view}
      page
      loading={t('list.loading')}
      failed={t('list.failed')}
      bones={<SheetBones lines={3} />}
    >
      {({ cohort, sessions: lines }) => (
        <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-8">
          <header>
            <PageHeading title={t('list.titleOf', { cohort: cohort.title })}>{t('list.title')}</PageHeading>
            <p className="text-muted">
              <bdi>{cohort.title}</bdi>
            </p>
          </header>
          {lines.length === 0 ? (
            <EmptyNote why={t('list.none')} example={t('list.noneExample')} />
          ) : (
            <SessionList sessions={lines} zone={cohort.zone} nowMs={nowMs} hrefOf={sessionPaths.audience} />
          )}
          {points}
          <p className="flex flex-wrap gap-x-6">
            {isStaff && (
              <Link to={sessionPaths.teach(cohortId)} className="controls flex items-center text-accent">
                {t('list.manage')}
              </Link>
            )}
            <Link to="/j" className="controls flex items-center text-accent">
              {t('list.hasCode')}
            </Link>
            {/* The address for calendars is one's own, and stands in one's settings. */}
            <Link to="/settings" className="controls flex items-center text-accent">
              {t('list.calendar')}
            </Link>
            <Link to={`/c/${cohortId}`} className="controls flex items-center text-accent">
              {t('list.toCourse')}
            </Link>
          </p>
        </div>
      )}
    </Shown>
  );
}
