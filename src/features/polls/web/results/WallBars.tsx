import type { CSSProperties } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { percentFrom, type ResultRow } from '../resultRows.ts';
import { usePollsWords } from '../usePollsWords.ts';

const longLabelFrom = 32;
const fewUpTo = 4;
/** From so many rows on they are smaller, and stand in two columns. */
export const manyFrom = 7;

/** What stands in rows on the wall is as large as all of it fits. */
export function rowText(rows: readonly { label: string }[]): string {
  if (rows.length >= manyFrom) return 'text-[length:clamp(1.125rem,min(1.9vw,2.94vh),3rem)] leading-[1.25]';
  const isLarge = rows.length <= fewUpTo && rows.every(({ label }) => label.length <= longLabelFrom);
  return isLarge
    ? 'text-[length:clamp(1.25rem,min(2.8vw,4.34vh),4.5rem)] leading-[1.25]'
    : 'text-[length:clamp(1.125rem,min(2.3vw,3.56vh),3.5rem)] leading-[1.25]';
}

interface WallBarsProps {
  rows: readonly ResultRow[];
  /** Shares are told as well once so many have voted that they say something; 0: never. */
  voters: number;
}

/** Bars for the last row of a room: label, bar and figure in a line. */
export function WallBars({ rows, voters }: WallBarsProps) {
  const isMany = rows.length >= manyFrom;
  const shape = isMany
    ? 'gap-x-[4vw] gap-y-[clamp(0.25rem,1.2vh,1.25rem)] min-[48rem]:grid-flow-col min-[48rem]:grid-cols-2 min-[48rem]:[grid-template-rows:repeat(var(--rows),auto)]'
    : 'gap-[clamp(0.5rem,1.8vh,2rem)]';
  return (
    <ul
      className={`grid grid-cols-[minmax(0,1fr)] ${rowText(rows)} ${shape}`}
      style={{ '--rows': Math.ceil(rows.length / 2) } as CSSProperties}
    >
      {rows.map((row) => (
        <WallBar key={row.id} row={row} withPercent={voters >= percentFrom} />
      ))}
    </ul>
  );
}

function WallBar({ row, withPercent }: { row: ResultRow; withPercent: boolean }) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const { label, count, percent, isRight } = row;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-[1.5vw] gap-y-1 min-[48rem]:grid-cols-[minmax(0,6fr)_minmax(0,5fr)_auto]">
      <span className={`flex min-w-0 items-baseline gap-[0.3em] ${isRight ? 'font-strong text-good' : ''}`}>
        {isRight && (
          <>
            <CheckIcon className="size-[0.9em] self-center" />
            <span className="sr-only">{t('result.right')}</span>
          </>
        )}
        <bdi className="min-w-0 [overflow-wrap:anywhere]">{label}</bdi>
      </span>
      <span
        aria-hidden="true"
        className="block h-[0.85em] overflow-hidden rounded-bar bg-quiet max-[48rem]:order-last max-[48rem]:col-span-2"
      >
        <span
          className={`block h-full rounded-bar transition-[width] duration-200 ${isRight ? 'bg-good' : 'bg-ink'}`}
          style={{ width: `${percent}%` }}
        />
      </span>
      <span className="text-end">
        <bdi className="inline-block min-w-[1.6em] font-strong">{formats.number(count)}</bdi>
        {withPercent && (
          <span className="ms-[0.4em] inline-block min-w-[2.6em] text-end text-muted">
            <bdi>{formats.percent(percent)}</bdi>
          </span>
        )}
      </span>
    </li>
  );
}
