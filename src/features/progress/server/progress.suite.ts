import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, recount, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { CohortOutline, CohortProgress, ProgressUpdated, StudentProgress } from '../contract.ts';

/** What `progress` promises, on either database. */
export function progressSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const complete = (by: Person, { cohortId, lesson }: Academy, key: string): Promise<ProgressUpdated> =>
    rooms.perform(by, 'progress:complete', { cohortId, lessonId: lesson(key) }) as Promise<ProgressUpdated>;
  const undo = (by: Person, { cohortId, lesson }: Academy, key: string): Promise<ProgressUpdated> =>
    rooms.perform(by, 'progress:undo', { cohortId, lessonId: lesson(key) }) as Promise<ProgressUpdated>;
  const outline = (by: Person, { cohortId }: Academy): Promise<CohortOutline> =>
    rooms.look(by, 'progress:outline', { cohortId }) as Promise<CohortOutline>;
  const ofCohort = (by: Person, { cohortId }: Academy): Promise<CohortProgress> =>
    rooms.look(by, 'progress:cohort', { cohortId }) as Promise<CohortProgress>;
  const ofStudent = (by: Person, { cohortId }: Academy, studentId: string): Promise<StudentProgress> =>
    rooms.look(by, 'progress:student', { cohortId, studentId }) as Promise<StudentProgress>;
  const remove = (by: Person, { cohortId }: Academy, userId: string): Promise<unknown> =>
    rooms.perform(by, 'cohorts:remove', { cohortId, userId });
  const enrol = (by: Person, { cohortId }: Academy, userId: string, role = 'student'): Promise<unknown> =>
    rooms.perform(by, 'cohorts:enrol', { cohortId, userId, role });
  const told = (topicEnd: string): ProgressUpdated[] =>
    rooms.announced
      .filter(({ topic, type }) => topic.endsWith(topicEnd) && type === 'progress:updated')
      .sort((a, b) => a.seq - b.seq)
      .map(({ data }) => JSON.parse(data) as ProgressUpdated);

  describe('completing', () => {
    test('PR1 a completed lesson counts, and is told to the student, the place and the staff', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const amara = academy.person('amara');
      rooms.announced.length = 0;

      const answer = await complete(amara, academy, 'a');

      expect(answer).toMatchObject({ studentId: amara.userId, completed: 1, total: 3, percent: 33 });
      expect(answer.completedAt).not.toBeNull();
      expect(rooms.announced.map(({ topic }) => topic).sort()).toEqual(
        [
          `user/${amara.userId}`,
          `enrolment/${await academy.enrolmentId('amara')}`,
          `cohort/${academy.cohortId}/staff`,
        ].sort(),
      );
      expect(rooms.announced.map(({ data }) => JSON.parse(data) as unknown)).toEqual([
        answer,
        answer,
        answer,
      ]);
    });

    test('PR2 completing twice is completing once: same answer, same moment, nothing told', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'] });
      const first = await complete(academy.person('amara'), academy, 'a');
      rooms.announced.length = 0;
      expect(await complete(academy.person('amara'), academy, 'a')).toEqual(first);
      expect(rooms.announced).toEqual([]);
    });

    test('PR3 a completion can be taken back, and taking back what is not there tells nothing', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'] });
      const amara = academy.person('amara');
      await complete(amara, academy, 'a');
      expect(await undo(amara, academy, 'a')).toMatchObject({ completed: 0, percent: 0, completedAt: null });
      rooms.announced.length = 0;
      expect(await undo(amara, academy, 'a')).toMatchObject({ completed: 0, completedAt: null });
      expect(rooms.announced).toEqual([]);
    });

    test('PR4 the percentage is rounded down: a hundred means all', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], lessons: [['a', 'b'], ['c']] });
      const percents = [];
      for (const key of ['a', 'b', 'c'])
        percents.push((await complete(academy.person('amara'), academy, key)).percent);
      expect(percents).toEqual([33, 66, 100]);
    });

    test('PR5 only an active student completes, and only for themselves', async () => {
      const academy = await anAcademy(rooms, {
        students: ['amara'],
        instructors: ['ines'],
        admins: ['paula'],
      });
      expect(await outcomeOf(complete(academy.person('ines'), academy, 'a'))).toBe('forbidden');
      expect(await outcomeOf(complete(academy.person('paula'), academy, 'a'))).toBe('forbidden');
      expect(await outcomeOf(complete(await academy.stranger('tom'), academy, 'a'))).toBe('not_found');
    });

    test('PR5 whoever is removed is refused at once, and finds everything kept on coming back', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const [amara, ines] = [academy.person('amara'), academy.person('ines')];
      const { completedAt } = await complete(amara, academy, 'a');
      await remove(ines, academy, amara.userId);
      expect(await outcomeOf(complete(amara, academy, 'b'))).toBe('not_found');
      expect(await outcomeOf(outline(amara, academy))).toBe('not_found');
      await enrol(ines, academy, amara.userId);
      expect(await outline(amara, academy)).toMatchObject({
        progress: { completed: 1, total: 3 },
        modules: [{ lessons: [{ completedAt }, { completedAt: null }] }, {}],
      });
    });

    test('PR6 a lesson of another course, or one that the version has dropped, is not there', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], lessons: [['a', 'b']] });
      const other = await anAcademy(rooms);
      const foreign = { ...academy, lesson: other.lesson };
      expect(await outcomeOf(complete(academy.person('amara'), foreign, 'a'))).toBe('not_found');
      await academy.publish([['a']]);
      expect(await outcomeOf(complete(academy.person('amara'), academy, 'b'))).toBe('not_found');
      expect(await outcomeOf(undo(academy.person('amara'), academy, 'b'))).toBe('not_found');
    });

    test('PR7 the figure counts the current version: a dropped lesson stops counting and comes back counted', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], lessons: [['a', 'b', 'c', 'd']] });
      const amara = academy.person('amara');
      await complete(amara, academy, 'a');
      await complete(amara, academy, 'b');
      await academy.publish([['b', 'c'], ['new']]);
      expect((await outline(amara, academy)).progress).toEqual({ completed: 1, total: 3, percent: 33 });
      await academy.publish([['d', 'a', 'b', 'c']]);
      expect((await outline(amara, academy)).progress).toEqual({ completed: 2, total: 4, percent: 50 });
    });
  });

  describe('at the same moment', () => {
    test('PR8 fifty completions from several tabs: the figures told only rise, and the last is a recount', async () => {
      const keys = Array.from({ length: 50 }, (_, index) => `lesson-${index}`);
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'], lessons: [keys] });
      const amara = academy.person('amara');
      rooms.announced.length = 0;

      await Promise.all(keys.map((key) => complete(amara, academy, key)));

      const figures = told(`user/${amara.userId}`).map(({ completed }) => completed);
      expect(figures).toHaveLength(50);
      expect(figures).toEqual(figures.toSorted((a, b) => a - b));
      expect(figures.at(-1)).toBe(50);
      expect(told('/staff').map(({ completed }) => completed)).toEqual(figures);
      expect((await recount(rooms.db.query, academy.cohortId)).get(amara.userId)).toEqual(
        (await outline(amara, academy)).progress,
      );
    });

    test('PR8 completing and taking back at once: the last word told is how it stands', async () => {
      const academy = await anAcademy(rooms, { students: ['amara'], lessons: [['a', 'b']] });
      const amara = academy.person('amara');
      for (let round = 0; round < 10; round++) {
        rooms.announced.length = 0;
        await Promise.all([
          complete(amara, academy, 'a'),
          undo(amara, academy, 'a'),
          complete(amara, academy, 'b'),
          undo(amara, academy, 'a'),
          complete(amara, academy, 'a'),
        ]);
        const last = told(`user/${amara.userId}`).at(-1);
        const now = await outline(amara, academy);
        if (last) expect(last.completed).toBe(now.progress.completed);
        const lastOfA = told(`user/${amara.userId}`).findLast(
          ({ lessonId }) => lessonId === academy.lesson('a'),
        );
        if (lastOfA) expect(lastOfA.completedAt).toBe(now.modules[0]!.lessons[0]!.completedAt);
      }
    });

    test('PR9 a version that appears meanwhile: nobody is told an older figure after a newer one', async () => {
      const lessons = (count: number): string[][] => [
        Array.from({ length: count }, (_, index) => `l${index}`),
      ];
      const names = ['amara', 'jonas', 'mina', 'omar'];
      const academy = await anAcademy(rooms, { students: names, lessons: lessons(8) });
      rooms.announced.length = 0;

      await Promise.all([
        ...names.flatMap((name) => lessons(8)[0]!.map((key) => complete(academy.person(name), academy, key))),
        (async () => {
          for (let count = 9; count <= 14; count++) await academy.publish(lessons(count));
        })(),
      ]);

      for (const name of names) {
        const totals = told(`user/${academy.person(name).userId}`).map(({ total }) => total);
        expect(totals).toEqual(totals.toSorted((a, b) => a - b));
        expect((await outline(academy.person(name), academy)).progress).toEqual({
          completed: 8,
          total: 14,
          percent: 57,
        });
      }
    });

    test('PR5 a removal and completions at once: nothing is told after the removal', async () => {
      const keys = Array.from({ length: 12 }, (_, index) => `l${index}`);
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'], lessons: [keys] });
      const [amara, ines] = [academy.person('amara'), academy.person('ines')];
      rooms.announced.length = 0;
      const outcomes = await Promise.all([
        ...keys.slice(0, 6).map((key) => outcomeOf(complete(amara, academy, key))),
        outcomeOf(remove(ines, academy, amara.userId)),
        ...keys.slice(6).map((key) => outcomeOf(complete(amara, academy, key))),
      ]);
      expect(outcomes[6]).toBe('done');
      const types = rooms.announced
        .filter(({ topic }) => topic === `user/${amara.userId}`)
        .sort((a, b) => a.seq - b.seq)
        .map(({ type }) => type);
      expect(types.at(-1)).toBe('enrolment:changed');
      expect(types).toHaveLength(outcomes.filter((outcome) => outcome === 'done').length);
    });
  });

  describe('looking', () => {
    test('PR10 the outline, the staff view and the student view show one figure: a recount', async () => {
      const names = ['amara', 'jonas', 'mina'];
      const academy = await anAcademy(rooms, { students: names, instructors: ['ines'] });
      await complete(academy.person('amara'), academy, 'a');
      await complete(academy.person('amara'), academy, 'c');
      await complete(academy.person('jonas'), academy, 'b');
      const ines = academy.person('ines');
      const counted = await recount(rooms.db.query, academy.cohortId);
      const { students, lessons } = await ofCohort(ines, academy);
      expect(lessons.map(({ title, module }) => [title, module])).toEqual([
        ['Lesson a', 'Module 1'],
        ['Lesson b', 'Module 1'],
        ['Lesson c', 'Module 2'],
      ]);
      expect(students.map(({ name }) => name)).toEqual(names);
      for (const { id, name, completions, ...figure } of students) {
        expect(figure).toEqual(counted.get(id));
        expect(Object.keys(completions)).toHaveLength(figure.completed);
        const own = await outline(academy.person(name), academy);
        expect(own.progress).toEqual(figure);
        const { modules, progress } = await ofStudent(ines, academy, id);
        // What a student may open is their own affair; the rest is the same.
        const shown = own.modules.map(({ lessons: open, ...module }) => ({
          ...module,
          lessons: open.map(({ gate: _gate, ...lesson }) => lesson),
        }));
        expect({ modules, progress }).toEqual({ modules: shown, progress: own.progress });
      }
    });

    test('PR11 a student sees their own way alone; staff see everybody who is or was a student', async () => {
      const academy = await anAcademy(rooms, {
        students: ['amara', 'jonas'],
        instructors: ['ines'],
        admins: ['paula'],
      });
      const [amara, jonas, ines] = ['amara', 'jonas', 'ines'].map(academy.person) as [Person, Person, Person];
      const tom = await academy.stranger('tom');
      expect(await outcomeOf(ofStudent(amara, academy, amara.userId))).toBe('done');
      expect(await outcomeOf(ofStudent(amara, academy, jonas.userId))).toBe('forbidden');
      expect(await outcomeOf(ofCohort(amara, academy))).toBe('forbidden');
      expect(await outcomeOf(ofCohort(tom, academy))).toBe('not_found');
      expect(await outcomeOf(ofStudent(tom, academy, amara.userId))).toBe('not_found');
      expect(await outcomeOf(ofStudent(ines, academy, tom.userId))).toBe('not_found');
      expect(await outcomeOf(ofStudent(ines, academy, ines.userId))).toBe('not_found');
      expect(await outcomeOf(ofStudent(academy.person('paula'), academy, jonas.userId))).toBe('done');
      await remove(ines, academy, jonas.userId);
      expect(await outcomeOf(ofStudent(ines, academy, jonas.userId))).toBe('done');
      expect(await outcomeOf(ofStudent(jonas, academy, jonas.userId))).toBe('not_found');
      expect((await ofCohort(ines, academy)).students.map(({ name }) => name)).toEqual(['amara']);
    });

    test('PR11 the outline says what one is there', async () => {
      const academy = await anAcademy(rooms, {
        students: ['amara'],
        instructors: ['ines'],
        admins: ['paula'],
      });
      const roles = [];
      for (const name of ['amara', 'ines', 'paula'])
        roles.push((await outline(academy.person(name), academy)).role);
      expect(roles).toEqual(['student', 'instructor', 'organisationAdmin']);
    });
  });

  test('PR12 whatever happens in whatever order, every figure is a recount', async () => {
    const names = ['amara', 'jonas'];
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const happened = new Set<string>();

    /** Completed by a minute in it, or by a word once that minute is over. */
    const timed = 'e';

    interface Model {
      lessons: string[];
      active: Set<string>;
      completed: Map<string, Set<string>>;
      /** Who took the timed lesson back, and who spent its minute. */
      undone: Set<string>;
      spent: Set<string>;
    }
    type Step = fc.AsyncCommand<Model, Academy>;

    const step = (label: string, act: (model: Model, academy: Academy) => Promise<void>): Step => ({
      check: () => true,
      toString: () => label,
      async run(model, academy) {
        happened.add(label.split(' ')[0]!);
        await act(model, academy);
        const counted = await recount(rooms.db.query, academy.cohortId);
        const { students } = await ofCohort(academy.person('ines'), academy);
        expect(students.map(({ name }) => name).sort()).toEqual([...model.active].sort());
        for (const { id, name, completions, ...figure } of students) {
          expect(figure).toEqual(counted.get(id));
          const expected = model.lessons.filter((key) => model.completed.get(name)!.has(key));
          expect(Object.keys(completions).sort()).toEqual(expected.map((key) => academy.lesson(key)).sort());
        }
      },
    });
    const person = fc.constantFrom(...names);
    const lesson = fc.constantFrom(...keys);

    /** Takes what a lesson's completion was away, as its student or its staff may. */
    const takeBack = (model: Model, name: string, key: string): void => {
      if (model.completed.get(name)!.delete(key) && key === timed) model.undone.add(name);
    };
    /** Completes or undoes: done exactly when an active student names a lesson that counts and may be completed. */
    const mark = (verb: 'complete' | 'undo') =>
      fc.tuple(person, lesson).map(([name, key]) =>
        step(`${verb} ${name} ${key}`, async (model, academy) => {
          const act = verb === 'complete' ? complete : undo;
          const outcome = await outcomeOf(act(academy.person(name), academy, key));
          const may = model.active.has(name) && model.lessons.includes(key);
          const own = model.completed.get(name)!;
          const lacks = verb === 'complete' && key === timed && !own.has(key) && !model.spent.has(name);
          expect(outcome).toBe(!may ? 'not_found' : lacks ? 'conflict' : 'done');
          if (!may || lacks) return;
          if (verb === 'complete') own.add(key);
          else takeBack(model, name, key);
        }),
      );
    const steps: fc.Arbitrary<Step>[] = [
      mark('complete'),
      mark('undo'),
      person.map((name) =>
        step(`dwell ${name}`, async (model, academy) => {
          const { cohortId } = academy;
          const who = academy.person(name);
          const report = (seconds: number) =>
            rooms.perform(who, 'progress:report', { cohortId, lessonId: academy.lesson(timed), seconds });
          const outcome = await outcomeOf(report(0));
          const may = model.active.has(name) && model.lessons.includes(timed);
          expect(outcome).toBe(may ? 'done' : 'not_found');
          if (!may) return;
          await sql`
            update study_clock set heard_at = heard_at - interval '1 minute'
            where cohort_id = ${cohortId} and student_id = ${who.userId}`.execute(rooms.db.query);
          await report(60);
          model.spent.add(name);
          if (!model.undone.has(name)) model.completed.get(name)!.add(timed);
        }),
      ),
      fc.tuple(person, lesson, fc.boolean()).map(([name, key, completed]) =>
        step(`set ${name} ${key} ${completed}`, async (model, academy) => {
          const place = { cohortId: academy.cohortId, studentId: academy.person(name).userId };
          const wish = { ...place, lessonId: academy.lesson(key), completed };
          const outcome = await outcomeOf(rooms.perform(academy.person('ines'), 'progress:set-for', wish));
          const may = model.active.has(name) && model.lessons.includes(key);
          expect(outcome).toBe(may ? 'done' : 'not_found');
          if (!may) return;
          if (completed) model.completed.get(name)!.add(key);
          else takeBack(model, name, key);
        }),
      ),
      person.map((name) =>
        step(`remove ${name}`, async (model, academy) => {
          await remove(academy.person('ines'), academy, academy.person(name).userId);
          model.active.delete(name);
        }),
      ),
      person.map((name) =>
        step(`enrol ${name}`, async (model, academy) => {
          await enrol(academy.person('ines'), academy, academy.person(name).userId);
          model.active.add(name);
        }),
      ),
      fc.shuffledSubarray(keys, { minLength: 1 }).map((lessons) =>
        step(`republish ${lessons.join()}`, async (model, academy) => {
          await academy.publish([lessons]);
          model.lessons = lessons;
        }),
      ),
    ];

    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 30 }), async (commands) => {
        const academy = await anAcademy(rooms, {
          students: names,
          instructors: ['ines'],
          lessons: [keys],
          completes: { [timed]: { by: 'dwell', minutes: 1 } },
        });
        const model: Model = {
          lessons: keys,
          active: new Set(names),
          completed: new Map(names.map((name) => [name, new Set()])),
          undone: new Set(),
          spent: new Set(),
        };
        await fc.asyncModelRun(() => ({ model, real: academy }), commands);
      }),
      { numRuns: 25 },
    );
    expect([...happened].sort()).toEqual([
      'complete',
      'dwell',
      'enrol',
      'remove',
      'republish',
      'set',
      'undo',
    ]);
  }, 60_000);
}
