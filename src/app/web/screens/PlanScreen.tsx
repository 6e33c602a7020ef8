import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { dayAfter } from '#kernel/zonedTime.ts';
import type { CohortPlan } from '#features/cohorts/contract.ts';
import { ArchiveCohort, CloneCohort } from '#features/cohorts/web/plan/CloneAndArchive.tsx';
import { CohortForm } from '#features/cohorts/web/plan/CohortForm.tsx';
import { MoveCohort } from '#features/cohorts/web/plan/MoveCohort.tsx';
import { PlanEditor } from '#features/cohorts/web/plan/PlanEditor.tsx';
import { useCohortsWords } from '#features/cohorts/web/useCohortsWords.ts';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface PlanScreenProps {
  cohortId: string;
  plan: View<CohortPlan>;
  canAct: boolean;
  /** Whether the reader runs the organisation, and so may open and put away cohorts. */
  runsIt: boolean;
  editor: Omit<ComponentProps<typeof PlanEditor>, 'plan' | 'canAct'>;
  form: Omit<ComponentProps<typeof CohortForm>, 'facts' | 'canAct'>;
  move: ComponentProps<typeof MoveCohort>;
  clone: Omit<ComponentProps<typeof CloneCohort>, 'startsOn'>;
  archive: Omit<ComponentProps<typeof ArchiveCohort>, 'archived'>;
}

/** When does what happen in this cohort? */
export function PlanScreen(props: PlanScreenProps) {
  const { cohortId, plan, canAct, runsIt, editor, form, move, clone, archive } = props;
  const { t } = useCohortsWords();
  return (
    <Shown
      view={plan}
      page
      loading={t('plan.loading')}
      failed={t('plan.failed')}
      bones={<Bones lines={['12rem', '26rem', '0', '100%', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => {
        const { cohort } = data;
        const { title, zone, startsOn, endsOn, capacity } = cohort;
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
            <header className="grid gap-2">
              <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
                <PageHeading title={t('plan.title', { cohort: title })}>{t('plan.heading')}</PageHeading>
                <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
                  <bdi>{title}</bdi>
                  <Link to={`/teach/${cohortId}/people`} className="controls flex items-center text-accent">
                    {t('plan.toPeople')}
                  </Link>
                </p>
              </div>
              {cohort.archived && <Notice>{t('people.archived')}</Notice>}
            </header>
            <PlanEditor plan={data} canAct={canAct} {...editor} />
            <Part title={t('cohort.title')}>
              <CohortForm facts={{ title, zone, startsOn, endsOn, capacity }} canAct={canAct} {...form} />
            </Part>
            {canAct && (
              <Part title={t('cohort.move')}>
                <MoveCohort {...move} />
              </Part>
            )}
            {runsIt && (
              <>
                <Part title={t('cohort.clone')}>
                  <CloneCohort startsOn={dayAfter(endsOn, 1)} {...clone} />
                </Part>
                <Part title={cohort.archived ? t('cohort.unarchive') : t('cohort.archive')}>
                  <ArchiveCohort archived={cohort.archived} {...archive} />
                </Part>
              </>
            )}
          </div>
        );
      }}
    </Shown>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 border-t border-hairline pt-6 wide:grid-cols-[minmax(0,4fr)_minmax(0,8fr)]">
      <h2 className="text-title">{title}</h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
