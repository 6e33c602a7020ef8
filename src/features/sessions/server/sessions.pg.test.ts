import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Write } from '#platform/server/log/log.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aSessionClass, type SessionClass } from '../../../../tests/support/liveSessions.ts';
import { orderOf } from '../../../../tests/support/locks.ts';
import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { openRooms, type Rooms } from '../../../../tests/support/rooms.ts';
import { attend } from './attendance.ts';
import { attendanceSuite } from './attendance.suite.ts';
import { calendarSuite } from './calendar.suite.ts';
import { guestsSuite } from './guests.suite.ts';
import { start } from './running.ts';
import { sessionsSuite } from './sessions.suite.ts';

await onPostgres((open) => {
  sessionsSuite(open);
  attendanceSuite(open);
  calendarSuite(open);
  guestsSuite(open);

  describe('at the same moment', () => {
    let rooms: Rooms;
    beforeAll(async () => {
      rooms = await openRooms(open);
    });
    afterAll(() => rooms.close());

    const doing =
      (school: SessionClass, name: string, act: typeof start | typeof attend) =>
      ({ tx, tell }: Write): Promise<unknown> =>
        act({ tx, tell, actor: school.person(name) } as CommandContext, { sessionId: school.sessionId });

    test('SE2 a second beginning waits for the first, and is refused', async () => {
      const school = await aSessionClass(rooms);
      let second = '';
      const again = async (): Promise<void> => {
        second = await outcomeOf(school.act('omar', 'session:start'));
      };
      expect(await orderOf(rooms, doing(school, 'ines', start), again)).toEqual(['first', 'second']);
      expect(second).toBe('conflict');
    });

    test('SE11 the end waits for whoever comes in, and ends that stay too', async () => {
      const school = await aSessionClass(rooms);
      await school.asStaff('session:start');
      const ending = () => school.asStaff('session:end');
      expect(await orderOf(rooms, doing(school, 'amara', attend), ending)).toEqual(['first', 'second']);
      expect((await school.console()).here).toEqual([]);
      expect((await school.attendance()).people[0]).toMatchObject({ inSince: null });
    });

    test('SE11 two windows that come in at once are one stay', async () => {
      const school = await aSessionClass(rooms);
      await school.asStaff('session:start');
      const other = () => school.attend('amara');
      await orderOf(rooms, doing(school, 'amara', attend), other);
      expect((await school.console()).here).toHaveLength(1);
    });
  });
});
