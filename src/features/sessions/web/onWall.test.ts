import { expect, test } from 'vitest';
import { onWall, type Up } from './onWall.ts';

const startsAt = '2026-06-09T08:00:00.000Z';
const atMs = (clock: string): number => Date.parse(`2026-06-09T${clock}Z`);
const agenda = (['Welcome', 'Exercise'] as const).map((title) => ({
  ...{ id: title, title, minutes: 10 },
  kind: 'talk' as const,
}));
type State = 'scheduled' | 'rehearsal' | 'live' | 'ended' | 'cancelled';
const session = (state: State, currentItemId: string | null = null) => ({
  ...{ state, startsAt, agenda, currentItemId },
});
const open = { state: 'open' as const };
const closed = { state: 'closed' as const };

/** Everything that rooms can have up at once. */
const combinations = [undefined, open, closed].flatMap((poll) =>
  [undefined, 'board'].flatMap((board) =>
    [undefined, 'question'].flatMap((question) =>
      [null, 'Welcome', 'gone'].map((itemId) => ({ up: { poll, board, question }, itemId })),
    ),
  ),
);

/** In words what the order is: the first of these that there is. */
function expected(
  { poll, board, question }: Up<{ state: 'open' | 'closed' }, string, string>,
  itemId: string | null,
) {
  if (poll === open) return 'poll';
  if (board) return 'board';
  if (question) return 'question';
  if (poll) return 'poll';
  return itemId === 'Welcome' ? 'item' : 'between';
}

test.each(['live', 'rehearsal'] as const)(
  'while it is %s: the open poll, the leaderboard, the question, the last poll, the item, and how one comes in',
  (state) => {
    expect(combinations).toHaveLength(36);
    for (const { up, itemId } of combinations)
      expect(onWall(session(state, itemId), atMs('08:05:00'), up).is).toBe(expected(up, itemId));
  },
);

test('whatever is up, the wall of a session that has not begun, or is over, shows nothing of it', () => {
  for (const { up } of combinations) {
    expect(onWall(session('scheduled'), atMs('07:29:59'), up)).toEqual({ is: 'planned' });
    expect(onWall(session('scheduled'), atMs('07:30:00'), up)).toEqual({ is: 'waiting-room' });
    expect(onWall(session('ended'), atMs('09:00:00'), up)).toEqual({ is: 'ended' });
    expect(onWall(session('cancelled'), atMs('07:00:00'), up)).toEqual({ is: 'cancelled' });
  }
});

test('what is shown comes with it: the poll, or the item with its place and the next one', () => {
  const now = atMs('08:05:00');
  expect(onWall(session('live'), now, { poll: closed })).toEqual({ is: 'poll', poll: closed });
  expect(onWall(session('live', 'Welcome'), now, {})).toEqual({
    is: 'item',
    item: { ...agenda[0], place: 1, of: 2 },
    next: agenda[1],
  });
  expect(onWall(session('live', 'Exercise'), now, {})).toMatchObject({ next: undefined });
});
