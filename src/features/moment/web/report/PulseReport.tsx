import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Figures } from '#platform/web/ui/Figures.tsx';
import type { MomentDesk } from '../../contract.ts';
import { PulseLines } from '../host/PulsePanel.tsx';
import { pulseFigureNames, pulseFigures } from './pulseFigures.ts';
import { useReportWords } from './useReportWords.ts';

interface PulseReportProps {
  desk: Pick<MomentDesk, 'pulse' | 'line'>;
  /** The cohort's. */
  zone: string;
  csvHref: string;
}

/** How the class followed a session, from its first word to its last. */
export function PulseReport({ desk: { pulse, line }, zone, csvHref }: PulseReportProps) {
  const { t } = useReportWords();
  const formats = useFormats();
  const most = pulseFigures(line);
  if (line.length === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Figures
        label={t('label')}
        figures={pulseFigureNames.map((name) => ({
          name: t(`figure.${name}`),
          value: formats.number(most[name]),
          formula: t('formula'),
        }))}
      />
      <PulseLines {...{ pulse, line, zone, csvHref }} nowMs={null} />
      <p className="text-caption text-muted">{t('lines')}</p>
    </div>
  );
}
