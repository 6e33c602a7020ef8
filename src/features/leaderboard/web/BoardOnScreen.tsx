import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Board } from '../contract.ts';
import { peopleOn } from './ownLine.ts';
import { useLeaderboardWords } from './words.ts';

const shownOnWall = 5;
/* Sizes grow with the wall; on 1280 × 800 px the smallest is 28 px, which the last row, eight metres away, reads. */
const small = 'text-[length:clamp(1.125rem,min(2.2vw,3.41vh),3.5rem)] leading-[1.3]';
const row = 'text-[length:clamp(1.25rem,min(3vw,4.65vh),5rem)] leading-[1.2]';

/** The first five for a room's wall; whoever is below finds their rank on their own device. */
export function BoardOnScreen({ board }: { board: Board }) {
  const { t } = useLeaderboardWords();
  const formats = useFormats();
  const lines = board.lines.slice(0, shownOnWall);
  const more = peopleOn(board) - lines.length;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-[clamp(0.75rem,2.4vh,3rem)]">
      <h2 className={`font-strong text-accent ${small}`}>{t('screen.heading')}</h2>
      {lines.length === 0 && <p className={row}>{t('board.empty')}</p>}
      <ol className={`grid grid-cols-[minmax(0,1fr)] gap-[0.5em] ${row}`}>
        {lines.map(({ rank, name, points }, place) => (
          <li
            key={place}
            className={`grid grid-cols-[1em_minmax(0,1fr)_auto] items-baseline gap-[0.6em] ${rank === 1 ? 'font-strong' : ''}`}
          >
            <span className="text-muted">{formats.number(rank)}</span>
            {/* A name written the other way begins where all do. */}
            <span className="truncate">
              <bdi>{name}</bdi>
            </span>
            <bdi>{formats.number(points)}</bdi>
          </li>
        ))}
      </ol>
      {more > 0 && <p className={`text-muted ${small}`}>{t('screen.more', { count: more })}</p>}
    </section>
  );
}
