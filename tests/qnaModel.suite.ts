import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQnaModel, stepKinds } from '../bench/proofs/qnaModel.ts';
import { openRooms, type OpenDatabase, type Rooms } from './support/rooms.ts';

/** The short form of `npm run proof -- qna`, from seeds that stay. */
export function qnaModelSuite(open: OpenDatabase, seeds: readonly number[]): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());

  test('QA5 QA6 QA8 QA9 QA10 QA22 whatever happens to questions, states and votes are those of the model', async () => {
    const happened = new Set<string>();
    for (const seed of seeds) {
      const run = await runQnaModel(rooms, { runs: 30, most: 40, seed });
      for (const kind of run.happened.keys()) happened.add(kind);
    }
    expect([...happened].sort()).toEqual([...stepKinds]);
  }, 180_000);
}
