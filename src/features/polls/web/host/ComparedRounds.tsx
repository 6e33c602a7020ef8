import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { DeskPoll } from '../../contract.ts';
import { comparedRows } from '../resultRows.ts';
import { ResultTable } from '../results/ResultTable.tsx';
import { usePollsWords } from '../usePollsWords.ts';

/** The vote before and this one, option beside option: what a talk in between has moved. */
export function ComparedRounds({ before, after }: { before: DeskPoll; after: DeskPoll }) {
  const { t } = usePollsWords();
  const formats = useFormats();
  if (before.tally === null || after.tally === null || after.voters === 0) return null;
  const rows = comparedRows(before, after);
  const [moved] = rows.toSorted(
    (one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before),
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h4 className="text-label">{t('result.compared')}</h4>
      {moved && moved.after !== moved.before && (
        <p>
          {t('result.comparedSaid', {
            label: moved.label,
            before: formats.percent(moved.before),
            after: formats.percent(moved.after),
          })}
        </p>
      )}
      <ResultTable
        label={t('result.compared')}
        heads={[t('result.option'), t('result.first'), t('result.second')]}
        lines={rows.map(({ id, label, before: first, after: second }) => ({
          id,
          cells: [<bdi key="label">{label}</bdi>, formats.percent(first), formats.percent(second)],
        }))}
      />
      <p className="text-caption text-muted">
        {t('result.votersBoth', { before: before.voters, after: after.voters })}
      </p>
    </div>
  );
}
