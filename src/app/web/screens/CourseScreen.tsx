import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CohortDatesWords, CohortDayWords } from '#features/cohorts/web/CohortWhen.tsx';
import type { CourseOverview } from '#features/lessons/contract.ts';
import { About } from '#features/lessons/web/About.tsx';
import { SearchField } from '#features/lessons/web/search/SearchField.tsx';
import type { CohortOutline } from '#features/progress/contract.ts';
import { goOnAt } from '#features/progress/web/goOn.ts';
import { ModuleList } from '#features/progress/web/ModuleList.tsx';
import { PaceLine } from '#features/progress/web/PaceLine.tsx';
import { ProgressHead } from '#features/progress/web/ProgressHead.tsx';
import { WhyThisNumber } from '#features/progress/web/WhyThisNumber.tsx';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface CourseScreenProps {
  outline: View<CohortOutline>;
  /** Looks for words in the course. */
  onSearch: (words: string) => void;
  /** What the course says about itself; the page does not wait for it. */
  about: CourseOverview | undefined;
  /** Help that whoever learns here is offered. */
  help?: ReactNode;
  /** What there is of live sessions. */
  live?: ReactNode;
  /** Who of the cohort is here. */
  here?: ReactNode;
}

/** A cohort and its course: when, what, and how far one is. */
export function CourseScreen({ outline, ...rest }: CourseScreenProps) {
  const { t } = useTranslation();
  return (
    <Shown
      view={outline}
      page
      loading={t('course.loading')}
      failed={t('course.failed')}
      bones={<SheetBones lines={5} />}
    >
      {(data) => <Course outline={data} {...rest} />}
    </Shown>
  );
}

interface CourseProps extends Omit<CourseScreenProps, 'outline'> {
  outline: CohortOutline;
}

function Course({ outline, onSearch, about, help, live, here }: CourseProps) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const learns = outline.role === 'student';
  const next = goOnAt(outline.modules);
  const lessonHref = (lessonId: string): string => `/c/${outline.id}/lessons/${lessonId}`;
  return (
    <div className="grid gap-8 bar:gap-10">
      <header className="grid gap-x-12 gap-y-4 wide:grid-cols-[7fr_4fr]">
        <div>
          <PageHeading title={outline.course.title} />
          {outline.course.summary && (
            <p className="mt-2 max-w-read text-title font-regular">
              <bdi>{outline.course.summary}</bdi>
            </p>
          )}
        </div>
        <div className="max-wide:border-t max-wide:border-hairline max-wide:pt-4">
          <p className="text-title">
            <bdi>{outline.title}</bdi>
          </p>
          <p className="mt-1">
            <CohortDayWords cohort={outline} />
          </p>
          <p>
            <CohortDatesWords cohort={outline} />
          </p>
          {!learns && (
            <p className="mt-1 flex flex-wrap gap-x-6">
              <Link to={`/teach/${outline.id}`} className="controls flex items-center text-accent">
                {t('course.staffLink')}
              </Link>
              <Link to={`/teach/${outline.id}/people`} className="controls flex items-center text-accent">
                {t('course.people')}
              </Link>
              <Link to={`/teach/${outline.id}/content`} className="controls flex items-center text-accent">
                {t('course.content')}
              </Link>
            </p>
          )}
        </div>
      </header>
      {help}
      {live}
      {outline.progress.total === 0 ? (
        <EmptyNote why={t('progress.noLessons')} example={t('progress.noLessonsExample')} />
      ) : (
        <>
          {learns && (
            <Surface label={t('progress.yours')}>
              <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
                <ProgressHead modules={outline.modules} figure={outline.progress} />
                {next && (
                  <ButtonLink to={lessonHref(next.id)} className="max-bar:w-full">
                    {outline.progress.completed > 0 ? t('progress.continue') : t('progress.beginNow')}
                  </ButtonLink>
                )}
              </div>
              <div className="mt-2">
                <WhyThisNumber figure={outline.progress} />
              </div>
              <div className="mt-3 empty:hidden">
                <PaceLine lessons={outline.modules.flatMap(({ lessons }) => lessons)} zone={outline.zone} />
              </div>
              <p className="mt-3 border-t border-hairline pt-3">
                <Link
                  to={`/c/${outline.id}/certificate`}
                  className="controls inline-flex items-center text-accent"
                >
                  {t('course.certificate')}
                </Link>
              </p>
            </Surface>
          )}
          {here}
          <SearchField value={sought} onChange={setSought} onGo={() => onSearch(sought)} />
          <section>
            <h2 className="sr-only">{t('course.modules')}</h2>
            <ModuleList
              modules={outline.modules}
              zone={outline.zone}
              lessonHref={lessonHref}
              goOnAt={learns ? (next?.id ?? null) : null}
              plain={!learns}
            />
          </section>
        </>
      )}
      {about && <About cohortId={outline.id} overview={about} />}
    </div>
  );
}
