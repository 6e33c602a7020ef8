import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anAcademy, outcomeOf } from '../../../../tests/support/academy.ts';
import { orderOf } from '../../../../tests/support/locks.ts';
import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { openRooms, type Rooms } from '../../../../tests/support/rooms.ts';
import type { EnrolmentLine } from '../contract.ts';
import { accessSuite } from './access.suite.ts';
import { cohortsSuite } from './cohorts.suite.ts';
import { comingsModelSuite } from './comings.model.suite.ts';
import { comingsSuite } from './comings.suite.ts';
import { remove } from './enrolments.ts';
import { invitationsSuite } from './invitations.suite.ts';
import { organisationsSuite } from './organisations.suite.ts';
import { planningSuite } from './planning.suite.ts';

await onPostgres((open) => {
  accessSuite(open);
  cohortsSuite(open);
  comingsSuite(open);
  comingsModelSuite(open, 25);
  invitationsSuite(open);
  planningSuite(open);
  organisationsSuite(open);

  describe('while a removal is under way', () => {
    let rooms: Rooms;
    beforeAll(async () => {
      rooms = await openRooms(open);
    });
    afterAll(() => rooms.close());

    test('CO7 what the removed instructor began meanwhile is refused', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines', 'omar'] });
      const { cohortId } = academy;
      const [amara, ines, omar] = [academy.person('amara'), academy.person('ines'), academy.person('omar')];
      let outcome = '';
      const order = await orderOf(
        rooms,
        (write) => remove({ ...write, actor: ines }, { cohortId, userId: omar.userId }),
        async () => {
          outcome = await outcomeOf(
            rooms.perform(omar, 'cohorts:remove', { cohortId, userId: amara.userId }),
          );
        },
      );
      expect(order).toEqual(['first', 'second']);
      expect(outcome).toBe('forbidden');
    });

    test('CO10 a new name does not bring the removed person back in the eyes of the staff', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const { cohortId } = academy;
      const [amara, ines] = [academy.person('amara'), academy.person('ines')];
      rooms.announced.length = 0;
      await orderOf(
        rooms,
        (write) => remove({ ...write, actor: ines }, { cohortId, userId: amara.userId }),
        () => rooms.perform(amara, 'identity:update-profile', { name: 'Amara Osei' }),
        'numbered',
      );
      const told = rooms.announced
        .filter(({ topic }) => topic === `cohort/${cohortId}/staff`)
        .sort((a, b) => a.seq - b.seq)
        .map(({ data }) => (JSON.parse(data) as { enrolment: EnrolmentLine }).enrolment);
      expect(told.map(({ state, name }) => [state, name])).toEqual([
        ['removed', 'amara'],
        ['removed', 'Amara Osei'],
      ]);
    });
  });
});
