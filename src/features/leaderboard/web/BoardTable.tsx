import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Board } from '../contract.ts';
import { peopleOn, type Where } from './ownLine.ts';
import { useLeaderboardWords } from './words.ts';

interface BoardTableProps {
  label: string;
  board: Board;
  /** Where the reader stands; absent for whoever does not play. */
  where?: Where;
}

/** The first ten; whoever is below all of them finds their own line under the fold. */
export function BoardTable({ label, board, where }: BoardTableProps) {
  const { t } = useLeaderboardWords();
  const { lines } = board;
  if (lines.length === 0) {
    return (
      <p className="text-muted">
        {t('board.empty')} {t('board.emptyMore')}
      </p>
    );
  }
  const isOn = where?.state === 'on';
  const isBelow = isOn && where.line === -1;
  const people = peopleOn(board);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <table aria-label={label} className="w-full border-t border-hairline">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('board.rank')}</th>
            <th scope="col">{t('board.name')}</th>
            <th scope="col">{t('board.points')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ rank, name, points }, place) => (
            // Lines have no ids: of two with the same name and points nobody sees which is which.
            <Line key={place} rank={rank} name={name} points={points} isOwn={isOn && where.line === place} />
          ))}
        </tbody>
        {isBelow && (
          <tbody className="border-t-4 border-hairline">
            <Line rank={where.rank} points={where.points} isOwn />
          </tbody>
        )}
      </table>
      {people > lines.length && (
        <p className="text-caption text-muted">{t('board.people', { count: people })}</p>
      )}
    </div>
  );
}

interface LineProps {
  rank: number;
  /** Absent: the reader, below the fold. */
  name?: string;
  points: number;
  isOwn: boolean;
}

function Line({ rank, name, points, isOwn }: LineProps) {
  const { t } = useLeaderboardWords();
  const formats = useFormats();
  return (
    <tr className={`border-b border-hairline ${isOwn ? 'bg-accent-soft font-strong' : ''}`}>
      <td className="w-12 py-2 ps-2 pe-4 text-end text-muted">
        <bdi>{formats.number(rank)}</bdi>
      </td>
      <th
        scope="row"
        className={`py-2 text-start [overflow-wrap:anywhere] ${isOwn ? 'font-strong' : 'font-regular'}`}
      >
        {name === undefined ? t('board.you') : <bdi>{name}</bdi>}
        {isOwn && name !== undefined && (
          <span className="ms-2 text-caption text-muted">{t('board.you')}</span>
        )}
      </th>
      <td className="py-2 ps-4 pe-2 text-end">
        <bdi>{formats.number(points)}</bdi>
      </td>
    </tr>
  );
}
