import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#platform/server/db/database.ts';
import { runQuizModel, situations, stepKinds } from '../bench/proofs/quizModel.ts';
import { openRooms, type OpenDatabase, type Rooms } from './support/rooms.ts';

/** The short form of `npm run proof -- quiz`, from seeds that stay. */
export function quizModelSuite(open: OpenDatabase, seeds: readonly number[]): void {
  let db: Database;
  const opened: Rooms[] = [];
  /** Rooms over the one database: what a process held is gone with its rooms. */
  const roomsAnew = async (): Promise<Rooms> => {
    const rooms = await openRooms(async (migrations) => {
      db ??= await open(migrations);
      return { ...db, close: async () => {} };
    });
    opened.push(rooms);
    return rooms;
  };
  beforeAll(async () => {
    await roomsAnew();
  });
  afterAll(async () => {
    for (const rooms of opened) await rooms.close();
    await db.close();
  });

  test('QZ9 QZ13 QZ14 QZ15 QZ16 whatever happens to attempts, nothing is lost, and each is graded once', async () => {
    const happened = new Set<string>();
    const met = new Set<string>();
    for (const seed of seeds) {
      const run = await runQuizModel(opened.at(-1)!, { runs: 20, most: 50, seed, reopen: roomsAnew });
      for (const kind of run.happened.keys()) happened.add(kind);
      for (const situation of run.met) met.add(situation);
    }
    expect([...happened].sort()).toEqual([...stepKinds]);
    expect([...met].sort()).toEqual([...situations]);
  }, 120_000);
}
