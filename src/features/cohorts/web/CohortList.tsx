import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { OnwardIcon } from '#platform/web/ui/icons.tsx';
import type { CohortLine } from '../contract.ts';
import { CohortDayWords } from './CohortWhen.tsx';

/** The cohorts of one person, each with what that person does there. */
export function CohortList({ cohorts }: { cohorts: readonly CohortLine[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const part = {
    student: t('course.learns'),
    instructor: t('course.teaches'),
    organisationAdmin: t('course.runs'),
  };
  return (
    <ul className="border-t border-hairline">
      {cohorts.map((cohort) => (
        <li key={cohort.id} className="border-b border-hairline">
          <Link
            to={cohort.role === 'student' ? `/c/${cohort.id}` : `/teach/${cohort.id}`}
            className="group flex items-center justify-between gap-4 py-3 no-underline"
          >
            <span>
              <bdi className="block text-title group-hover:underline">{cohort.title}</bdi>
              <bdi className="block">{cohort.courseTitle}</bdi>
              <span className="mt-1 flex flex-wrap gap-x-4 text-caption text-muted">
                <span>
                  <CohortDayWords cohort={cohort} />
                </span>
                <span>{formats.days(cohort.startsOn, cohort.endsOn)}</span>
                <span>{part[cohort.role]}</span>
                {cohort.archived ? (
                  <span>{t('course.archived')}</span>
                ) : (
                  cohort.state !== 'active' && <span>{t(`course.${cohort.state}`)}</span>
                )}
              </span>
            </span>
            <OnwardIcon className="text-accent" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
