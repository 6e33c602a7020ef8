import { useReportWords } from '#features/sessions/web/report/useReportWords.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Formula } from '#platform/web/ui/Figures.tsx';
import { timelineOf } from './timeline.ts';

interface TimelinePartProps {
  parts: Parameters<typeof timelineOf>[0];
  /** The cohort's. */
  zone: string;
}

/** What happened, one thing after the other. */
export function TimelinePart({ parts, zone }: TimelinePartProps) {
  const { t } = useReportWords();
  const formats = useFormats();
  const happened = timelineOf(parts);
  const days = happened.map(({ at }) => formats.fullDay(at, zone));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <ol className="border-t border-hairline">
        {happened.map(({ key, is, at, minute, text }, place) => (
          <li
            key={key}
            className="grid grid-cols-[3.5rem_5.5rem_minmax(0,1fr)] gap-x-3 border-b border-hairline py-1.5 print:break-inside-avoid"
          >
            {days[place] !== days[place - 1] && (
              <span className="col-span-full text-caption text-muted">{days[place]}</span>
            )}
            <time dateTime={at} className="text-muted">
              {formats.clock(at, zone)}
            </time>
            <span className="text-muted">{t('timeline.minute', { minute: formats.number(minute) })}</span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {t(`timeline.${is}`)} <bdi>{text}</bdi>
            </span>
          </li>
        ))}
      </ol>
      <Formula about={t('timeline.heading')}>{t('timeline.formula')}</Formula>
    </div>
  );
}
