import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { PollEstimate } from '../../contract.ts';
import type { ResultRow } from '../resultRows.ts';
import { usePollsWords } from '../usePollsWords.ts';
import { Bars } from './Bars.tsx';
import { ResultTable } from './ResultTable.tsx';

export interface EstimateProps {
  estimate: PollEstimate;
  unit: string;
}

/** One row a step, the smallest first; measured by all estimates. */
export function useStepRows({ steps }: PollEstimate, unit: string): ResultRow[] {
  const { t } = usePollsWords();
  const formats = useFormats();
  const all = Math.max(
    1,
    steps.reduce((sum, { voters }) => sum + voters, 0),
  );
  const figure = (value: number): string => formats.number(Math.round(100 * value) / 100);
  return steps.map(({ from, to, voters }) => {
    const label = from === to ? figure(from) : t('result.step', { from: figure(from), to: figure(to) });
    return {
      ...{ id: String(from), label: unit === '' ? label : `${label} ${unit}`, count: voters },
      ...{ percent: Math.round((100 * voters) / all), isRight: false, isOwn: false },
    };
  });
}

/** How estimates lie: one bar a step, the smallest first. */
export function EstimateBars({ estimate, unit }: EstimateProps) {
  const rows = useStepRows(estimate, unit);
  return <Bars rows={rows} voters={0} />;
}

export function EstimateTable({ estimate, unit }: EstimateProps) {
  const { t } = usePollsWords();
  const formats = useFormats();
  return (
    <ResultTable
      label={t('card.result')}
      heads={[t('result.estimate'), t('result.votes')]}
      lines={useStepRows(estimate, unit).map(({ id, label, count }) => ({
        id,
        cells: [<bdi key="name">{label}</bdi>, formats.number(count)],
      }))}
    />
  );
}
