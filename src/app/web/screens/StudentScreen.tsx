import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StudentProgress } from '#features/progress/contract.ts';
import { ModuleList } from '#features/progress/web/ModuleList.tsx';
import { ProgressHead } from '#features/progress/web/ProgressHead.tsx';
import { WhyThisNumber } from '#features/progress/web/WhyThisNumber.tsx';
import { Avatar } from '#platform/web/ui/Avatar.tsx';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';

/** One student, lesson by lesson. */
export function StudentScreen({ cohortId, student }: { cohortId: string; student: View<StudentProgress> }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-6">
      <Link
        to={`/teach/${cohortId}`}
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        {t('student.back')}
      </Link>
      <Shown
        view={student}
        page
        loading={t('student.loading')}
        failed={t('student.failed')}
        bones={<SheetBones lines={5} />}
      >
        {(data) => (
          <div className="grid gap-8">
            <header className="flex items-center gap-4">
              <Avatar name={data.student.name} size="lg" />
              <div>
                <PageHeading title={t('student.title', { name: data.student.name })}>
                  <bdi>{data.student.name}</bdi>
                </PageHeading>
                <p className="text-muted">
                  <bdi>{data.cohort.title}</bdi>
                </p>
              </div>
            </header>
            {data.progress.total === 0 ? (
              <EmptyNote why={t('progress.noLessons')} example={t('progress.noLessonsExample')} />
            ) : (
              <>
                <Surface>
                  <ProgressHead modules={data.modules} figure={data.progress} showsWay={false} />
                  <div className="mt-2">
                    <WhyThisNumber figure={data.progress} student={data.student.name} />
                  </div>
                </Surface>
                <section>
                  <h2 className="sr-only">{t('course.modules')}</h2>
                  <ModuleList modules={data.modules} />
                </section>
              </>
            )}
          </div>
        )}
      </Shown>
    </div>
  );
}
