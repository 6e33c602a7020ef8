import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { minutesAhead } from '#platform/web/i18n/formats.ts';
import { useHostWords } from './useHostWords.ts';

interface ScheduleWhenProps {
  session: { startsAt: string; minutes: number };
  /** The cohort's. */
  zone: string;
}

/** When a session is, by the clock of its cohort; below it by the reader's, where that shows another time. */
export function ScheduleWhen({ session: { startsAt, minutes }, zone }: ScheduleWhenProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  const at = new Date(startsAt);
  const endsAt = new Date(at.getTime() + minutes * 60_000).toISOString();
  const inZone = (of: string) => ({
    day: formats.day(startsAt, of),
    from: formats.clock(startsAt, of),
    to: formats.clock(endsAt, of),
  });
  return (
    <>
      <time dateTime={startsAt}>{t('when.from', { ...inZone(zone), zone: formats.zoneName(zone, at) })}</time>
      {minutesAhead(formats.zone, zone, at) !== 0 && (
        <span className="block text-caption text-muted">{t('when.here', inZone(formats.zone))}</span>
      )}
    </>
  );
}
