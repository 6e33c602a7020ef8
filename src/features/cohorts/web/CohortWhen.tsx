import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { minutesAhead } from '#platform/web/i18n/formats.ts';
import { useNow } from '#platform/web/ui/now.tsx';
import { cohortDay } from './cohortDay.ts';

interface CohortDates {
  startsOn: string;
  endsOn: string;
  zone: string;
}

/** `Day 1 of 2` */
export function CohortDayWords({ cohort }: { cohort: CohortDates }) {
  const { t } = useTranslation();
  const day = cohortDay(cohort, useNow());
  switch (day.state) {
    case 'before':
      return t('course.before', { count: day.daysLeft });
    case 'during':
      return t('course.during', { day: day.day, of: day.of });
    case 'after':
      return t('course.after');
  }
}

/** The days of a cohort by its own clock, and how far the reader's clock is from it where they differ. */
export function CohortDatesWords({ cohort }: { cohort: CohortDates }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const ahead = minutesAhead(formats.zone, cohort.zone, now);
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  const difference =
    minutes === 0 ? t('course.hours', { hours }) : t('course.hoursMinutes', { hours, minutes });
  const words = { zone: formats.zoneName(formats.zone, now), difference };
  return (
    <>
      {t('course.datesIn', {
        dates: formats.days(cohort.startsOn, cohort.endsOn),
        zone: formats.zoneName(cohort.zone, now),
      })}
      {ahead !== 0 && (
        <span className="block text-muted">
          {ahead > 0 ? t('course.ahead', words) : t('course.behind', words)}
        </span>
      )}
    </>
  );
}
