import type { ReactNode } from 'react';
import { BoardOnScreen } from '#features/leaderboard/web/BoardOnScreen.tsx';
import { BoardView, type BoardViewProps, type ShownBoard } from '#features/leaderboard/web/BoardView.tsx';
import { AdjustForm } from '#features/leaderboard/web/host/AdjustForm.tsx';
import { AdjustmentsView } from '#features/leaderboard/web/host/Adjustments.tsx';
import { HostBoard, type HostBoardProps } from '#features/leaderboard/web/host/HostBoard.tsx';
import { OwnEntriesView } from '#features/leaderboard/web/OwnEntries.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import * as fixture from './leaderboardFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};
const page = (element: ReactNode): ReactNode => (
  <div className="grid max-w-form grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    {element}
  </div>
);

const board = (view: View<ShownBoard>, more: Partial<BoardViewProps> = {}): ReactNode =>
  page(
    <BoardView
      of="session"
      view={view}
      name="Amara Okafor"
      acting={{ state: 'ready' }}
      onTakePart={nothing}
      onTakeName={nothing}
      entries={<OwnEntriesView entries={full({ entries: fixture.entries })} />}
      {...more}
    />,
  );

type HostView = HostBoardProps['view'];
const host = (view: HostView, more: Partial<HostBoardProps> = {}): ReactNode =>
  page(
    <HostBoard
      view={view}
      acting={{ state: 'ready' }}
      students={fixture.students}
      onSwitch={nothing}
      onPutUp={nothing}
      onAdjust={async () => true}
      adjustments={<AdjustmentsView adjustments={full({ adjustments: fixture.adjustments })} />}
      {...more}
    />,
  );
const hosted = (more: object = {}): HostView =>
  full({ isOn: true, isUp: false, board: fixture.board, ...more });

/** What is one press away for staff. */
const ledger = (adjustments: View<{ adjustments: typeof fixture.adjustments }>): ReactNode =>
  page(
    <>
      <h2 className="text-section">Leaderboard</h2>
      <AdjustForm
        students={fixture.students}
        acting={{ state: 'failed', sentence: 'The leaderboard of this session is off.' }}
        onAdjust={async () => false}
        start={{ personId: 'jonas', points: '-250', reason: 'The second quiz had two right answers.' }}
      />
      <AdjustmentsView adjustments={adjustments} />
    </>,
  );

/** Points as those who take part, their staff, and a room's wall have them. */
export function leaderboardScenes(
  inside: Inside,
  onWall: (front: ReactNode) => Placed,
  failed: View<never>,
): Record<string, Placed> {
  const at = (element: ReactNode): Placed => inside('/live/session', element);
  const atDesk = (element: ReactNode): Placed => inside('/live/session/host', element, 'staff');
  const { shown, empty } = fixture;
  const below = { points: 520 };
  return {
    'leaderboard-loading': at(board(loading)),
    'leaderboard-failed': at(board(failed)),
    'leaderboard-empty': at(board(full(shown({ points: null }, { board: empty })))),
    leaderboard: at(board(full(shown()))),
    'leaderboard-below': at(board(full(shown(below)))),
    'leaderboard-none': at(board(full(shown({ points: null })))),
    'leaderboard-out': at(board(full(shown({ takesPart: false, points: null })))),
    'leaderboard-made-up': at(board(full(shown({ pseudonym: 'Quiet Otter', points: 2_640 })))),
    'leaderboard-not-done': at(
      board(full(shown()), { acting: { state: 'failed', sentence: 'Stoa cannot be reached right now.' } }),
    ),
    'leaderboard-watched': inside(
      '/live/session',
      board(full(shown({}, { own: null })), { entries: undefined }),
      'staff',
    ),
    'leaderboard-cohort': at(board(full(shown(below)), { of: 'cohort', entries: undefined })),
    'leaderboard-entries': at(page(<OwnEntriesView entries={full({ entries: fixture.entries })} />)),
    'leaderboard-entries-none': at(page(<OwnEntriesView entries={full({ entries: [] })} />)),
    'leaderboard-entries-failed': at(page(<OwnEntriesView entries={failed} />)),
    'leaderboard-host-loading': atDesk(host(loading)),
    'leaderboard-host': atDesk(host(hosted())),
    'leaderboard-host-up': atDesk(host(hosted({ isUp: true }))),
    'leaderboard-host-off': atDesk(host(hosted({ isOn: false, board: empty }))),
    'leaderboard-host-empty': atDesk(host(hosted({ board: empty }))),
    'leaderboard-adjust': atDesk(ledger(full({ adjustments: fixture.adjustments }))),
    'leaderboard-adjust-none': atDesk(ledger(full({ adjustments: [] }))),
    'leaderboard-adjust-failed': atDesk(ledger(failed)),
    'screen-leaderboard': onWall(<BoardOnScreen board={fixture.board} />),
    'screen-leaderboard-empty': onWall(<BoardOnScreen board={empty} />),
  };
}
