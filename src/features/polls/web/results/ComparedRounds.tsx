import { useState, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { compared, type Counted, type Round } from '../compared.ts';
import { usePollsWords } from '../usePollsWords.ts';
import { ComparedTexts } from './ComparedTexts.tsx';
import { ResultTable } from './ResultTable.tsx';
import { useComparedWords, useMovedFigures } from './useComparedWords.ts';

interface ComparedRoundsProps {
  /** The vote that this one asks again. */
  before: Round | undefined;
  after: Round;
  /** What was written in one of them, as whoever looks may read it; of polls of texts. */
  textsOf: (pollId: string) => ReactNode;
}

/** The vote before and this one side by side: what a talk in between has moved. Nothing, as long as one is not told. */
export function ComparedRounds({ before, after, textsOf }: ComparedRoundsProps) {
  const { t } = usePollsWords();
  const both = compared(before, after);
  if (!both || !before) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t border-hairline pt-4">
      <h4 className="text-label">{t('result.compared')}</h4>
      {both.is === 'texts' ? (
        <ComparedTexts
          before={before}
          after={after}
          textsOf={textsOf}
          shape="grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))] gap-x-6 gap-y-4"
        />
      ) : (
        <Rounds both={both} before={before} after={after} />
      )}
    </div>
  );
}

function Rounds({ both, before, after }: { both: Counted; before: Round; after: Round }) {
  const { t } = usePollsWords();
  const [isTable, setTable] = useState(false);
  const sentence = useComparedWords(both, after);
  return (
    <>
      {sentence !== '' && <p>{sentence}</p>}
      {isTable ? <AsTable both={both} after={after} /> : <AsBars both={both} after={after} />}
      <p className="text-caption text-muted">
        {t('result.votersBoth', { before: before.voters, after: after.voters })}
      </p>
      {both.is === 'rows' && (
        <Button
          look="plain"
          data-print="no"
          onClick={() => setTable(!isTable)}
          className="justify-self-start"
        >
          {isTable ? t('result.bars') : t('result.table')}
        </Button>
      )}
    </>
  );
}

type PictureProps = { both: Counted; after: Round };

/** One pair of bars a row: the first vote thin and muted above the second one. */
function AsBars({ both, after }: PictureProps) {
  const { t } = usePollsWords();
  const figures = useMovedFigures();
  if (both.is === 'estimates') return <AsTable both={both} after={after} />;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {both.rows.map((row) => {
        const { before, after: now } = figures(row, both.unit);
        return (
          <li key={row.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1">
            <span className="col-span-2 [overflow-wrap:anywhere]">
              <bdi className={row.isRight ? 'font-strong' : ''}>{row.label}</bdi>
              {row.isRight && <span className="ms-3 text-caption text-good">{t('result.right')}</span>}
            </span>
            <Bar percent={row.percent.before} look="h-2 bg-muted" />
            <Figure name={t('result.first')} value={before} />
            <Bar percent={row.percent.after} look={`h-3.5 ${row.isRight ? 'bg-good' : 'bg-ink'}`} />
            <Figure name={t('result.second')} value={now} isStrong />
          </li>
        );
      })}
    </ul>
  );
}

function Bar({ percent, look }: { percent: number; look: string }) {
  const [height] = look.split(' ');
  return (
    <span aria-hidden="true" className={`block overflow-hidden rounded-bar bg-quiet ${height}`}>
      <span
        className={`block rounded-bar transition-[width] duration-200 ${look}`}
        style={{ width: `${percent}%`, printColorAdjust: 'exact' }}
      />
    </span>
  );
}

function Figure({ name, value, isStrong = false }: { name: string; value: string; isStrong?: boolean }) {
  return (
    <span className={`flex items-baseline justify-between gap-3 ${isStrong ? '' : 'text-muted'}`}>
      <span className="text-caption">{name}</span>
      <bdi className={`min-w-[2.75em] text-end ${isStrong ? 'font-strong' : ''}`}>{value}</bdi>
    </span>
  );
}

function AsTable({ both, after }: PictureProps) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const figures = useMovedFigures();
  const unit = after.range?.unit ?? '';
  const estimate = (value: number): string =>
    [formats.number(Math.round(100 * value) / 100), unit].join(' ').trim();
  const lines =
    both.is === 'estimates'
      ? (['median', 'mean'] as const).map((name) => ({
          id: name,
          cells: [t(`result.${name}Head`), estimate(both[name].before), estimate(both[name].after)],
        }))
      : both.rows.map((row) => {
          const { before, after: now } = figures(row, both.unit);
          return { id: row.id, cells: [<bdi key="label">{row.label}</bdi>, before, now] };
        });
  return (
    <ResultTable
      label={t('result.compared')}
      heads={[
        both.is === 'estimates' ? t('result.estimate') : t('result.option'),
        t('result.first'),
        t('result.second'),
      ]}
      lines={lines}
    />
  );
}
