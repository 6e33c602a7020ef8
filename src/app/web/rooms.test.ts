import { expect, test } from 'vitest';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';
import { cohortsLive } from '#features/cohorts/web/reduce.ts';
import { identityLive } from '#features/identity/web/reduce.ts';
import { bellRooms } from './bellRooms.ts';
import { chatRooms } from './chatRooms.ts';
import { homeRooms } from './homeRooms.ts';
import { laterRooms } from './laterRooms.ts';
import { sessionRooms } from './sessionRooms.ts';

const firstRooms = [identityLive, cohortsLive];

/** Events that a view of these rooms follows, and that none of them tells. */
function unheard(rooms: readonly LiveRoom[]): string[] {
  const told = new Set(rooms.flatMap(({ contract }) => Object.keys(contract.events)));
  return rooms
    .flatMap(({ contract }) => Object.values(contract.views))
    .flatMap(({ follows }) => follows as readonly string[])
    .filter((type) => !told.has(type));
}

test('rooms that come together bring all that their views follow', () => {
  expect(unheard(firstRooms)).toEqual([]);
  expect(unheard([...firstRooms, ...homeRooms])).toEqual([]);
  expect(unheard([...firstRooms, ...sessionRooms])).toEqual([]);
  expect(unheard([...firstRooms, ...chatRooms])).toEqual([]);
  expect(unheard([...firstRooms, ...bellRooms])).toEqual([]);
  expect(unheard([...firstRooms, ...laterRooms])).toEqual([]);
});
