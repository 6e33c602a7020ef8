import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import type { cohorts } from '#features/cohorts/contract.ts';
import { People } from '#features/cohorts/web/People.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

export type Enrolments = ViewData<typeof cohorts, 'cohorts:enrolments'>;

interface PeopleScreenProps extends Omit<ComponentProps<typeof People>, 'people'> {
  cohortId: string;
  enrolments: View<Enrolments>;
}

export function PeopleScreen({ cohortId, enrolments, ...rest }: PeopleScreenProps) {
  const { t } = useTranslation();
  return (
    <Shown
      view={enrolments}
      page
      loading={t('people.loading')}
      failed={t('people.failed')}
      bones={<Bones lines={['12rem', '26rem', '0', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => {
        const count = data.enrolments.filter(({ state }) => state === 'active').length;
        return (
          <div className="grid gap-6">
            <header>
              <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
                <PageHeading title={t('people.title', { cohort: data.cohort.title })}>
                  {t('people.heading')}
                </PageHeading>
                <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
                  <bdi>{data.cohort.title}</bdi>
                  <Link to={`/teach/${cohortId}`} className="controls flex items-center text-accent">
                    {t('people.toClass')}
                  </Link>
                </p>
              </div>
              {count > 0 && <p className="mt-1 text-title font-regular">{t('people.count', { count })}</p>}
            </header>
            <People people={data.enrolments} {...rest} />
          </div>
        );
      }}
    </Shown>
  );
}
