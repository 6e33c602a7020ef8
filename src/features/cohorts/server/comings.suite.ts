import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf } from '../../../../tests/support/academy.ts';
import { cohortActs, type CohortActs } from '../../../../tests/support/cohortActs.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { EnrolmentLine } from '../contract.ts';
import { endExpired } from './enrolments.ts';

/** Coming, waiting, pausing, ending and going elsewhere, on either database. */
export function comingsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let acts: CohortActs;
  beforeAll(async () => {
    rooms = await openRooms(open);
    acts = cohortActs(rooms);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('paused and finished', () => {
    test('CO16 a place goes from one state to another only where there is a way', async () => {
      const academy = await acts.aClass(['amara']);
      const amara = academy.person('amara');
      expect(await acts.change(academy, 'resume', amara)).toEqual(['unchanged']);
      expect(await acts.change(academy, 'pause', amara)).toEqual(['done']);
      expect(await acts.change(academy, 'pause', amara)).toEqual(['unchanged']);
      expect(await acts.change(academy, 'finish', amara)).toEqual(['done']);
      expect(await acts.change(academy, 'pause', amara)).toEqual(['refused']);
      expect(await acts.change(academy, 'resume', amara)).toEqual(['done']);
      expect(await acts.change(academy, 'remove', amara)).toEqual(['done']);
      expect(await acts.change(academy, 'resume', amara)).toEqual(['refused']);
      expect(await acts.change(academy, 'finish', amara)).toEqual(['refused']);
      expect(await acts.change(academy, 'pause', academy.person('ines'))).toEqual(['refused']);
    });

    test('CO17 who is paused or finished looks at everything and changes nothing', async () => {
      const academy = await acts.aClass(['amara']);
      const { cohortId, lesson } = academy;
      const amara = academy.person('amara');
      const complete = () =>
        outcomeOf(rooms.perform(amara, 'progress:complete', { cohortId, lessonId: lesson('a') }));
      for (const change of ['pause', 'finish']) {
        await acts.change(academy, change, amara);
        expect(await complete()).toBe('forbidden');
        for (const view of ['progress:outline', 'lessons:overview'])
          expect(await outcomeOf(rooms.look(amara, view, { cohortId }))).toBe('done');
        const me = await acts.me(amara);
        expect(me.cohorts).toMatchObject([{ id: cohortId, role: 'student' }]);
        await acts.change(academy, 'resume', amara);
      }
      expect(await complete()).toBe('done');
    });

    test('CO17 in a cohort that was put away administrators alone act, and everybody looks', async () => {
      const academy = await acts.aClass(['amara']);
      const { cohortId, lesson, person } = academy;
      const archive = (archived: boolean, by = person('paula')) =>
        outcomeOf(rooms.perform(by, 'cohorts:archive', { cohortId, archived }));
      expect(await archive(true, person('ines'))).toBe('forbidden');
      expect(await archive(true)).toBe('done');
      const lessonId = lesson('a');
      expect(
        await outcomeOf(rooms.perform(person('amara'), 'progress:complete', { cohortId, lessonId })),
      ).toBe('forbidden');
      expect(await outcomeOf(acts.remove(academy, person('amara')))).toBe('forbidden');
      expect(await outcomeOf(rooms.look(person('amara'), 'progress:outline', { cohortId }))).toBe('done');
      expect(await acts.lines(academy)).toHaveLength(2);
      expect(await archive(false)).toBe('done');
      expect(
        await outcomeOf(rooms.perform(person('amara'), 'progress:complete', { cohortId, lessonId })),
      ).toBe('done');
    });
  });

  describe('room', () => {
    test('CO18 CO19 who finds no room waits, and comes in, in order, as soon as a place is free', async () => {
      const academy = await acts.aClass(['amara', 'jonas']);
      await acts.limit(academy, 2);
      const waiting: Person[] = [];
      for (const name of ['tom', 'uma', 'vic']) {
        waiting.push(await academy.stranger(name));
        expect((await acts.enrol(academy, waiting.at(-1)!)).state).toBe('waiting');
      }
      expect(await acts.waiting(academy)).toEqual(['tom', 'uma', 'vic']);
      rooms.announced.length = 0;

      await acts.remove(academy, academy.person('amara'));

      expect(await acts.waiting(academy)).toEqual(['uma', 'vic']);
      const [tom, uma] = waiting as [Person, Person];
      expect(
        acts.told<{ enrolment: EnrolmentLine }>('enrolment:changed', `user/${tom.userId}`),
      ).toMatchObject([{ enrolment: { state: 'active', ticket: null } }]);
      expect(acts.told('waiting:moved', `user/${uma.userId}`)).toEqual([
        { cohortId: academy.cohortId, waitingPlace: 1 },
      ]);
      const { user, cohorts } = await acts.me(tom);
      expect(cohorts).toMatchObject([{ id: academy.cohortId, state: 'active' }]);
      expect(await acts.mailsTo(user.email)).toMatchObject([{ subject: 'You have a place in Spring' }]);
    });

    test('CO19 finishing, transfer and a raised capacity make room; pausing keeps the place', async () => {
      const academy = await acts.aClass(['amara', 'jonas', 'kim']);
      await acts.limit(academy, 3);
      const other = await academy.openCohort('Autumn');
      const paula = academy.person('paula');
      for (const name of ['tom', 'uma', 'vic', 'wes'])
        await acts.enrol(academy, await academy.stranger(name));
      await acts.change(academy, 'pause', academy.person('amara'));
      expect(await acts.waiting(academy)).toEqual(['tom', 'uma', 'vic', 'wes']);
      await acts.change(academy, 'finish', academy.person('amara'));
      expect(await acts.waiting(academy)).toEqual(['uma', 'vic', 'wes']);
      const userIds = [academy.person('jonas').userId];
      await rooms.perform(paula, 'cohorts:transfer', {
        cohortId: academy.cohortId,
        userIds,
        toCohortId: other,
      });
      expect(await acts.waiting(academy)).toEqual(['vic', 'wes']);
      await acts.limit(academy, 4);
      expect(await acts.waiting(academy)).toEqual(['wes']);
      await acts.limit(academy, null);
      expect(await acts.waiting(academy)).toEqual([]);
    });

    test('CO18 a capacity below what is taken is refused, and who has finished comes back only to a free place', async () => {
      const academy = await acts.aClass(['amara', 'jonas']);
      expect(await outcomeOf(acts.limit(academy, 1))).toBe('conflict');
      await acts.limit(academy, 2);
      await acts.enrol(academy, await academy.stranger('tom'));
      await acts.change(academy, 'finish', academy.person('amara'));
      expect(await acts.states(academy)).toContain('tom: active');
      expect(await acts.change(academy, 'resume', academy.person('amara'))).toEqual(['refused']);
      expect(await acts.states(academy)).toContain('amara: finished');
    });

    test('CO18 the database itself takes no more than the capacity', async () => {
      const academy = await acts.aClass(['amara']);
      await acts.limit(academy, 1);
      const overfill = sql`update cohort_places set taken = 2 where cohort_id = ${academy.cohortId}`;
      await expect(overfill.execute(rooms.db.query)).rejects.toThrow(/check/);
    });

    test('CO20 who waits knows their number, and leaves the row by their own wish', async () => {
      const academy = await acts.aClass(['amara']);
      await acts.limit(academy, 1);
      const [tom, uma] = [await academy.stranger('tom'), await academy.stranger('uma')];
      await acts.enrol(academy, tom);
      await acts.enrol(academy, uma);
      expect((await acts.me(uma)).pending).toMatchObject([
        { id: academy.cohortId, state: 'waiting', waitingPlace: 2 },
      ]);
      const leave = { cohortId: academy.cohortId, coming: false };
      expect(await rooms.perform(tom, 'cohorts:answer', leave)).toEqual({ state: 'removed' });
      expect((await acts.me(uma)).pending).toMatchObject([{ waitingPlace: 1 }]);
      expect((await acts.me(tom)).pending).toEqual([]);
      expect(await outcomeOf(rooms.perform(academy.person('amara'), 'cohorts:answer', leave))).toBe(
        'conflict',
      );
      expect(await outcomeOf(rooms.perform(await academy.stranger('xia'), 'cohorts:answer', leave))).toBe(
        'not_found',
      );
    });
  });

  describe('many at once', () => {
    test('CO21 many are changed by one command, each judged alone', async () => {
      const academy = await acts.aClass(['amara', 'jonas', 'kim']);
      await acts.change(academy, 'finish', academy.person('jonas'));
      const stranger = await academy.stranger('tom');
      const who = [...['amara', 'jonas', 'kim', 'ines'].map(academy.person), stranger];
      expect(await acts.change(academy, 'pause', ...who)).toEqual([
        'done',
        'refused',
        'done',
        'refused',
        'refused',
      ]);
      expect(await acts.states(academy)).toEqual([
        'amara: paused',
        'ines: active',
        'jonas: finished',
        'kim: paused',
      ]);
      expect((await acts.acts(academy)).filter((act) => act === 'cohorts:pause')).toHaveLength(2);
    });

    test('CO21 CO8 the last instructor among many stays', async () => {
      const academy = await acts.aClass(['amara']);
      const who = [academy.person('ines'), academy.person('amara')];
      expect(await acts.change(academy, 'remove', ...who)).toEqual(['refused', 'done']);
    });
  });

  describe('a last day', () => {
    const expire = () => endExpired(rooms.db.query, rooms.log, {});
    const lastDay = (
      academy: Awaited<ReturnType<typeof anAcademy>>,
      expiresOn: string | null,
      ...who: Person[]
    ) =>
      rooms.perform(academy.person('ines'), 'cohorts:set-expiry', {
        cohortId: academy.cohortId,
        userIds: who.map(({ userId }) => userId),
        expiresOn,
      });
    /** The day that it is now where the academies are, Africa/Lagos. */
    const lagosDay = (daysAgo: number): string =>
      new Date(Date.now() + 3_600_000 - daysAgo * 86_400_000).toISOString().slice(0, 10);

    test('CO22 a place ends when its last day is over, once, and the next one moves up', async () => {
      const academy = await acts.aClass(['amara', 'jonas', 'kim']);
      await acts.limit(academy, 3);
      const [amara, jonas, kim] = ['amara', 'jonas', 'kim'].map(academy.person) as [Person, Person, Person];
      await acts.enrol(academy, await academy.stranger('tom'));
      await lastDay(academy, lagosDay(1), amara);
      await lastDay(academy, lagosDay(0), jonas);
      await lastDay(academy, lagosDay(1), kim);
      await lastDay(academy, null, kim);
      rooms.announced.length = 0;
      await Promise.all([expire(), expire()]);
      expect(await acts.states(academy)).toEqual([
        'amara: finished',
        'ines: active',
        'jonas: active',
        'kim: active',
        'tom: active',
      ]);
      expect(acts.told('enrolment:changed', `user/${amara.userId}`)).toHaveLength(1);
    });

    test('CO22 who comes back after it has no last day any more', async () => {
      const academy = await acts.aClass(['amara']);
      const amara = academy.person('amara');
      await lastDay(academy, lagosDay(1), amara);
      await expire();
      await acts.change(academy, 'resume', amara);
      await expire();
      const [line] = await acts.lines(academy);
      expect((await acts.lines(academy)).find(({ name }) => name === 'amara')).toMatchObject({
        state: 'active',
        expiresOn: null,
      });
      expect(line).toBeDefined();
    });
  });

  describe('transfer', () => {
    const transfer = (by: Person, cohortId: string, toCohortId: string, ...who: Person[]) =>
      rooms.perform(by, 'cohorts:transfer', {
        cohortId,
        toCohortId,
        userIds: who.map(({ userId }) => userId),
      }) as Promise<{ people: { outcome: string; enrolment: EnrolmentLine }[] }>;

    test('CO23 a student moves to another cohort; the old place says where to, and rooms hear of it', async () => {
      const academy = await acts.aClass(['amara']);
      const [amara, paula] = [academy.person('amara'), academy.person('paula')];
      const to = await academy.openCohort('Autumn');
      rooms.announced.length = 0;
      const { people } = await transfer(paula, academy.cohortId, to, amara);
      expect(people).toMatchObject([{ outcome: 'done', enrolment: { state: 'removed', movedTo: to } }]);
      const told = acts.told<Record<string, string>>('enrolment:transferred', `cohort/${to}/staff`);
      expect(told).toMatchObject([{ userId: amara.userId, fromCohortId: academy.cohortId, toCohortId: to }]);
      expect((await acts.me(amara)).cohorts.map(({ id }) => id)).toEqual([to]);
      expect(await acts.acts(academy)).toContain('cohorts:transfer');

      await transfer(paula, to, academy.cohortId, amara);
      expect((await acts.lines(academy)).find(({ name }) => name === 'amara')).toMatchObject({
        state: 'active',
        movedTo: null,
      });
    });

    test('CO23 only between cohorts that the actor runs, of one organisation, and never to a row to wait in', async () => {
      const academy = await acts.aClass(['amara', 'jonas']);
      const [ines, paula, amara] = ['ines', 'paula', 'amara'].map(academy.person) as [Person, Person, Person];
      const to = await academy.openCohort('Autumn');
      const elsewhere = await anAcademy(rooms, { admins: ['otto'] });
      const outcome = (by: Person, cohortId: string) =>
        outcomeOf(transfer(by, academy.cohortId, cohortId, amara));
      expect(await outcome(ines, to)).toBe('forbidden');
      expect(await outcome(paula, elsewhere.cohortId)).toBe('forbidden');
      expect(await outcome(paula, '01a20fe5-c5c0-7000-8e12-e3a32ad9375b')).toBe('not_found');
      expect(await outcome(paula, academy.cohortId)).toBe('conflict');

      await rooms.perform(paula, 'cohorts:edit', { cohortId: to, capacity: 1 });
      const { people } = await transfer(paula, academy.cohortId, to, amara, academy.person('jonas'));
      expect(people.map((one) => one.outcome)).toEqual(['done', 'refused']);
      expect(await acts.states(academy)).toContain('jonas: active');
    });

    test('CO23 two transfers that cross each other both come to their end', async () => {
      const academy = await acts.aClass(['amara']);
      const paula = academy.person('paula');
      const to = await academy.openCohort('Autumn');
      const tom = await academy.stranger('tom');
      await rooms.perform(paula, 'cohorts:enrol', { cohortId: to, userId: tom.userId });
      for (let round = 0; round < 4; round++) {
        const [one, other] =
          round % 2 === 0 ? [academy.person('amara'), tom] : [tom, academy.person('amara')];
        const outcomes = await Promise.all([
          transfer(paula, academy.cohortId, to, one),
          transfer(paula, to, academy.cohortId, other),
        ]);
        expect(outcomes.map(({ people }) => people[0]!.outcome)).toEqual(['done', 'done']);
      }
    });
  });
}
