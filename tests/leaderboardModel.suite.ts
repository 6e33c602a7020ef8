import { afterAll, beforeAll, expect, test } from 'vitest';
import { runLeaderboardModel, stepKinds } from '../bench/proofs/leaderboardModel.ts';
import { openRooms, type OpenDatabase, type Rooms } from './support/rooms.ts';

/** The short form of `npm run proof -- leaderboard`, from seeds that stay. */
export function leaderboardModelSuite(open: OpenDatabase, seeds: readonly number[]): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());

  test('LB2 LB4 LB5 LB6 LB7 LB8 LB9 LB10 LB11 whatever happens to boards, what is shown is that of the model', async () => {
    const happened = new Set<string>();
    for (const seed of seeds) {
      const run = await runLeaderboardModel(rooms, { runs: 6, most: 50, seed });
      for (const kind of run.happened.keys()) happened.add(kind);
    }
    expect([...happened].sort()).toEqual([...stepKinds]);
  }, 180_000);
}
