import { Figures } from '#platform/web/ui/Figures.tsx';
import type { SessionAttendance } from '../../contract.ts';
import { sessionFigures } from '../sessionFigures.ts';
import { HeldSpan } from './HeldSpan.tsx';
import { useReportWords } from './useReportWords.ts';

interface HeldPartProps {
  attendance: Pick<SessionAttendance, 'session' | 'cohort'>;
  /** The server's time, in ms since 1970. */
  nowMs: number;
}

/** When a session was held, beside the plan; nothing of one that has not begun. */
export function HeldPart({ attendance: { session, cohort }, nowMs }: HeldPartProps) {
  const { t } = useReportWords();
  const figures = sessionFigures(session, nowMs);
  if (!figures) return null;
  const { plannedMinutes, heldMinutes, lateMinutes } = figures;
  const minutes = (count: number): string => t('held.minutes', { count });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <HeldSpan session={session} zone={cohort.zone} />
      <Figures
        label={t('held.label')}
        figures={[
          { name: t('held.held'), value: minutes(heldMinutes), formula: t('held.heldFormula') },
          { name: t('held.planned'), value: minutes(plannedMinutes), formula: t('held.plannedFormula') },
          {
            name: t(lateMinutes === 0 ? 'held.began' : lateMinutes < 0 ? 'held.early' : 'held.late'),
            value: lateMinutes === 0 ? t('held.onTime') : minutes(Math.abs(lateMinutes)),
            formula: t('held.lateFormula'),
          },
        ]}
      />
    </div>
  );
}
