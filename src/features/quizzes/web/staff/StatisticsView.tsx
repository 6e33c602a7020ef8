import { useState } from 'react';
import type { ViewData } from '#kernel/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { quizzes } from '../../contract.ts';
import { choicesShown, hardestOf, separationOf, type ItemFigures } from './itemFigures.ts';
import { useStaffWords, type StaffSay } from './useStaffWords.ts';

export type Statistics = ViewData<typeof quizzes, 'quiz:statistics'>;

/** How each item did: one bar per item, what it says in a sentence above, the same as a table. */
export function StatisticsView({ statistics, csvHref }: { statistics: Statistics; csvHref: string }) {
  const { t } = useStaffWords();
  const [asTable, setAsTable] = useState(false);
  const { attempts, items } = statistics;
  if (attempts === 0) return <EmptyNote why={t('items.none')} example={t('items.noneExample')} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Sentence statistics={statistics} />
      <p className="flex flex-wrap items-center gap-x-6 gap-y-2" data-print="no">
        <Button onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {t('items.asTable')}
        </Button>
        <a href={csvHref} download className="controls inline-flex items-center text-accent underline">
          {t('exports.csv')}
        </a>
      </p>
      {asTable ? <ItemTable items={items} /> : <ItemBars items={items} />}
      <Why summary={t('items.why')}>
        <p>{t('items.whyDifficulty')}</p>
        <p>{t('items.whyDiscrimination')}</p>
        <p>{t('items.whyFew')}</p>
      </Why>
    </div>
  );
}

function Sentence({ statistics: { attempts, items } }: { statistics: Statistics }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const hardest = hardestOf(items);
  return (
    <p className="max-w-read text-title font-regular">
      {t('items.sentence', { count: attempts })}{' '}
      {hardest
        ? t('items.hardest', {
            place: items.indexOf(hardest) + 1,
            percent: formats.percent(Math.round(100 * hardest.difficulty!)),
          })
        : t('items.few')}
    </p>
  );
}

function ItemBars({ items }: { items: readonly ItemFigures[] }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  return (
    <ol className="border-t border-hairline">
      {items.map((item, place) => (
        <li
          key={item.itemId}
          className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2 border-b border-hairline py-4 wide:grid-cols-[5fr_6fr]"
        >
          <p className="flex gap-3">
            <span className="text-muted">{place + 1}</span>
            <bdi className="line-clamp-3">{item.prompt}</bdi>
          </p>
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
            {item.difficulty === null ? (
              <p className="text-muted">{t('items.answered', { count: item.answered })}</p>
            ) : (
              <p className="flex items-center gap-3">
                <span className="h-5 grow rounded-bar bg-quiet" aria-hidden="true">
                  <span
                    className="block h-full rounded-bar bg-accent"
                    style={{ width: `${100 * item.difficulty}%`, printColorAdjust: 'exact' }}
                  />
                </span>
                <span className="w-28 shrink-0 text-end">
                  {t('items.share', { percent: formats.percent(Math.round(100 * item.difficulty)) })}
                </span>
              </p>
            )}
            <p className="flex flex-wrap gap-x-5 text-caption text-muted">
              {item.difficulty !== null && <span>{t('items.answered', { count: item.answered })}</span>}
              <span>{separationWords(item, t)}</span>
            </p>
            {item.commonestWrong && (
              <p className="text-caption">
                {t('items.wrong', { count: item.commonestWrong.times })}{' '}
                <bdi className="font-strong">{item.commonestWrong.answer}</bdi>
              </p>
            )}
            {item.choices.length > 0 && <Choices item={item} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function separationWords(item: ItemFigures, t: StaffSay): string {
  switch (separationOf(item)) {
    case 'unknown':
      return t('items.separationUnknown');
    case 'against':
      return t('items.separationAgainst');
    case 'weak':
      return t('items.separationWeak');
    case 'good':
      return t('items.separationGood');
  }
}

/** How often each option was chosen; the right one has a sign of its own. */
function Choices({ item }: { item: ItemFigures }) {
  const { t } = useStaffWords();
  const { shown, otherTimes, most } = choicesShown(item.choices);
  return (
    <details className="group" data-print="no">
      <summary className="controls inline-flex items-center text-caption text-accent underline">
        {t('items.choices')}
      </summary>
      <ul className="grid gap-1.5">
        {shown.map(({ label, right, times }) => (
          <li key={label} className="grid gap-0.5">
            <span className="flex items-center justify-between gap-4 text-caption">
              <span className="flex min-w-0 items-center gap-1">
                {right && <CheckIcon className="text-good" />}
                <bdi className="truncate">{label}</bdi>
                {right && <span className="sr-only">{t('items.right')}</span>}
              </span>
              <span className="shrink-0">{t('items.times', { count: times })}</span>
            </span>
            <span className="h-2 rounded-bar bg-quiet" aria-hidden="true">
              <span
                className={`block h-full rounded-bar ${right ? 'bg-good' : 'bg-ink'}`}
                style={{ width: `${most === 0 ? 0 : (100 * times) / most}%` }}
              />
            </span>
          </li>
        ))}
        {otherTimes > 0 && (
          <li className="text-caption text-muted">{t('items.otherTimes', { count: otherTimes })}</li>
        )}
      </ul>
    </details>
  );
}

function ItemTable({ items }: { items: readonly ItemFigures[] }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const head = 'py-2 pe-4 text-start';
  const cell = 'py-2 pe-4 align-top';
  return (
    <div role="group" aria-label={t('items.table')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[40rem] border-t border-hairline">
        <thead className="text-label text-muted">
          <tr className="border-b border-hairline">
            <th scope="col" className={head}>
              {t('items.item')}
            </th>
            <th scope="col" className={head}>
              {t('items.answeredHead')}
            </th>
            <th scope="col" className={head}>
              {t('items.difficulty')}
            </th>
            <th scope="col" className={head}>
              {t('items.discrimination')}
            </th>
            <th scope="col" className={head}>
              {t('items.commonestWrong')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, place) => (
            <tr key={item.itemId} className="border-b border-hairline">
              <th scope="row" className={`${cell} text-start font-regular`}>
                {place + 1}. <bdi>{item.prompt}</bdi>
              </th>
              <td className={cell}>{formats.number(item.answered)}</td>
              <td className={cell}>
                {item.difficulty === null
                  ? t('items.unknown')
                  : formats.percent(Math.round(100 * item.difficulty))}
              </td>
              <td className={cell}>
                {item.discrimination === null
                  ? t('items.unknown')
                  : formats.number(Math.round(100 * item.discrimination) / 100)}
              </td>
              <td className={cell}>
                {item.commonestWrong && (
                  <>
                    <bdi>{item.commonestWrong.answer}</bdi> ({formats.number(item.commonestWrong.times)})
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
