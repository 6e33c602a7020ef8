import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { cohorts } from '../contract.ts';
import { CohortDayWords } from './CohortWhen.tsx';

export type Organisation = ViewData<typeof cohorts, 'cohorts:organisation'>;

/** An organisation's cohorts and courses in brief, for those who run it. */
export function OrganisationView({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className="grid items-start gap-8 wide:grid-cols-[7fr_5fr] wide:gap-12">
      <section>
        <h2 className="text-section">{t('organisation.cohorts')}</h2>
        {organisation.cohorts.length === 0 ? (
          <div className="mt-4">
            <EmptyNote why={t('organisation.noCohorts')} example={t('organisation.noCohortsExample')} />
          </div>
        ) : (
          <ul className="mt-3 border-t border-hairline">
            {organisation.cohorts
              .filter(({ archived }) => !archived)
              .map((cohort) => (
                <li
                  key={cohort.id}
                  className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-3"
                >
                  <div>
                    <bdi className="block text-title">{cohort.title}</bdi>
                    <bdi className="block">{cohort.courseTitle}</bdi>
                    <p className="mt-1 flex flex-wrap gap-x-4 text-caption text-muted">
                      <span>
                        <CohortDayWords cohort={cohort} />
                      </span>
                      <span>{formats.days(cohort.startsOn, cohort.endsOn)}</span>
                      <span>{t('organisation.students', { count: cohort.students })}</span>
                    </p>
                  </div>
                  <p className="flex gap-4">
                    <Link to={`/teach/${cohort.id}`} className="controls flex items-center text-accent">
                      {t('course.staffLink')}
                    </Link>
                    <Link
                      to={`/teach/${cohort.id}/people`}
                      className="controls flex items-center text-accent"
                    >
                      {t('course.people')}
                    </Link>
                  </p>
                </li>
              ))}
          </ul>
        )}
      </section>
      <section>
        <h2 className="text-section">{t('organisation.courses')}</h2>
        <CourseList courses={organisation.courses} />
      </section>
    </div>
  );
}

/** The courses of an organisation; they come from folders, or from the editor of one of their cohorts. */
export function CourseList({ courses }: Pick<Organisation, 'courses'>) {
  const { t } = useTranslation();
  return courses.length === 0 ? (
    <div className="mt-4">
      <EmptyNote
        why={t('organisation.noCourses')}
        example={t('organisation.noCoursesExample')}
        action={
          <code dir="ltr" className="font-mono">
            {t('organisation.importCommand')}
          </code>
        }
      />
    </div>
  ) : (
    <ul className="mt-3 border-t border-hairline">
      {courses.map((course) => (
        <li key={course.id} className="border-b border-hairline py-3">
          <bdi className="block text-title">{course.title}</bdi>
          <p className="mt-1 flex gap-4 text-caption text-muted">
            <span>{t('organisation.lessons', { count: course.lessons })}</span>
            <span>{t('organisation.version', { version: course.version })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
