import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { cohortActs, type CohortActs } from '../../../../tests/support/cohortActs.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { CohortLine, cohorts, CohortPlan } from '../contract.ts';
import * as courses from './courses.ts';
import { gateOf } from './gate.ts';
import { lessonPlans } from './plan.ts';

/** The plan of a cohort and what hangs on its days, on either database. */
export function planningSuite(open: OpenDatabase): void {
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

  const setPlan = (
    { cohortId, person }: Academy,
    rules: object[],
    by = person('ines'),
  ): Promise<CohortPlan> => rooms.perform(by, 'cohorts:set-plan', { cohortId, rules }) as Promise<CohortPlan>;
  const at = (day: number, minute = 540) => ({ day, minute });
  const planned = async (academy: Academy, key: string): Promise<(string | null)[]> => {
    const plan = (await lessonPlans(rooms.db.query, academy.cohortId)).get(academy.lesson(key))!;
    return [plan.opensAt, plan.dueAt].map((moment) => moment?.toISOString() ?? null);
  };

  describe('the plan', () => {
    test('CO30 a day counts from the first one, by the clocks of the zone; a lesson’s word comes before its module’s', async () => {
      const academy = await acts.aClass();
      expect(await planned(academy, 'a')).toEqual([null, null]);
      await setPlan(academy, [
        { moduleKey: 'module-1', opens: at(0), due: at(2, 1_439) },
        { lessonId: academy.lesson('b'), opens: null, due: at(-1, 0) },
      ]);
      // Spring in Lagos, an hour ahead of UTC, from 9 June 2026.
      expect(await planned(academy, 'a')).toEqual(['2026-06-09T08:00:00.000Z', '2026-06-11T22:59:00.000Z']);
      expect(await planned(academy, 'b')).toEqual(['2026-06-09T08:00:00.000Z', '2026-06-07T23:00:00.000Z']);
      expect(await planned(academy, 'c')).toEqual([null, null]);
      await setPlan(academy, [{ moduleKey: 'module-1', opens: null, due: null }]);
      expect(await planned(academy, 'a')).toEqual([null, null]);
      expect(await planned(academy, 'b')).toEqual([null, '2026-06-07T23:00:00.000Z']);
    });

    test('CO30 staff write it down and everybody of the cohort hears of it; nobody plans what is not there', async () => {
      const academy = await acts.aClass(['amara']);
      const { cohortId } = academy;
      const rules = [{ lessonId: academy.lesson('a'), opens: at(1), due: null }];
      const plan = await setPlan(academy, rules);
      expect(plan.modules[0]!.lessons[0]).toMatchObject({ opens: at(1), due: null });
      expect(acts.told('plan:changed', `cohort/${cohortId}`)).toEqual([{ cohortId }]);
      expect(await outcomeOf(setPlan(academy, rules, academy.person('amara')))).toBe('forbidden');
      const foreign = await anAcademy(rooms);
      for (const rule of [{ lessonId: foreign.lesson('a') }, { moduleKey: 'module-9' }])
        expect(await outcomeOf(setPlan(academy, [{ ...rule, opens: at(0), due: null }]))).toBe('not_found');
    });

    test('CO30 it outlives a new version of the course, lesson by lesson', async () => {
      const academy = await acts.aClass();
      await setPlan(academy, [{ lessonId: academy.lesson('a'), opens: at(3), due: null }]);
      await academy.publish([['c'], ['new', 'a']]);
      expect(await planned(academy, 'a')).toEqual(['2026-06-12T08:00:00.000Z', null]);
      expect(await planned(academy, 'new')).toEqual([null, null]);
    });
  });

  describe('the gate', () => {
    const gateFor = async (
      academy: Academy,
      who: Person,
      ...done: string[]
    ): Promise<Record<string, string>> => {
      const gate = gateOf({ completed: async () => new Set(done.map(academy.lesson)) });
      const gates = await gate.of(rooms.db.query, who, academy.cohortId);
      return Object.fromEntries(
        ['a', 'b', 'c'].map((key) => [key, gates.get(academy.lesson(key))?.state ?? 'missing']),
      );
    };
    const days = (from: string): number => Math.round((Date.now() - Date.parse(from)) / 86_400_000);

    test('CO31 a lesson opens at its moment and after those that come before it; to staff all are open', async () => {
      const academy = await acts.aClass(['amara']);
      const { person, organisationId } = academy;
      const today = days('2026-06-09');
      await setPlan(academy, [
        { lessonId: academy.lesson('a'), opens: at(today - 2), due: null },
        { lessonId: academy.lesson('b'), opens: at(today + 2), due: null },
      ]);
      expect(await gateFor(academy, person('amara'))).toEqual({ a: 'open', b: 'not-yet', c: 'open' });
      for (const staff of ['ines', 'paula'])
        expect(await gateFor(academy, person(staff))).toEqual({ a: 'open', b: 'open', c: 'open' });

      await rooms.log.write((write) =>
        courses.publish(write, {
          organisationId,
          key: 'course',
          title: 'The course',
          summary: '',
          digest: 'with an order',
          modules: [
            {
              key: 'module-1',
              title: 'Module 1',
              summary: '',
              lessons: [
                { key: 'a', title: 'A', kind: 'text', minutes: 1 },
                { key: 'b', title: 'B', kind: 'text', minutes: 1, after: ['a'] },
                { key: 'c', title: 'C', kind: 'text', minutes: 1, after: ['a', 'b', 'gone'] },
              ],
            },
          ],
        }),
      );
      expect(await gateFor(academy, person('amara'))).toEqual({ a: 'open', b: 'not-yet', c: 'after' });
      expect(await gateFor(academy, person('amara'), 'a')).toEqual({ a: 'open', b: 'not-yet', c: 'after' });
      expect(await gateFor(academy, person('amara'), 'a', 'b')).toEqual({
        a: 'open',
        b: 'not-yet',
        c: 'open',
      });
    });
  });

  describe('moving', () => {
    const preview = ({ cohortId, person }: Academy, days: number) =>
      rooms.look(person('ines'), 'cohorts:move-preview', { cohortId, days }) as Promise<
        ViewData<typeof cohorts, 'cohorts:move-preview'>
      >;
    const move = ({ cohortId, person }: Academy, days: number, startsOn = '2026-06-09') =>
      rooms.perform(person('ines'), 'cohorts:move', { cohortId, days, startsOn });

    test('CO32 what the preview says is what happens, in every place', async () => {
      const academy = await acts.aClass(['amara', 'jonas']);
      const { cohortId, person } = academy;
      // Lisbon’s clocks go back on 25 October: the face of the clock stays, the instant does not.
      await rooms.perform(person('ines'), 'cohorts:edit', { cohortId, zone: 'Europe/Lisbon' });
      await setPlan(academy, [{ moduleKey: 'module-1', opens: at(0), due: at(4) }]);
      const expiresOn = '2026-07-01';
      await rooms.perform(person('ines'), 'cohorts:set-expiry', {
        cohortId,
        userIds: [person('amara').userId],
        expiresOn,
      });
      const before = await preview(academy, 140);
      expect(before).toMatchObject({ startsOn: '2026-10-27', endsOn: '2026-10-28' });
      expect(before.places).toEqual([
        { userId: person('amara').userId, name: 'amara', before: expiresOn, after: '2026-11-18' },
      ]);
      expect(before.lessons).toHaveLength(4);
      rooms.announced.length = 0;

      expect(await move(academy, 140)).toMatchObject({ startsOn: '2026-10-27', endsOn: '2026-10-28' });

      for (const { id, what, after } of before.lessons) {
        const plan = (await lessonPlans(rooms.db.query, cohortId)).get(id)!;
        expect((what === 'opens' ? plan.opensAt : plan.dueAt)?.toISOString()).toBe(after);
      }
      expect(await planned(academy, 'a')).toEqual(['2026-10-27T09:00:00.000Z', '2026-10-31T09:00:00.000Z']);
      expect((await acts.lines(academy)).find(({ name }) => name === 'amara')?.expiresOn).toBe('2026-11-18');
      expect(acts.told('cohort:changed', `cohort/${cohortId}`)).toMatchObject([{ startsOn: '2026-10-27' }]);
      expect(acts.told('plan:changed', `cohort/${cohortId}/staff`)).toHaveLength(1);
      expect(await acts.acts(academy)).toContain('cohorts:move');
    });

    test('CO32 moved by two at once, it moves once', async () => {
      const academy = await acts.aClass();
      const outcomes = await Promise.all([outcomeOf(move(academy, 7)), outcomeOf(move(academy, 7))]);
      expect(outcomes.sort()).toEqual(['conflict', 'done']);
      expect(await preview(academy, 0)).toMatchObject({ startsOn: '2026-06-16' });
    });
  });

  describe('a cohort itself', () => {
    test('CO33 a clone has the plan, the length, the capacity and the zone, and nobody of the people', async () => {
      const academy = await acts.aClass(['amara']);
      const { cohortId, person, organisationId } = academy;
      await acts.limit(academy, 12);
      await setPlan(academy, [
        { moduleKey: 'module-1', opens: at(0), due: null },
        { lessonId: academy.lesson('c'), opens: at(2), due: at(5) },
      ]);
      rooms.announced.length = 0;
      const wanted = { cohortId, title: 'Autumn', startsOn: '2026-10-01' };
      expect(await outcomeOf(rooms.perform(person('ines'), 'cohorts:clone', wanted))).toBe('forbidden');
      const line = (await rooms.perform(person('paula'), 'cohorts:clone', wanted)) as CohortLine;
      expect(line).toMatchObject({ title: 'Autumn', startsOn: '2026-10-01', endsOn: '2026-10-02' });
      expect(acts.told('cohort:created', `org/${organisationId}`)).toEqual([
        { cohortId: line.id, title: 'Autumn', clonedFrom: cohortId },
      ]);
      const there = { ...academy, cohortId: line.id };
      expect(await planned(there, 'a')).toEqual(['2026-10-01T08:00:00.000Z', null]);
      expect(await planned(there, 'c')).toEqual(['2026-10-03T08:00:00.000Z', '2026-10-06T08:00:00.000Z']);
      expect(await acts.lines(there, person('paula'))).toEqual([]);
      const view = await rooms.look(person('paula'), 'cohorts:enrolments', { cohortId: line.id });
      expect(view).toMatchObject({ cohort: { capacity: 12 } });
    });

    test('CO34 what is changed of a cohort is told to everybody who has to do with it', async () => {
      const academy = await acts.aClass(['amara']);
      const { cohortId, person, organisationId } = academy;
      await acts.limit(academy, 1);
      const tom = await academy.stranger('tom');
      await acts.enrol(academy, tom);
      rooms.announced.length = 0;
      const edit = (more: object) => rooms.perform(person('ines'), 'cohorts:edit', { cohortId, ...more });
      const facts = await edit({ title: 'Summer', zone: 'Europe/Lisbon' });
      expect(facts).toMatchObject({ cohortId, title: 'Summer', zone: 'Europe/Lisbon', capacity: 1 });
      const topics = [
        `cohort/${cohortId}`,
        `cohort/${cohortId}/staff`,
        `org/${organisationId}`,
        `user/${tom.userId}`,
      ];
      for (const topic of topics) expect(acts.told('cohort:changed', topic)).toEqual([facts]);
      rooms.announced.length = 0;
      expect(await edit({ title: 'Summer' })).toEqual(facts);
      expect(rooms.announced).toEqual([]);
      expect(await outcomeOf(edit({ endsOn: '2026-06-01' }))).toBe('invalid');
      expect(await outcomeOf(edit({ capacity: 0 }))).toBe('invalid');
    });

    test('CO39 cohorts of one course share its lessons and nothing else', async () => {
      const academy = await acts.aClass(['amara']);
      const { person } = academy;
      const second = await academy.openCohort('Autumn');
      const tom = await academy.stranger('tom');
      await rooms.perform(person('paula'), 'cohorts:enrol', { cohortId: second, userId: tom.userId });
      const [here, there] = [academy.cohortId, second];
      for (const view of ['progress:outline', 'lessons:overview']) {
        expect(await outcomeOf(rooms.look(person('amara'), view, { cohortId: there }))).toBe('not_found');
        expect(await outcomeOf(rooms.look(tom, view, { cohortId: here }))).toBe('not_found');
      }
      for (const view of ['enrolments', 'invitations', 'plan', 'roster']) {
        expect(await outcomeOf(rooms.look(person('ines'), `cohorts:${view}`, { cohortId: there }))).toBe(
          'not_found',
        );
        expect(await outcomeOf(rooms.look(tom, `cohorts:${view}`, { cohortId: there }))).toBe('forbidden');
      }
      expect(JSON.stringify(await rooms.look(tom, 'progress:outline', { cohortId: there }))).not.toContain(
        'amara',
      );
    });
  });
}
