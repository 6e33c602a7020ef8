import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '#kernel/relations.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import { newId } from '#kernel/ids.ts';
import { anAcademy, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { access } from './access.ts';
import { progressTopic, topicsOf } from './topics.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';

type Name = 'amara' | 'jonas' | 'gone' | 'ines' | 'paula' | 'both' | 'tom' | 'lucia' | 'otto';

/** How people stand to things, on either database. */
export function accessSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let here: Academy;
  let elsewhere: Academy;
  const ids: Record<string, string> = {};
  const people: Record<Name, Person> = {} as never;

  beforeAll(async () => {
    rooms = await openRooms(open);
    here = await anAcademy(rooms, {
      students: ['amara', 'jonas', 'gone'],
      instructors: ['ines', 'both'],
      admins: ['paula', 'both'],
    });
    elsewhere = await anAcademy(rooms, { students: ['lucia'], admins: ['otto'] });
    await rooms.perform(here.person('ines'), 'cohorts:remove', {
      cohortId: here.cohortId,
      userId: here.person('gone').userId,
    });
    for (const name of ['amara', 'jonas', 'gone', 'ines', 'paula', 'both'] as const)
      people[name] = here.person(name);
    for (const name of ['lucia', 'otto'] as const) people[name] = elsewhere.person(name);
    people.tom = await here.stranger('tom');
    for (const name of ['amara', 'jonas', 'gone'] as const) ids[name] = await here.enrolmentId(name);
    ids['lucia'] = await elsewhere.enrolmentId('lucia');
  });
  afterAll(() => rooms.close());

  const none: Partial<Record<Name, string>> = {};
  /** Who has which relations; whoever is not named has none. */
  const table: [string, () => Scope, Partial<Record<Name, string>>][] = [
    ['a person alone', () => ({ userId: people.amara.userId }), { amara: 'self' }],
    [
      'a cohort',
      () => ({ cohortId: here.cohortId }),
      {
        amara: 'student',
        jonas: 'student',
        ines: 'instructor',
        paula: 'organisationAdmin',
        both: 'instructor organisationAdmin',
      },
    ],
    [
      'a student in their cohort',
      () => ({ cohortId: here.cohortId, userId: people.amara.userId }),
      {
        amara: 'self student',
        jonas: 'student',
        ines: 'instructor',
        paula: 'organisationAdmin',
        both: 'instructor organisationAdmin',
      },
    ],
    [
      'somebody who left the cohort',
      () => ({ cohortId: here.cohortId, userId: people.gone.userId }),
      {
        amara: 'student',
        jonas: 'student',
        ines: 'instructor',
        paula: 'organisationAdmin',
        both: 'instructor organisationAdmin',
      },
    ],
    [
      'an administrator in a cohort that they are no member of',
      () => ({ cohortId: here.cohortId, userId: people.paula.userId }),
      {
        amara: 'student',
        jonas: 'student',
        ines: 'instructor',
        paula: 'organisationAdmin',
        both: 'instructor organisationAdmin',
      },
    ],
    [
      'an enrolment',
      () => ({ enrolmentId: ids['amara']! }),
      { amara: 'self', ines: 'instructor', paula: 'organisationAdmin', both: 'instructor organisationAdmin' },
    ],
    [
      'an enrolment that ended',
      () => ({ enrolmentId: ids['gone']! }),
      { ines: 'instructor', paula: 'organisationAdmin', both: 'instructor organisationAdmin' },
    ],
    [
      'an enrolment with its cohort and person',
      () => ({ enrolmentId: ids['amara']!, cohortId: here.cohortId, userId: people.amara.userId }),
      { amara: 'self', ines: 'instructor', paula: 'organisationAdmin', both: 'instructor organisationAdmin' },
    ],
    [
      'an organisation',
      () => ({ organisationId: here.organisationId }),
      { paula: 'organisationAdmin', both: 'organisationAdmin' },
    ],
    [
      'a course',
      () => ({ courseId: here.courseId }),
      { paula: 'organisationAdmin', both: 'organisationAdmin' },
    ],
    [
      'a course with its organisation',
      () => ({ courseId: here.courseId, organisationId: here.organisationId }),
      { paula: 'organisationAdmin', both: 'organisationAdmin' },
    ],
    [
      'a cohort with its course and organisation',
      () => ({ cohortId: here.cohortId, courseId: here.courseId, organisationId: here.organisationId }),
      {
        amara: 'student',
        jonas: 'student',
        ines: 'instructor',
        paula: 'organisationAdmin',
        both: 'instructor organisationAdmin',
      },
    ],
    ['a cohort that does not exist', () => ({ cohortId: newId() }), none],
    ['an enrolment that does not exist', () => ({ enrolmentId: newId() }), none],
    ['a course that does not exist', () => ({ courseId: newId() }), none],
    ['an organisation that does not exist', () => ({ organisationId: newId() }), none],
    [
      'oneself in a cohort that does not exist',
      () => ({ cohortId: newId(), userId: people.amara.userId }),
      none,
    ],
    [
      'an enrolment of another cohort',
      () => ({ enrolmentId: ids['amara']!, cohortId: elsewhere.cohortId }),
      none,
    ],
    [
      'an enrolment of another person',
      () => ({ enrolmentId: ids['amara']!, userId: people.jonas.userId }),
      none,
    ],
    [
      'a course of another organisation',
      () => ({ courseId: here.courseId, organisationId: elsewhere.organisationId }),
      none,
    ],
    ['a cohort of another course', () => ({ cohortId: here.cohortId, courseId: elsewhere.courseId }), none],
    [
      'a cohort of another organisation',
      () => ({ cohortId: here.cohortId, organisationId: elsewhere.organisationId }),
      none,
    ],
    [
      'a cohort that exists with a course that does not',
      () => ({ cohortId: here.cohortId, courseId: newId() }),
      none,
    ],
  ];

  describe('CO1 who stands how', () => {
    const standingOf = async (db: Queryable, scope: Scope) => {
      const asked = Object.entries(people).map(async ([name, person]) => {
        const relations = [...(await access.relationsOf(db, person, scope))];
        return relations.length > 0 ? [[name, relations.join(' ')]] : [];
      });
      return Object.fromEntries((await Promise.all(asked)).flat());
    };

    test.for(table)('to %s', async ([, scope, expected]) => {
      expect(await standingOf(rooms.db.query, scope())).toEqual(expected);
    });

    test('everybody to everything, asked at once in one transaction', async () => {
      const found = await rooms.db.snapshot((tx) =>
        Promise.all(table.map(([, scope]) => standingOf(tx, scope()))),
      );
      expect(found).toEqual(table.map(([, , expected]) => expected));
    });
  });

  describe('CO2 what is heard without asking', () => {
    const heardBy = (name: Name): Promise<string[]> => topicsOf(rooms.db.query, people[name].userId);
    const cohort = (): string => `cohort/${here.cohortId}`;

    test('students hear their cohort, instructors also what staff hear', async () => {
      expect(await heardBy('amara')).toEqual([cohort()]);
      expect(await heardBy('ines')).toEqual([cohort(), `${cohort()}/staff`]);
      expect(await heardBy('gone')).toEqual([]);
      expect(await heardBy('tom')).toEqual([]);
    });

    test('administrators hear their organisation and the staff of its ten newest cohorts', async () => {
      expect((await heardBy('paula')).sort()).toEqual(
        [`${cohort()}/staff`, `org/${here.organisationId}`].sort(),
      );
      expect(new Set(await heardBy('both')).size).toBe(3);
      const busy = await anAcademy(rooms, { admins: ['olga'] });
      for (let more = 0; more < 12; more++) await busy.openCohort();
      const heard = await topicsOf(rooms.db.query, busy.person('olga').userId);
      expect(heard).toHaveLength(11);
      expect(heard).not.toContain(`cohort/${busy.cohortId}/staff`);
    });

    test('whoever belongs to very many cohorts hears the newest, within what a connection takes', async () => {
      const busy = await anAcademy(rooms, { instructors: ['ines'], admins: ['olga'] });
      for (let more = 0; more < 20; more++) {
        await rooms.perform(busy.person('olga'), 'cohorts:enrol', {
          cohortId: await busy.openCohort(),
          userId: busy.person('ines').userId,
          role: 'instructor',
        });
      }
      const heard = await topicsOf(rooms.db.query, busy.person('ines').userId);
      expect(heard).toHaveLength(28);
      expect(heard).not.toContain(`cohort/${busy.cohortId}`);
    });
  });

  test('CO3 one student is followed by themselves, by their instructors and by their organisation', async () => {
    const topic = (name: Name, studentId: string, cohortId?: string): Promise<string> =>
      progressTopic(rooms.db.query, people[name], studentId, cohortId);
    const amara = people.amara.userId;
    for (const name of ['amara', 'ines', 'paula'] as const) {
      expect(await topic(name, amara)).toBe(`enrolment/${ids['amara']}`);
      expect(await topic(name, amara, here.cohortId)).toBe(`enrolment/${ids['amara']}`);
      expect(await outcomeOf(topic(name, amara, elsewhere.cohortId))).toBe('not_found');
    }
    for (const name of ['jonas', 'tom', 'lucia', 'otto'] as const) {
      expect(await outcomeOf(topic(name, amara))).toBe('not_found');
    }
    expect(await outcomeOf(topic('gone', people.gone.userId))).toBe('not_found');
    expect(await topic('ines', people.gone.userId)).toBe(`enrolment/${ids['gone']}`);
    expect(await outcomeOf(topic('ines', '------------------------------------'))).toBe('not_found');
    expect(await outcomeOf(topic('ines', amara, 'nonsense'))).toBe('not_found');
  });
}
