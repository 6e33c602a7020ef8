import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Formats } from '#platform/web/i18n/formats.ts';
import type { PollTally } from '../../contract.ts';
import { leaders, meanStep, percentFrom, resultRows, type Resulted } from '../resultRows.ts';
import { usePollsWords, type Say } from '../usePollsWords.ts';

/** What a result shows, in a sentence; `isShort`: in one line of a wall. */
export function useResultWords(poll: Resulted, tally: PollTally, { isShort = false } = {}): string {
  const { t } = usePollsWords();
  const formats = useFormats();
  switch (poll.kind) {
    case 'text':
      return '';
    case 'words': {
      const [first] = tally.words;
      return first && first.count > 1 ? t('result.word', { word: first.text, count: first.count }) : '';
    }
    case 'number': {
      if (!tally.estimate) return '';
      const { median, mean, least, most } = tally.estimate;
      const unit = poll.range?.unit ?? '';
      const figure = (value: number): string => [formats.number(rounded(value)), unit].join(' ').trim();
      if (isShort) return t('result.median', { value: figure(median) });
      return [
        t('result.median', { value: figure(median) }),
        t('result.estimates', { mean: figure(mean), least: figure(least), most: figure(most) }),
      ].join(' ');
    }
    case 'rating': {
      const mean = meanStep(poll, tally);
      return mean === null
        ? ''
        : t('result.rated', { mean: formats.number(mean), most: poll.options.length });
    }
    default:
      return leadWords(poll, tally, t, formats);
  }
}

/** Of a figure that is counted, two places say enough. */
function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}

function leadWords(poll: Resulted, tally: PollTally, t: Say, formats: Formats): string {
  const { kind, voters, rightOptionIds } = poll;
  const rows = resultRows(poll, tally);
  const [right, ...otherRight] = rows.filter(({ id }) => rightOptionIds?.includes(id));
  if (right && otherRight.length === 0) return t('result.rightOf', { count: right.count, voters });
  const [first, second, ...others] = leaders(rows);
  if (!first) return '';
  if (kind === 'ranking') return second ? '' : t('result.ranked', { label: first.label, count: first.count });
  const { label, count, percent } = first;
  if (others.length > 0) return t('result.tiesMany', { count, voters });
  if (second) return t('result.ties', { first: label, second: second.label, count, voters });
  return voters < percentFrom
    ? t('result.leadsFew', { count, voters, label })
    : t('result.leads', { count, voters, label, percent: formats.percent(percent) });
}
