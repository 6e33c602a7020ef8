import { minutesAhead } from '#platform/web/i18n/formats.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { LiveSession } from '../contract.ts';
import { useSessionsWords } from './useSessionsWords.ts';

interface SessionWhenProps {
  session: Pick<LiveSession, 'startsAt' | 'minutes'>;
  /** The cohort's. */
  zone: string;
}

/** When a session is planned, by the reader's clock, and by the cohort's where that is another hour. */
export function SessionWhen({ session, zone }: SessionWhenProps) {
  const { t } = useSessionsWords();
  const formats = useFormats();
  const { startsAt, minutes } = session;
  const start = new Date(startsAt);
  const endsAt = new Date(start.getTime() + minutes * 60_000).toISOString();
  const isElsewhere = minutesAhead(formats.zone, zone, start) !== 0;
  return (
    <>
      <time dateTime={startsAt}>
        {t('when.span', {
          day: formats.day(startsAt),
          from: formats.clock(startsAt),
          to: formats.clock(endsAt),
        })}
      </time>
      {isElsewhere && (
        <span className="block text-caption text-muted">
          {t('when.inZone', {
            from: formats.clock(startsAt, zone),
            to: formats.clock(endsAt, zone),
            zone: formats.zoneName(zone, start),
          })}
        </span>
      )}
    </>
  );
}
