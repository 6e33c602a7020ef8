import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { CohortLine, EnrolmentLine } from '../contract.ts';
import * as courses from './courses.ts';

/** What `cohorts` promises, on either database. */
export function cohortsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const enrol = (by: Person, { cohortId }: Academy, who: Person, role?: string): Promise<EnrolmentLine> =>
    rooms.perform(by, 'cohorts:enrol', { cohortId, userId: who.userId, role }) as Promise<EnrolmentLine>;
  const remove = (by: Person, { cohortId }: Academy, who: Person): Promise<EnrolmentLine> =>
    rooms.perform(by, 'cohorts:remove', { cohortId, userId: who.userId }) as Promise<EnrolmentLine>;
  const members = async (by: Person, { cohortId }: Academy): Promise<EnrolmentLine[]> => {
    const view = (await rooms.look(by, 'cohorts:enrolments', { cohortId })) as {
      enrolments: EnrolmentLine[];
    };
    return view.enrolments;
  };
  const told = (type: string, topic: string): { enrolment: EnrolmentLine }[] =>
    rooms.announced
      .filter((event) => event.type === type && event.topic === topic)
      .sort((a, b) => a.seq - b.seq)
      .map(({ data }) => JSON.parse(data) as { enrolment: EnrolmentLine });
  const staffOf = ({ cohortId }: Academy): string => `cohort/${cohortId}/staff`;

  describe('belonging', () => {
    test('CO4 staff bring somebody in by their e-mail; the person and the staff hear of it', async () => {
      const academy = await anAcademy(rooms, { instructors: ['ines'] });
      const [ines, tom] = [academy.person('ines'), await academy.stranger('tom')];
      const { user } = (await rooms.look(tom, 'cohorts:me')) as { user: { email: string } };
      const { person } = (await rooms.look(ines, 'cohorts:find-person', {
        cohortId: academy.cohortId,
        email: user.email.toUpperCase(),
      })) as { person: { id: string } };
      expect(person).toEqual({ id: tom.userId, name: 'tom' });
      rooms.announced.length = 0;

      const line = await enrol(ines, academy, tom);

      expect(line).toMatchObject({ userId: tom.userId, name: 'tom', role: 'student', state: 'active' });
      const event = { cohortId: academy.cohortId, enrolment: line };
      expect(told('enrolment:changed', `user/${tom.userId}`)).toEqual([event]);
      expect(told('enrolment:changed', staffOf(academy))).toEqual([event]);
      expect(await members(ines, academy)).toContainEqual(line);
    });

    test('CO4 an address that nobody has finds nobody, and nobody cannot be enrolled', async () => {
      const academy = await anAcademy(rooms, { instructors: ['ines'] });
      const ines = academy.person('ines');
      for (const email of ['nobody@nowhere.test', 'no address']) {
        expect(await rooms.look(ines, 'cohorts:find-person', { cohortId: academy.cohortId, email })).toEqual({
          person: null,
        });
      }
      const nobody = { ...ines, userId: '01a20fe5-c5c0-7000-8e12-e3a32ad9375b' };
      expect(await outcomeOf(enrol(ines, academy, nobody))).toBe('not_found');
    });

    test('CO5 enrolling again changes and tells nothing; another role keeps the place', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const [ines, amara] = [academy.person('ines'), academy.person('amara')];
      const before = await enrol(ines, academy, amara);
      rooms.announced.length = 0;
      expect(await enrol(ines, academy, amara)).toEqual(before);
      expect(rooms.announced).toEqual([]);
      expect(await enrol(ines, academy, amara, 'instructor')).toEqual({ ...before, role: 'instructor' });
      expect(told('enrolment:changed', staffOf(academy))).toHaveLength(1);
    });

    test('CO6 whoever is removed stays on the list, and comes back to the same place', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const [ines, amara] = [academy.person('ines'), academy.person('amara')];
      const before = await enrol(ines, academy, amara);
      rooms.announced.length = 0;
      const removed = await remove(ines, academy, amara);
      expect(removed).toEqual({ ...before, state: 'removed' });
      expect(told('enrolment:changed', `user/${amara.userId}`)).toMatchObject([{ enrolment: removed }]);
      expect(await members(ines, academy)).toContainEqual(removed);

      rooms.announced.length = 0;
      expect(await remove(ines, academy, amara)).toEqual(removed);
      expect(rooms.announced).toEqual([]);

      const back = await enrol(ines, academy, amara);
      expect(back).toMatchObject({ enrolmentId: before.enrolmentId, state: 'active' });
      expect(Date.parse(back.since)).toBeGreaterThan(Date.parse(before.since));
    });

    test('CO6 somebody who never belonged cannot be removed', async () => {
      const academy = await anAcademy(rooms, { instructors: ['ines'] });
      expect(await outcomeOf(remove(academy.person('ines'), academy, await academy.stranger('tom')))).toBe(
        'not_found',
      );
    });

    test('CO7 students change nobody, and a removed instructor nobody any more', async () => {
      const academy = await anAcademy(rooms, { students: ['amara', 'jonas'], instructors: ['ines', 'omar'] });
      const [amara, jonas, ines, omar] = ['amara', 'jonas', 'ines', 'omar'].map(academy.person) as Person[];
      expect(await outcomeOf(remove(amara!, academy, jonas!))).toBe('forbidden');
      expect(await outcomeOf(enrol(amara!, academy, amara!, 'instructor'))).toBe('forbidden');
      await remove(ines!, academy, omar!);
      expect(await outcomeOf(remove(omar!, academy, jonas!))).toBe('not_found');
      expect(await outcomeOf(members(omar!, academy))).toBe('not_found');
      await enrol(ines!, academy, omar!, 'student');
      expect(await outcomeOf(remove(omar!, academy, jonas!))).toBe('forbidden');
    });

    test('CO8 a cohort keeps an instructor: only an administrator of the organisation takes the last one out', async () => {
      const academy = await anAcademy(rooms, { instructors: ['ines'], admins: ['paula'] });
      const [ines, paula] = [academy.person('ines'), academy.person('paula')];
      expect(await outcomeOf(remove(ines, academy, ines))).toBe('conflict');
      expect(await outcomeOf(enrol(ines, academy, ines, 'student'))).toBe('conflict');
      expect(await outcomeOf(remove(paula, academy, ines))).toBe('done');
      await enrol(paula, academy, ines, 'instructor');
      await enrol(ines, academy, await academy.stranger('omar'), 'instructor');
      expect(await outcomeOf(remove(ines, academy, ines))).toBe('done');
    });

    test('CO8 two instructors who take each other out in the same moment: one is left', async () => {
      for (let round = 0; round < 8; round++) {
        const academy = await anAcademy(rooms, { instructors: ['ines', 'omar'], admins: ['paula'] });
        const [ines, omar] = [academy.person('ines'), academy.person('omar')];
        const outcomes = await Promise.all([
          outcomeOf(remove(ines, academy, omar)),
          outcomeOf(remove(omar, academy, ines)),
        ]);
        expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
        const left = (await members(academy.person('paula'), academy)).filter(
          ({ state }) => state === 'active',
        );
        expect(left).toHaveLength(1);
      }
    });

    test('CO9 enrolled twenty times at once, a person has one place and is told of it once', async () => {
      const academy = await anAcademy(rooms, { instructors: ['ines'] });
      const [ines, tom] = [academy.person('ines'), await academy.stranger('tom')];
      rooms.announced.length = 0;
      const lines = await Promise.all(Array.from({ length: 20 }, () => enrol(ines, academy, tom)));
      expect(new Set(lines.map(({ enrolmentId }) => enrolmentId)).size).toBe(1);
      expect(told('enrolment:changed', `user/${tom.userId}`)).toHaveLength(1);
    });

    test('CO9 brought in and taken out at once, the last word told is how it stands', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const [ines, amara] = [academy.person('ines'), academy.person('amara')];
      for (let round = 0; round < 10; round++) {
        rooms.announced.length = 0;
        await Promise.all([
          remove(ines, academy, amara),
          enrol(ines, academy, amara, 'instructor'),
          remove(ines, academy, amara),
          enrol(ines, academy, amara),
        ]);
        const now = (await members(ines, academy)).find(({ userId }) => userId === amara.userId);
        for (const topic of [staffOf(academy), `user/${amara.userId}`]) {
          const last = told('enrolment:changed', topic).at(-1);
          if (last) expect(last.enrolment).toEqual(now);
        }
      }
    });

    test('CO10 a new name is told to the staff of every cohort that shows it', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const [ines, amara] = [academy.person('ines'), academy.person('amara')];
      await rooms.perform(amara, 'identity:update-profile', { name: 'Amara Osei' });
      const now = (await members(ines, academy)).find(({ userId }) => userId === amara.userId)!;
      expect(now.name).toBe('Amara Osei');
      expect(told('enrolment:changed', staffOf(academy)).at(-1)).toEqual({
        cohortId: academy.cohortId,
        enrolment: now,
      });
    });
  });

  describe('courses', () => {
    test('CO11 a lesson keeps its id through versions, whatever it is called and wherever it stands', async () => {
      const academy = await anAcademy(rooms, { lessons: [['a', 'b'], ['c']] });
      const before = new Map(['a', 'b', 'c'].map((key) => [key, academy.lesson(key)]));
      const published = await academy.publish([['c'], ['new', 'a']]);
      expect(published).toMatchObject({ changed: true, version: 2 });
      expect([academy.lesson('c'), academy.lesson('a')]).toEqual([before.get('c'), before.get('a')]);
      const outline = (await courses.outline(rooms.db.query, academy.cohortId))!;
      expect(outline.course.version).toBe(2);
      expect(outline.modules.map(({ lessons }) => lessons.map(({ key }) => key))).toEqual([
        ['c'],
        ['new', 'a'],
      ]);
      expect(await academy.publish([['b']])).toMatchObject({ version: 3 });
      expect(academy.lesson('b')).toBe(before.get('b'));
    });

    test('CO11 a new version is told to every cohort of the course and to the organisation', async () => {
      const academy = await anAcademy(rooms);
      const second = await academy.openCohort('Autumn');
      await anAcademy(rooms);
      rooms.announced.length = 0;
      await academy.publish([['a']]);
      expect(rooms.announced.map(({ topic }) => topic).sort()).toEqual(
        [`cohort/${academy.cohortId}`, `cohort/${second}`, `org/${academy.organisationId}`].sort(),
      );
      expect(JSON.parse(rooms.announced[0]!.data)).toEqual({
        courseId: academy.courseId,
        title: 'The course',
        version: 2,
      });
    });

    test('CO12 what is published already is not published again', async () => {
      const academy = await anAcademy(rooms, { lessons: [['a']] });
      rooms.announced.length = 0;
      expect(await academy.publish([['a']])).toEqual({
        changed: false,
        courseId: academy.courseId,
        version: 1,
      });
      expect(rooms.announced).toEqual([]);
    });

    test('CO12 published several times at once, each version has its number, and the newest is current', async () => {
      const academy = await anAcademy(rooms, { lessons: [['a']] });
      rooms.announced.length = 0;
      const published = await Promise.all(['b', 'c', 'd', 'e'].map((key) => academy.publish([['a', key]])));
      expect(published.map(({ version }) => version).sort((a, b) => a - b)).toEqual([2, 3, 4, 5]);
      const versions = rooms.announced
        .filter(({ topic }) => topic === `cohort/${academy.cohortId}`)
        .sort((a, b) => a.seq - b.seq)
        .map(({ data }) => (JSON.parse(data) as { version: number }).version);
      expect(versions).toEqual([2, 3, 4, 5]);
      expect((await courses.outline(rooms.db.query, academy.cohortId))!.course.version).toBe(5);
    });

    test('CO12 two first publications at once make one course', async () => {
      const academy = await anAcademy(rooms);
      const first = (digest: string) =>
        rooms.log.write((write) =>
          courses.publish(write, {
            organisationId: academy.organisationId,
            key: 'another',
            title: 'Another',
            summary: '',
            digest,
            modules: [
              {
                key: 'm',
                title: 'M',
                summary: '',
                lessons: [{ key: 'a', title: 'A', kind: 'text', minutes: 1 }],
              },
            ],
          }),
        );
      const [one, two] = await Promise.all([first('1'), first('2')]);
      expect(one.courseId).toBe(two.courseId);
      expect([one.version, two.version].sort((a, b) => a - b)).toEqual([1, 2]);
    });

    test('CO12 the database refuses a course whose current version does not exist', async () => {
      const academy = await anAcademy(rooms);
      await expect(
        rooms.db.transaction((tx) =>
          sql`update course set version = 7 where id = ${academy.courseId}`.execute(tx),
        ),
      ).rejects.toThrow(/foreign key/);
    });
  });

  describe('cohorts', () => {
    const spring = { title: ' Spring ', zone: 'Africa/Lagos', startsOn: '2026-06-09', endsOn: '2026-06-10' };

    test('CO13 an administrator opens a cohort of a course of the organisation, and others there hear of it', async () => {
      const academy = await anAcademy(rooms, { admins: ['paula', 'olga'], instructors: ['ines'] });
      const { organisationId, courseId } = academy;
      rooms.announced.length = 0;
      const line = (await rooms.perform(academy.person('paula'), 'cohorts:create', {
        organisationId,
        courseId,
        ...spring,
      })) as CohortLine;
      expect(line).toMatchObject({ title: 'Spring', courseTitle: 'The course', role: 'organisationAdmin' });
      expect(rooms.announced.map(({ topic, data }) => [topic, JSON.parse(data) as unknown])).toEqual([
        [`org/${organisationId}`, { cohortId: line.id, title: 'Spring', clonedFrom: null }],
      ]);
      const { cohorts } = (await rooms.look(academy.person('olga'), 'cohorts:me')) as {
        cohorts: CohortLine[];
      };
      expect(cohorts).toContainEqual(line);
    });

    test('CO13 nobody else opens one, nor of a course that is another organisation’s, nor backwards in time', async () => {
      const academy = await anAcademy(rooms, { admins: ['paula'], instructors: ['ines'] });
      const other = await anAcademy(rooms, { admins: ['otto'] });
      const create = (by: Person, organisationId: string, courseId: string, more = {}) =>
        outcomeOf(rooms.perform(by, 'cohorts:create', { organisationId, courseId, ...spring, ...more }));
      const paula = academy.person('paula');
      expect(await create(academy.person('ines'), academy.organisationId, academy.courseId)).toBe(
        'not_found',
      );
      expect(await create(paula, other.organisationId, other.courseId)).toBe('not_found');
      expect(await create(paula, academy.organisationId, other.courseId)).toBe('not_found');
      expect(await create(paula, academy.organisationId, academy.courseId, { endsOn: '2026-06-08' })).toBe(
        'invalid',
      );
      expect(await create(paula, academy.organisationId, academy.courseId, { zone: 'Atlantis/Main' })).toBe(
        'invalid',
      );
    });

    test('CO14 you see the cohorts that are yours, enrolled before administered, and nobody else’s', async () => {
      const academy = await anAcademy(rooms, {
        students: ['amara'],
        instructors: ['ines', 'both'],
        admins: ['paula', 'both'],
      });
      await anAcademy(rooms);
      const second = await academy.openCohort('Autumn');
      const mine = async (name: string): Promise<Record<string, string>> => {
        const me = (await rooms.look(academy.person(name), 'cohorts:me')) as { cohorts: CohortLine[] };
        return Object.fromEntries(me.cohorts.map(({ id, role }) => [id, role]));
      };
      const [first, admin] = [academy.cohortId, 'organisationAdmin'];
      expect(await mine('amara')).toEqual({ [first]: 'student' });
      expect(await mine('ines')).toEqual({ [first]: 'instructor' });
      expect(await mine('paula')).toEqual({ [first]: admin, [second]: admin });
      expect(await mine('both')).toEqual({ [first]: 'instructor', [second]: admin });
      await remove(academy.person('ines'), academy, academy.person('amara'));
      expect(await mine('amara')).toEqual({});
    });

    test('CO15 an organisation shows its courses and cohorts, to its administrators and operators', async () => {
      const academy = await anAcademy(rooms, {
        students: ['amara', 'jonas'],
        instructors: ['ines'],
        admins: ['paula'],
      });
      const { organisationId } = academy;
      await remove(academy.person('paula'), academy, academy.person('jonas'));
      const look = (by: Person, id = organisationId) =>
        rooms.look(by, 'cohorts:organisation', { organisationId: id });
      const operator: Person = { ...(await academy.stranger('ops')), platformAdmin: true };
      for (const by of [academy.person('paula'), operator]) {
        expect(await look(by)).toMatchObject({
          id: organisationId,
          courses: [{ id: academy.courseId, title: 'The course', version: 1, lessons: 3 }],
          cohorts: [{ id: academy.cohortId, title: 'Spring', students: 1 }],
        });
      }
      expect(await outcomeOf(look(academy.person('ines')))).toBe('not_found');
      expect(await outcomeOf(look(operator, academy.cohortId))).toBe('not_found');
    });
  });
}
