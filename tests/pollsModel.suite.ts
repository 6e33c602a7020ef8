import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPollsModel, stepKinds } from '../bench/proofs/pollsModel.ts';
import { openRooms, type OpenDatabase, type Rooms } from './support/rooms.ts';

/** The short form of `npm run proof -- polls`, from seeds that stay. */
export function pollsModelSuite(open: OpenDatabase, seeds: readonly number[]): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());

  test('PO4 PO5 PO7 PO8 PO9 PO12 PO13 PO19 whatever happens to polls, what is shown is that of the model', async () => {
    const happened = new Set<string>();
    for (const seed of seeds) {
      const run = await runPollsModel(rooms, { runs: 10, most: 50, seed });
      for (const kind of run.happened.keys()) happened.add(kind);
    }
    expect([...happened].sort()).toEqual([...stepKinds]);
  }, 180_000);
}
