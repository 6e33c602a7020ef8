import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import type { sessions } from '#features/sessions/contract.ts';
import { newFields, type SessionFacts } from '#features/sessions/web/scheduleFields.ts';
import { ScheduleForm, type ScheduleSaving } from '#features/sessions/web/ScheduleForm.tsx';
import { ScheduleList } from '#features/sessions/web/ScheduleList.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface TeachSessionsScreenProps {
  cohortId: string;
  list: View<ViewData<typeof sessions, 'session:timetable'>>;
  isPlanning: boolean;
  /** Of the course; a session can go with one of them. */
  lessons: readonly { id: string; title: string }[];
  /** Questions of sessions that are over without an answer. */
  owed?: ReactNode;
  saving: ScheduleSaving;
  onSchedule: (facts: SessionFacts) => void;
  onPlanning: (on: boolean) => void;
}

/** The live sessions of a cohort for its staff, and a form that plans another one. */
export function TeachSessionsScreen(props: TeachSessionsScreenProps) {
  const { cohortId, list, isPlanning, lessons, owed, saving, onSchedule, onPlanning } = props;
  const { t } = useHostWords();
  const now = useNow();
  return (
    <Shown
      view={list}
      page
      loading={t('list.loading')}
      failed={t('list.failed')}
      bones={<Bones lines={['12rem', '0', '100%', '100%', '100%']} />}
    >
      {({ cohort, sessions: planned }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
            <PageHeading title={t('list.title', { cohort: cohort.title })}>{t('list.heading')}</PageHeading>
            <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
              <bdi>{cohort.title}</bdi>
              <Link to={`/teach/${cohortId}`} className="controls flex items-center text-accent">
                {t('list.toClass')}
              </Link>
            </p>
          </header>
          {isPlanning ? (
            <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
              <h2 className="text-section">{t('form.heading')}</h2>
              <ScheduleForm
                fields={newFields(now, cohort.zone)}
                isNew
                hasBegun={false}
                zone={cohort.zone}
                lessons={lessons}
                saving={saving}
                onSave={onSchedule}
                onBack={() => onPlanning(false)}
              />
            </section>
          ) : (
            <>
              <p>
                <Button look="primary" onClick={() => onPlanning(true)}>
                  {t('list.plan')}
                </Button>
              </p>
              <ScheduleList
                sessions={planned}
                zone={cohort.zone}
                hostHref={sessionPaths.host}
                attendanceHref={sessionPaths.attendance}
                reportHref={sessionPaths.report}
              />
              {owed}
            </>
          )}
        </div>
      )}
    </Shown>
  );
}
