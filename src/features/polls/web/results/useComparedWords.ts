import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { mostMoved, type ComparedRow, type Counted, type Round } from '../compared.ts';
import { usePollsWords } from '../usePollsWords.ts';

type Unit = Extract<Counted, { is: 'rows' }>['unit'];

/** A row's figures as they are told. */
export function useMovedFigures(): (row: ComparedRow, unit: Unit) => { before: string; after: string } {
  const formats = useFormats();
  return ({ count, percent }, unit) =>
    unit === 'percent'
      ? { before: formats.percent(percent.before), after: formats.percent(percent.after) }
      : { before: formats.number(count.before), after: formats.number(count.after) };
}

/** What has moved between two rounds, in a sentence; '' where nothing did. */
export function useComparedWords(both: Counted, { range, options }: Round): string {
  const { t } = usePollsWords();
  const formats = useFormats();
  const figures = useMovedFigures();
  if (both.is === 'estimates') {
    const unit = range?.unit ?? '';
    const figure = (value: number): string =>
      [formats.number(Math.round(100 * value) / 100), unit].join(' ').trim();
    const { median } = both;
    return t('result.comparedMedian', { before: figure(median.before), after: figure(median.after) });
  }
  if (both.mean !== null) {
    const { before, after } = both.mean;
    const means = { before: formats.number(before), after: formats.number(after) };
    return t('result.comparedMean', { ...means, most: options.length });
  }
  const moved = mostMoved(both.rows);
  if (!moved) return '';
  const words = { label: moved.label, ...figures(moved, both.unit) };
  return both.unit === 'points' ? t('result.comparedPoints', words) : t('result.comparedSaid', words);
}
