import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { SessionAttendance } from '#features/sessions/contract.ts';
import { AttendanceTable } from '#features/sessions/web/AttendanceTable.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface AttendanceScreenProps extends Omit<ComponentProps<typeof AttendanceTable>, 'attendance'> {
  attendance: View<SessionAttendance>;
}

/** Who was in a session, and for how long? */
export function AttendanceScreen({ attendance, ...rest }: AttendanceScreenProps) {
  const { t } = useHostWords();
  return (
    <Shown
      view={attendance}
      page
      loading={t('attendance.loading')}
      failed={t('attendance.failed')}
      bones={<Bones lines={['14rem', '26rem', '0', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
            <div className="min-w-0">
              <PageHeading title={t('attendance.title', { title: data.session.title })}>
                {t('attendance.heading')}
              </PageHeading>
              <p className="text-muted">
                <bdi>{data.session.title}</bdi>
              </p>
            </div>
            <p className="flex flex-wrap items-baseline gap-x-6 text-muted" data-print="no">
              <bdi>{data.cohort.title}</bdi>
              <Link
                to={sessionPaths.host(data.session.id)}
                className="controls flex items-center text-accent"
              >
                {t('attendance.toConsole')}
              </Link>
              {data.session.startedAt !== null && (
                <Link
                  to={sessionPaths.report(data.session.id)}
                  className="controls flex items-center text-accent"
                >
                  {t('attendance.toReport')}
                </Link>
              )}
              <Link
                to={sessionPaths.teach(data.cohort.id)}
                className="controls flex items-center text-accent"
              >
                {t('host.toSessions')}
              </Link>
            </p>
          </header>
          <AttendanceTable attendance={data} {...rest} />
        </div>
      )}
    </Shown>
  );
}
