import { useId, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { Board, OwnStanding } from '../contract.ts';
import { BoardTable } from './BoardTable.tsx';
import { HowPoints } from './HowPoints.tsx';
import { whereOn, type Where } from './ownLine.ts';
import { SeenAs, type SeenAsProps } from './SeenAs.tsx';
import { useLeaderboardWords } from './words.ts';

/** A board of a session or of a cohort; of a session whose board is off, `isOn` is false. */
export interface ShownBoard {
  isOn?: boolean;
  board: Board;
  own: OwnStanding | null;
}

export interface BoardViewProps extends Omit<SeenAsProps, 'own'> {
  of: 'session' | 'cohort';
  view: View<ShownBoard>;
  /** Why the reader has these points; of a session. */
  entries?: ReactNode;
}

/** A leaderboard for those who take part. One that staff have switched off is not there. */
export function BoardView({ of, view, entries, ...seen }: BoardViewProps) {
  const { t } = useLeaderboardWords();
  const heading = useId();
  if (view.state === 'full' && view.data.isOn === false) return null;
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id={heading} className="text-section">
        {t(`board.${of}`)}
      </h2>
      <Shown
        view={view}
        loading={t('board.loading')}
        failed={t('board.failed')}
        bones={<Bones className="gap-4" lines={['100%', '100%', '100%']} />}
      >
        {({ board, own }) => {
          const where = own ? whereOn(board, own, seen.name) : undefined;
          return (
            <>
              {where && <Stance where={where} />}
              <BoardTable label={t(`board.${of}`)} board={board} {...(where && { where })} />
              <div className="grid grid-cols-[minmax(0,1fr)]">
                {where?.state === 'on' && entries}
                <HowPoints />
                {own && <SeenAs own={own} {...seen} />}
              </div>
            </>
          );
        }}
      </Shown>
    </section>
  );
}

/** Said aloud when it changes: whoever cannot see the table hears how they stand. */
function Stance({ where }: { where: Where }) {
  const { t } = useLeaderboardWords();
  const formats = useFormats();
  if (where.state !== 'on')
    return (
      <p role="status" className="text-muted">
        {t(where.state === 'out' ? 'board.out' : 'board.none')}
      </p>
    );
  const { rank, points } = where;
  return (
    <p role="status" className="font-strong">
      {t('board.ownRank', { rank: formats.number(rank), points: formats.number(points) })}
    </p>
  );
}
