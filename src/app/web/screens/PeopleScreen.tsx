import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import { belongs, type cohorts, type EnrolmentLine } from '#features/cohorts/contract.ts';
import { LastDaySheet, TransferSheet } from '#features/cohorts/web/people/PeopleSheets.tsx';
import { PeopleView } from '#features/cohorts/web/people/PeopleView.tsx';
import { useCohortsWords } from '#features/cohorts/web/useCohortsWords.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

export type Enrolments = ViewData<typeof cohorts, 'cohorts:enrolments'>;

/** What is asked before it is done. */
export type Asking = { what: 'transfer' | 'lastDay'; people: readonly EnrolmentLine[] };

interface PeopleScreenProps extends Omit<ComponentProps<typeof PeopleView>, 'people'> {
  enrolments: View<Enrolments>;
  asking: Asking | null;
  /** Other cohorts of the organisation that the reader runs. */
  otherCohorts: readonly { id: string; title: string }[];
  onMove: (to: { id: string; title: string }) => void;
  onLastDay: (expiresOn: string | null) => void;
  onCloseAsking: () => void;
}

export function PeopleScreen(props: PeopleScreenProps) {
  const { enrolments, asking, otherCohorts, onMove, onLastDay, onCloseAsking, ...rest } = props;
  const { t } = useCohortsWords();
  return (
    <Shown
      view={enrolments}
      page
      loading={t('people.loading')}
      failed={t('people.failed')}
      bones={<Bones lines={['12rem', '26rem', '0', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <Head {...data} cohortId={rest.cohortId} />
          <PeopleView people={data.enrolments} {...rest} />
          {asking?.what === 'transfer' && (
            <TransferSheet
              people={asking.people}
              cohorts={otherCohorts}
              onMove={onMove}
              onClose={onCloseAsking}
            />
          )}
          {asking?.what === 'lastDay' && (
            <LastDaySheet
              people={asking.people}
              zone={data.cohort.zone}
              onSet={onLastDay}
              onClose={onCloseAsking}
            />
          )}
        </div>
      )}
    </Shown>
  );
}

function Head({ cohort, enrolments, cohortId }: Enrolments & { cohortId: string }) {
  const { t } = useCohortsWords();
  const students = enrolments.filter(({ role }) => role === 'student');
  const taken = students.filter(({ state }) => state === 'active' || state === 'paused').length;
  const count = students.filter(({ state }) => belongs(state)).length;
  const { capacity } = cohort;
  return (
    <header className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
        <PageHeading title={t('people.title', { cohort: cohort.title })}>{t('people.heading')}</PageHeading>
        <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
          <bdi>{cohort.title}</bdi>
          <Link to={`/teach/${cohortId}`} className="controls flex items-center text-accent">
            {t('people.toClass')}
          </Link>
          <Link to={`/teach/${cohortId}/plan`} className="controls flex items-center text-accent">
            {t('people.toPlan')}
          </Link>
          <a
            href={`${basePath}/api/cohorts/${cohortId}/roster.csv`}
            download
            className="controls flex items-center text-accent"
          >
            {t('people.roster')}
          </a>
        </p>
      </div>
      <p className="text-title font-regular">
        {capacity === null ? t('people.students', { count }) : t('people.places', { count: taken, capacity })}
      </p>
      {cohort.archived && <Notice>{t('people.archived')}</Notice>}
    </header>
  );
}
