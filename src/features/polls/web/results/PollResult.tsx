import { Fragment, Suspense, useState, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { part } from '#platform/web/ui/part.ts';
import { Bones } from '#platform/web/ui/Shown.tsx';
import type { PollChoice, PollTally } from '../../contract.ts';
import { percentFrom, resultRows, type Resulted } from '../resultRows.ts';
import { usePollsWords } from '../usePollsWords.ts';
import { Bars } from './Bars.tsx';
import type { EstimateProps } from './Estimate.tsx';
import { loadTexts } from './textsLater.ts';
import { ResultTable } from './ResultTable.tsx';
import { useResultWords } from './useResultWords.ts';

// Most polls are of options; these come when another kind is shown.
const loadEstimate = () => import('./Estimate.tsx');
const loadWords = () => import('./Words.tsx');
const loadCompared = () => import('./ComparedRounds.tsx');
const EstimateBars = part<'EstimateBars', EstimateProps>(loadEstimate, 'EstimateBars', { words: 'own' });
const EstimateTable = part<'EstimateTable', EstimateProps>(loadEstimate, 'EstimateTable', { words: 'own' });
const WordCloud = part(loadWords, 'WordCloud', { words: 'own' });
const WordTable = part(loadWords, 'WordTable', { words: 'own' });
/** Where a vote asks again alone. */
export const ComparedRounds = part(loadCompared, 'ComparedRounds', { words: 'own' });

/** For whoever is about to see a result: a whole class asks at the same moment. */
export const loadForResults = [loadEstimate, loadWords, loadCompared, loadTexts];

export interface PollResultProps {
  poll: Resulted;
  tally: PollTally;
  own?: PollChoice | null;
  /** What was written; of a poll of texts alone. */
  texts?: ReactNode;
}

/** What a poll comes to: a sentence, bars, and the same as a table. */
export function PollResult({ poll, tally, own = null, texts }: PollResultProps) {
  const { t } = usePollsWords();
  const [isTable, setTable] = useState(false);
  const sentence = useResultWords(poll, tally);
  const { kind, voters, state } = poll;
  if (voters === 0) {
    return <p className="text-muted">{state === 'open' ? t('result.nobody') : t('result.nobodyDid')}</p>;
  }
  const more = whyOf(poll, t);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p>
        {sentence}{' '}
        {!namesVoters(poll, sentence) && (
          <span className="text-muted">{t('result.voters', { count: voters })}</span>
        )}
      </p>
      <Suspense fallback={<Bones className="gap-6" lines={['100%', '70%', '40%']} />}>
        {isTable ? (
          <AsTable poll={poll} tally={tally} />
        ) : (
          <AsPicture poll={poll} tally={tally} own={own} texts={texts} />
        )}
      </Suspense>
      {more !== undefined && <p className="text-caption text-muted">{more}</p>}
      {kind !== 'text' && (
        <Button
          look="plain"
          data-print="no"
          onClick={() => setTable(!isTable)}
          className="justify-self-start"
        >
          {!isTable ? t('result.table') : kind === 'words' ? t('result.cloud') : t('result.bars')}
        </Button>
      )}
    </div>
  );
}

/** Whether the sentence says how many voted. */
function namesVoters({ kind }: Resulted, sentence: string): boolean {
  return (
    sentence !== '' && (kind === 'single' || kind === 'yes-no' || kind === 'multiple' || kind === 'quiz')
  );
}

function whyOf({ kind, options }: Resulted, t: ReturnType<typeof usePollsWords>['t']): string | undefined {
  if (kind === 'ranking') return t('result.pointsWhy', { count: options.length });
  return kind === 'multiple' ? t('result.severalWhy') : undefined;
}

function AsPicture({ poll, tally, own, texts }: Required<PollResultProps>) {
  const { kind, voters, range } = poll;
  if (kind === 'text') return texts;
  if (kind === 'words') return <WordCloud words={tally.words} />;
  if (kind === 'number')
    return tally.estimate && <EstimateBars estimate={tally.estimate} unit={range?.unit ?? ''} />;
  const rows = resultRows(poll, tally, own?.optionIds);
  return (
    <Bars
      rows={kind === 'ranking' ? rows.map((row) => ({ ...row, isOwn: false })) : rows}
      voters={voters}
      isPoints={kind === 'ranking'}
    />
  );
}

function AsTable({ poll, tally }: Pick<PollResultProps, 'poll' | 'tally'>) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const { kind, voters, range } = poll;
  if (kind === 'words') return <WordTable words={tally.words} />;
  if (kind === 'number')
    return tally.estimate && <EstimateTable estimate={tally.estimate} unit={range?.unit ?? ''} />;
  const isPoints = kind === 'ranking';
  const withShare = !isPoints && voters >= percentFrom;
  return (
    <ResultTable
      label={t('card.result')}
      heads={[
        t('result.option'),
        isPoints ? t('result.points') : t('result.votes'),
        ...(withShare ? [t('result.share')] : []),
      ]}
      lines={resultRows(poll, tally).map(({ id, label, count, percent, isRight }) => ({
        id,
        cells: [
          <Fragment key="name">
            <bdi>{label}</bdi>
            {isRight && <span className="ms-2 text-caption text-good">{t('result.right')}</span>}
          </Fragment>,
          formats.number(count),
          ...(withShare ? [formats.percent(percent)] : []),
        ],
      }))}
    />
  );
}
