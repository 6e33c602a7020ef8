import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { percentFrom, type ResultRow } from '../resultRows.ts';
import { usePollsWords } from '../usePollsWords.ts';

interface BarsProps {
  rows: readonly ResultRow[];
  voters: number;
  /** Points are not told in percent. */
  isPoints?: boolean;
}

/** Horizontal bars from nothing to everybody, with the figure at the end of each. */
export function Bars({ rows, voters, isPoints = false }: BarsProps) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const withPercent = !isPoints && voters >= percentFrom;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {rows.map(({ id, label, count, percent, isRight, isOwn }) => (
        <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1">
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            <bdi className={`min-w-0 [overflow-wrap:anywhere] ${isOwn || isRight ? 'font-strong' : ''}`}>
              {label}
            </bdi>
            {isRight && (
              <span className="inline-flex items-center gap-1 text-caption text-good">
                <CheckIcon className="size-4 self-center" />
                {t('result.right')}
              </span>
            )}
            {isOwn && <span className="text-caption text-accent">{t('result.own')}</span>}
          </span>
          <span className="text-end">
            <bdi className="font-strong">{formats.number(count)}</bdi>
            {withPercent && (
              // Beside, and not in what is isolated: that has a direction of its own.
              <span className="ms-3 inline-block min-w-[2.75em] text-end text-muted">
                <bdi>{formats.percent(percent)}</bdi>
              </span>
            )}
          </span>
          <span aria-hidden="true" className="col-span-2 block h-3.5 overflow-hidden rounded-bar bg-quiet">
            <span
              className={`block h-full rounded-bar transition-[width] duration-200 ${isRight ? 'bg-good' : isOwn ? 'bg-accent' : 'bg-ink'}`}
              style={{ width: `${percent}%`, printColorAdjust: 'exact' }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
