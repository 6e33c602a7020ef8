import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { ComparedRow, Counted, Round } from '../compared.ts';
import { usePollsWords } from '../usePollsWords.ts';
import { useComparedWords, useMovedFigures } from './useComparedWords.ts';
import { rowText } from './WallBars.tsx';

interface WallComparedProps {
  both: Counted;
  after: Round;
  /** Of small words, as the wall has it. */
  small: string;
}

/** Two rounds side by side, by their figures, for the last row of a room. */
export function WallCompared({ both, after, small }: WallComparedProps) {
  const { t } = usePollsWords();
  const sentence = useComparedWords(both, after);
  return (
    <>
      {both.is === 'rows' ? (
        <ul
          className={`grid grid-cols-[minmax(0,1fr)] gap-[clamp(0.5rem,1.6vh,1.75rem)] ${rowText(both.rows)}`}
        >
          {both.rows.map((row) => (
            <Pair key={row.id} row={row} unit={both.unit} />
          ))}
        </ul>
      ) : (
        <Estimates both={both} unit={after.range?.unit ?? ''} />
      )}
      {(both.is === 'rows' ? both.rows.length : 0) <= 6 && (
        <p className={`text-muted ${small}`}>
          {both.is === 'rows' && (
            <>
              <Swatch look="h-[0.35em] bg-muted" /> {t('result.first')}{' '}
              <Swatch look="ms-[1em] h-[0.7em] bg-ink" /> {t('result.second')}
            </>
          )}
          {sentence !== '' && both.is === 'rows' && <span className="ms-[1em]">{sentence}</span>}
        </p>
      )}
    </>
  );
}

function Swatch({ look }: { look: string }) {
  return <span aria-hidden="true" className={`inline-block w-[1.5em] rounded-bar align-middle ${look}`} />;
}

type Rows = Extract<Counted, { is: 'rows' }>;

function Pair({ row, unit }: { row: ComparedRow; unit: Rows['unit'] }) {
  const { t } = usePollsWords();
  const figures = useMovedFigures()(row, unit);
  const { label, percent, isRight } = row;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-[1.5vw] gap-y-1 min-[48rem]:grid-cols-[minmax(0,6fr)_minmax(0,5fr)_auto]">
      <span className={`min-w-0 [overflow-wrap:anywhere] ${isRight ? 'font-strong text-good' : ''}`}>
        {isRight && <span className="sr-only">{t('result.right')} </span>}
        <bdi>{label}</bdi>
      </span>
      <span aria-hidden="true" className="grid gap-[0.15em] max-[48rem]:order-last max-[48rem]:col-span-2">
        <span className="block h-[0.35em] overflow-hidden rounded-bar bg-quiet">
          <span className="block h-full rounded-bar bg-muted" style={{ width: `${percent.before}%` }} />
        </span>
        <span className="block h-[0.7em] overflow-hidden rounded-bar bg-quiet">
          <span
            className={`block h-full rounded-bar transition-[width] duration-200 ${isRight ? 'bg-good' : 'bg-ink'}`}
            style={{ width: `${percent.after}%` }}
          />
        </span>
      </span>
      <span className="min-w-[7em] text-end whitespace-nowrap">
        <bdi>
          <span className="text-muted">{figures.before}</span>
          <span aria-hidden="true" className="mx-[0.4em] text-muted rtl:inline-block rtl:-scale-x-100">
            →
          </span>
          <span className="sr-only">, {t('result.second')}: </span>
          <span className="font-strong">{figures.after}</span>
        </bdi>
      </span>
    </li>
  );
}

function Estimates({ both, unit }: { both: Extract<Counted, { is: 'estimates' }>; unit: string }) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const figure = (value: number): string =>
    [formats.number(Math.round(100 * value) / 100), unit].join(' ').trim();
  return (
    <table className={`w-full ${rowText([])}`}>
      <thead className="text-muted">
        <tr>
          <td />
          <th scope="col" className="pb-[0.3em] text-end font-regular">
            {t('result.first')}
          </th>
          <th scope="col" className="pb-[0.3em] text-end font-regular">
            {t('result.second')}
          </th>
        </tr>
      </thead>
      <tbody>
        {(['median', 'mean'] as const).map((name) => (
          <tr key={name} className="border-t border-hairline">
            <th scope="row" className="py-[0.4em] text-start font-regular">
              {t(`result.${name}Head`)}
            </th>
            <td className="text-end">
              <bdi>{figure(both[name].before)}</bdi>
            </td>
            <td className="text-end font-strong">
              <bdi>{figure(both[name].after)}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
