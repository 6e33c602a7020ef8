import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { LiveSession } from '../../contract.ts';
import { useReportWords } from './useReportWords.ts';

interface HeldSpanProps {
  session: Pick<LiveSession, 'startedAt' | 'endedAt'>;
  /** By whose clock it is told. */
  zone: string;
}

/** From when until when a session was held; nothing of one that has not begun. */
export function HeldSpan({ session: { startedAt, endedAt }, zone }: HeldSpanProps) {
  const { t } = useReportWords();
  const formats = useFormats();
  if (startedAt === null) return null;
  const began = {
    day: formats.fullDay(startedAt, zone),
    from: formats.clock(startedAt, zone),
    zone: formats.zoneName(zone, new Date(startedAt)),
  };
  return (
    <p>
      {endedAt === null
        ? t('held.since', began)
        : t('held.span', { ...began, to: formats.clock(endedAt, zone) })}
    </p>
  );
}
