import { expect, test } from 'vitest';
import { openRooms, type OpenDatabase } from '../../tests/support/rooms.ts';
import { joinRound } from './join.ts';

/** Three rounds; `npm run proof -- join` makes twenty. */
export function joinSuite(open: OpenDatabase): void {
  test('CO18 CO19 fifty at once for the last ten places: ten come in, the others wait and come in in order', async () => {
    const rooms = await openRooms(open);
    try {
      for (let round = 0; round < 3; round++) {
        expect(await joinRound(rooms)).toEqual({ came: 10, waiting: 40, faults: [] });
      }
    } finally {
      await rooms.close();
    }
  }, 120_000);
}
