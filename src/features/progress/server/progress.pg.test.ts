import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { gateOf } from '#features/cohorts/server/gate.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Write } from '#platform/server/log/log.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { orderOf } from '../../../../tests/support/locks.ts';
import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { openRooms, type Rooms } from '../../../../tests/support/rooms.ts';
import { progressSuite } from './progress.suite.ts';
import { commandsOf } from './service.ts';
import { staysSuite } from './stays.suite.ts';
import { completedLessons } from './store.ts';

await onPostgres((open) => {
  progressSuite(open);
  staysSuite(open);

  describe('while a completion is under way', () => {
    let rooms: Rooms;
    beforeAll(async () => {
      rooms = await openRooms(open);
    });
    afterAll(() => rooms.close());

    const gate = gateOf({ completed: completedLessons });
    const { complete } = commandsOf({ gate, quizzesIn: async () => [] });
    const completing =
      ({ cohortId, lesson, person }: Academy) =>
      ({ tx, tell }: Write) =>
        complete({ tx, tell, actor: person('amara') } as CommandContext, { cohortId, lessonId: lesson('a') });

    test('PR5 a removal waits for it', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const remove = () =>
        rooms.perform(academy.person('ines'), 'cohorts:remove', {
          cohortId: academy.cohortId,
          userId: academy.person('amara').userId,
        });
      expect(await orderOf(rooms, completing(academy), remove)).toEqual(['first', 'second']);
    });

    test('PR9 a new version waits for it', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'] });
      const publish = () => academy.publish([['a', 'b', 'c', 'd']]);
      expect(await orderOf(rooms, completing(academy), publish)).toEqual(['first', 'second']);
    });

    test('PR2 the same completion from another tab waits for it, and tells nothing', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'] });
      rooms.announced.length = 0;
      const again = () =>
        rooms.perform(
          academy.person('amara'),
          'progress:complete',
          { cohortId: academy.cohortId, lessonId: academy.lesson('a') },
          newId(),
        );
      expect(await orderOf(rooms, completing(academy), () => outcomeOf(again()))).toEqual([
        'first',
        'second',
      ]);
      expect(rooms.announced).toHaveLength(3);
    });
  });
});
