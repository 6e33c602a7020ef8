import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { quizzes, type QuizGraded } from '#features/quizzes/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy, type CourseRules } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type {
  CohortOutline,
  LessonStay,
  ProgressUpdated,
  StudentProgress,
  TimelineEntry,
} from '../contract.ts';
import { isMet } from './rules.ts';

/** Stays in lessons, and the rules by which they are completed, on either database. */
export function staysSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const aClass = (rules: CourseRules = {}): Promise<Academy> =>
    anAcademy(rooms, { students: ['amara', 'jonas'], instructors: ['ines'], ...rules });
  const report = (academy: Academy, key: string, more: object, by = 'amara'): Promise<LessonStay> =>
    rooms.perform(academy.person(by), 'progress:report', {
      cohortId: academy.cohortId,
      lessonId: academy.lesson(key),
      seconds: 0,
      ...more,
    }) as Promise<LessonStay>;
  const mark = (academy: Academy, command: string, key: string): Promise<ProgressUpdated> =>
    rooms.perform(academy.person('amara'), command, {
      cohortId: academy.cohortId,
      lessonId: academy.lesson(key),
    }) as Promise<ProgressUpdated>;
  const outline = ({ cohortId, person }: Academy, by = 'amara'): Promise<CohortOutline> =>
    rooms.look(person(by), 'progress:outline', { cohortId }) as Promise<CohortOutline>;
  const lessonIn = async (academy: Academy, key: string, by?: string) =>
    (await outline(academy, by)).modules.flatMap(({ lessons }) => lessons).find((one) => one.key === key)!;
  const stay = ({ cohortId, lesson, person }: Academy, key: string): Promise<LessonStay> =>
    rooms.look(person('amara'), 'progress:lesson', {
      cohortId,
      lessonId: lesson(key),
    }) as Promise<LessonStay>;
  /** The student was last heard of so many seconds earlier than they were. */
  const passes = async ({ cohortId, person }: Academy, seconds: number, who = 'amara'): Promise<void> => {
    await sql`
      update study_clock set heard_at = heard_at - make_interval(secs => ${seconds})
      where cohort_id = ${cohortId} and student_id = ${person(who).userId}`.execute(rooms.db.query);
  };
  const graded = (academy: Academy, key: string, more: Partial<QuizGraded> = {}): QuizGraded => ({
    cohortId: academy.cohortId,
    quizId: newId(),
    attemptId: newId(),
    studentId: academy.person('amara').userId,
    title: 'A quiz',
    released: true,
    regraded: false,
    reason: '',
    score: { points: 8, outOf: 10, percent: 80, passed: true, grading: 1 },
    lessonId: academy.lesson(key),
    ...more,
  });
  const tellGraded = (event: QuizGraded): Promise<unknown> =>
    rooms.log.write(async ({ tell }) => {
      tell(quizzes, 'quiz:graded', [`user/${event.studentId}`], event);
    });
  const toldCompleted = (): ProgressUpdated[] =>
    rooms.announced
      .filter(({ topic, type }) => topic.endsWith('/staff') && type === 'progress:updated')
      .map(({ data }) => JSON.parse(data) as ProgressUpdated);

  describe('time', () => {
    test('PR13 no more time counts than has passed since the student was last heard of; the first report starts the clock', async () => {
      const academy = await aClass();
      expect((await report(academy, 'a', { seconds: 300 })).seconds).toBe(0);
      await passes(academy, 60);
      expect((await report(academy, 'a', { seconds: 300 })).seconds).toBe(60);
      await passes(academy, 600);
      expect((await report(academy, 'a', { seconds: 45 })).seconds).toBe(105);
      expect((await report(academy, 'a', { seconds: 45 })).seconds).toBe(105);
    });

    test('PR13 two windows at once do not make an hour of half an hour', async () => {
      const academy = await aClass();
      await report(academy, 'a', {});
      await passes(academy, 600);
      await Promise.all([
        report(academy, 'a', { seconds: 600 }),
        report(academy, 'b', { seconds: 600 }),
        report(academy, 'c', { seconds: 600 }),
      ]);
      const stays = await Promise.all(['a', 'b', 'c'].map((key) => stay(academy, key)));
      expect(stays.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(600);
    });

    test('PR13 opening a lesson, without time, does not move the clock: what was kept offline still counts', async () => {
      const academy = await aClass();
      await report(academy, 'a', {});
      await passes(academy, 900);
      await report(academy, 'b', {});
      expect((await report(academy, 'a', { seconds: 900 })).seconds).toBe(900);
    });

    test('PR13 time is told to the student and to who follows their place, and to nobody else', async () => {
      const academy = await aClass();
      rooms.announced.length = 0;
      await report(academy, 'a', {});
      expect(rooms.announced).toEqual([]);
      await passes(academy, 30);
      const answer = await report(academy, 'a', { seconds: 30 });
      const { userId } = academy.person('amara');
      expect(rooms.announced.map(({ topic, type }) => `${type} ${topic}`).sort()).toEqual(
        [
          `progress:noted enrolment/${await academy.enrolmentId('amara')}`,
          `progress:noted user/${userId}`,
        ].sort(),
      );
      expect(JSON.parse(rooms.announced[0]!.data)).toEqual(answer);
      expect(await stay(academy, 'a')).toEqual(answer);
      const seen = (await rooms.look(academy.person('ines'), 'progress:student', {
        cohortId: academy.cohortId,
        studentId: userId,
      })) as StudentProgress;
      expect(seen.modules[0]!.lessons[0]!.minutesSpent).toBe(1);
    });

    test('PR5 whoever was removed reports nothing, and staff have no stays', async () => {
      const academy = await aClass();
      expect(await outcomeOf(report(academy, 'a', { seconds: 5 }, 'ines'))).toBe('forbidden');
      await rooms.perform(academy.person('ines'), 'cohorts:remove', {
        cohortId: academy.cohortId,
        userId: academy.person('jonas').userId,
      });
      expect(await outcomeOf(report(academy, 'a', { seconds: 5 }, 'jonas'))).toBe('not_found');
    });
  });

  describe('what is played', () => {
    const media = 'a'.repeat(64);
    const played = (positionSeconds: number, ranges: [number, number][], durationSeconds = 100) => ({
      played: { media, positionSeconds, durationSeconds, ranges },
    });

    test('PR14 each second counts once however often it was played, and the position is where one was last', async () => {
      const academy = await aClass();
      await report(academy, 'a', played(30, [[0, 30]]));
      await report(academy, 'a', played(40, [[20, 40], [60, 80]])); // prettier-ignore
      await report(academy, 'a', played(70, [[60, 70]]));
      expect(await stay(academy, 'a')).toMatchObject({
        media: [{ media, positionSeconds: 70, durationSeconds: 100, watchedPercent: 60 }],
      });
    });

    test('PR14 what lies beyond the end or is no stretch counts nothing', async () => {
      const academy = await aClass();
      const answer = await report(academy, 'a', played(500, [[90, 400], [50, 50], [40, 20]])); // prettier-ignore
      expect(answer.media).toEqual([
        { media, positionSeconds: 100, durationSeconds: 100, watchedPercent: 10 },
      ]);
    });

    test('PR15 a lesson is completed by the share that was played, once, and says so', async () => {
      const academy = await aClass({ completes: { a: { by: 'video', percent: 80 } } });
      expect(await report(academy, 'a', played(79, [[0, 79]]))).toMatchObject({ isMet: false });
      expect(await outcomeOf(mark(academy, 'progress:complete', 'a'))).toBe('conflict');
      expect(toldCompleted()).toEqual([]);
      expect(await report(academy, 'a', played(80, [[70, 80]]))).toMatchObject({ isMet: true });
      await report(academy, 'a', played(95, [[80, 95]]));
      expect(toldCompleted()).toMatchObject([{ completed: 1, total: 3, completedBy: 'video' }]);
      expect(await lessonIn(academy, 'a')).toMatchObject({ completedBy: 'video' });
    });

    test('PR15 another cut of a film is played anew', async () => {
      const academy = await aClass({ completes: { a: { by: 'video', percent: 50 } } });
      await report(academy, 'a', played(40, [[0, 40]]));
      const other = { ...played(20, [[0, 20]]).played, media: 'b'.repeat(64) };
      expect(await report(academy, 'a', { played: other })).toMatchObject({ isMet: false });
      expect(await report(academy, 'a', played(60, [[40, 60]]))).toMatchObject({ isMet: true });
    });
  });

  describe('rules', () => {
    const dwell: CourseRules = { completes: { a: { by: 'dwell', minutes: 2 } } };

    test('PR15 a lesson is completed by the time spent in it', async () => {
      const academy = await aClass(dwell);
      await report(academy, 'a', {});
      await passes(academy, 100);
      await report(academy, 'a', { seconds: 100 });
      expect(toldCompleted()).toEqual([]);
      expect(await outcomeOf(mark(academy, 'progress:complete', 'a'))).toBe('conflict');
      await passes(academy, 20);
      await report(academy, 'a', { seconds: 20 });
      expect(toldCompleted()).toMatchObject([{ completedBy: 'dwell' }]);
    });

    test('PR16 what its student took back, no rule completes again; the student does, since the rule is met', async () => {
      const academy = await aClass(dwell);
      await report(academy, 'a', {});
      await passes(academy, 300);
      await report(academy, 'a', { seconds: 120 });
      await mark(academy, 'progress:undo', 'a');
      await passes(academy, 60);
      await report(academy, 'a', { seconds: 60 });
      expect(await lessonIn(academy, 'a')).toMatchObject({ completedAt: null });
      expect(await mark(academy, 'progress:complete', 'a')).toMatchObject({ completedBy: 'button' });
    });

    test('PR17 a quiz that was passed, and whose student may know it, completes its lesson; a word does not', async () => {
      const academy = await aClass({ completes: { b: { by: 'quiz' } } });
      await tellGraded(graded(academy, 'b', { released: false }));
      const failed = { points: 2, outOf: 10, percent: 20, passed: false, grading: 1 };
      await tellGraded(graded(academy, 'b', { score: failed }));
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedAt: null });
      await tellGraded(graded(academy, 'b'));
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedBy: 'quiz' });
      expect(toldCompleted()).toHaveLength(1);
    });

    test('PR17 of several quizzes in a lesson all are to be passed; one that has lost its quizzes asks for none', async () => {
      const academy = await aClass({ completes: { b: { by: 'quiz' } } });
      const first = graded(academy, 'b');
      await tellGraded(first);
      const { cohortId, studentId } = first;
      const place = { cohortId, studentId, lessonId: academy.lesson('b') };
      const isMetWith = (quizIds: string[]): Promise<boolean> =>
        isMet(rooms.db.query, place, { by: 'quiz' }, async () => quizIds);
      expect(await isMetWith([first.quizId])).toBe(true);
      expect(await isMetWith([first.quizId, newId()])).toBe(false);
      expect(await isMetWith([])).toBe(true);
    });

    test('PR17 a quiz in a lesson with another rule completes nothing', async () => {
      const academy = await aClass();
      await tellGraded(graded(academy, 'a'));
      expect(await lessonIn(academy, 'a')).toMatchObject({ completedAt: null });
    });

    test('PR17 a regrading takes no completion away, and undoes no undoing; passing anew does', async () => {
      const academy = await aClass({ completes: { b: { by: 'quiz' } } });
      const first = graded(academy, 'b');
      await tellGraded(first);
      const worse = { points: 1, outOf: 10, percent: 10, passed: false, grading: 2 };
      await tellGraded({ ...first, regraded: true, score: worse });
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedBy: 'quiz' });
      await mark(academy, 'progress:undo', 'b');
      await tellGraded({ ...first, regraded: true });
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedAt: null });
      await tellGraded(graded(academy, 'b'));
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedBy: 'quiz' });
    });

    test('PR17 who passes while paused finds it passed on coming back, and says the word', async () => {
      const academy = await aClass({ completes: { b: { by: 'quiz' } } });
      const change = (what: string) =>
        rooms.perform(academy.person('ines'), 'cohorts:change-people', {
          cohortId: academy.cohortId,
          userIds: [academy.person('amara').userId],
          change: what,
        });
      await change('pause');
      await tellGraded(graded(academy, 'b'));
      await change('resume');
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedAt: null });
      expect(await mark(academy, 'progress:complete', 'b')).toMatchObject({ completedBy: 'button' });
    });

    test('PR18 staff complete a lesson for a student whatever it asks for, and take it back; both are audited', async () => {
      const academy = await aClass({ completes: { b: { by: 'quiz' } } });
      const place = { cohortId: academy.cohortId, studentId: academy.person('amara').userId };
      const set = (by: Person, completed: boolean, key = 'b') =>
        rooms.perform(by, 'progress:set-for', { ...place, lessonId: academy.lesson(key), completed });
      const ines = academy.person('ines');
      expect(await set(ines, true)).toMatchObject({ completedBy: 'staff', completed: 1 });
      expect(await set(ines, true)).toMatchObject({ completedBy: 'staff' });
      expect(await outcomeOf(set(academy.person('jonas'), true))).toBe('forbidden');
      expect(await set(ines, false)).toMatchObject({ completedAt: null, completed: 0 });
      const { rows } = await sql<{ actor: string; details: unknown }>`
        select actor_id as actor, details from audit_entry
        where act = 'progress:set-for' and about_id = ${place.studentId} order by id`.execute(rooms.db.query);
      const details = { cohortId: academy.cohortId, lessonId: academy.lesson('b') };
      expect(rows).toEqual([
        { actor: ines.userId, details: { ...details, completed: true } },
        { actor: ines.userId, details: { ...details, completed: false } },
      ]);
    });
  });

  describe('lessons that are not open', () => {
    test('PR19 cannot be completed or reported; the outline says what comes first, and staff find all open', async () => {
      const academy = await aClass({ after: { c: ['a', 'b'] } });
      expect(await outcomeOf(mark(academy, 'progress:complete', 'c'))).toBe('not_yet');
      expect(await outcomeOf(report(academy, 'c', { seconds: 5 }))).toBe('not_yet');
      expect(await lessonIn(academy, 'c')).toMatchObject({
        gate: { state: 'after', lessonIds: [academy.lesson('a'), academy.lesson('b')] },
      });
      expect((await outline(academy)).hasPrerequisites).toBe(true);
      expect(await lessonIn(academy, 'c', 'ines')).toMatchObject({ gate: { state: 'open' } });
      await mark(academy, 'progress:complete', 'a');
      await mark(academy, 'progress:complete', 'b');
      expect(await mark(academy, 'progress:complete', 'c')).toMatchObject({ completed: 3 });
    });

    test('PR19 what is planned says when it opens and is due, by the clock of the cohort', async () => {
      const academy = await aClass();
      await rooms.perform(academy.person('ines'), 'cohorts:set-plan', {
        cohortId: academy.cohortId,
        rules: [
          {
            lessonId: academy.lesson('a'),
            opens: { day: 1_500, minute: 540 },
            due: { day: 1_501, minute: 1_080 },
          },
        ],
      });
      // The cohort begins on 9 June 2026 in Lagos, an hour ahead of UTC all year.
      expect(await lessonIn(academy, 'a')).toMatchObject({
        gate: { state: 'not-yet', opensAt: '2030-07-18T08:00:00.000Z' },
        dueAt: '2030-07-19T17:00:00.000Z',
      });
      expect(await outcomeOf(mark(academy, 'progress:complete', 'a'))).toBe('not_yet');
    });
  });

  describe('a move to another cohort', () => {
    const transfer = async (academy: Academy, from: string, to: string): Promise<void> => {
      await rooms.perform(academy.person('paula'), 'cohorts:transfer', {
        cohortId: from,
        userIds: [academy.person('amara').userId],
        toCohortId: to,
      });
    };
    const aClassThatMoves = (): Promise<Academy> =>
      anAcademy(rooms, { students: ['amara'], instructors: ['ines'], admins: ['paula'] });

    test('PR20 completions, time, positions and what was taken back come along, and the old place keeps them', async () => {
      const academy = await aClassThatMoves();
      const media = 'c'.repeat(64);
      const done = await mark(academy, 'progress:complete', 'a');
      await mark(academy, 'progress:complete', 'b');
      await mark(academy, 'progress:undo', 'b');
      await report(academy, 'c', {
        played: { media, positionSeconds: 40, durationSeconds: 90, ranges: [[0, 45]] },
      });
      await passes(academy, 50);
      await report(academy, 'c', { seconds: 50 });
      const before = await stay(academy, 'c');

      const other = await academy.openCohort('Summer');
      await transfer(academy, academy.cohortId, other);

      const there = { ...academy, cohortId: other };
      expect(await lessonIn(there, 'a')).toMatchObject({ completedAt: done.completedAt });
      expect((await outline(there)).progress).toMatchObject({ completed: 1, total: 3 });
      expect(await stay(there, 'c')).toEqual({ ...before, cohortId: other });
      const seen = (await rooms.look(academy.person('paula'), 'progress:student', {
        cohortId: academy.cohortId,
        studentId: academy.person('amara').userId,
      })) as StudentProgress;
      expect(seen.progress).toMatchObject({ completed: 1 });
    });

    test('PR20 there and back again: nothing is doubled, and what was taken back meanwhile stays so', async () => {
      const academy = await aClassThatMoves();
      await mark(academy, 'progress:complete', 'a');
      await report(academy, 'a', {});
      await passes(academy, 100);
      await report(academy, 'a', { seconds: 100 });
      const other = await academy.openCohort('Summer');
      const there = { ...academy, cohortId: other };
      await transfer(academy, academy.cohortId, other);
      await mark(there, 'progress:undo', 'a');
      await mark(there, 'progress:complete', 'b');
      await transfer(academy, other, academy.cohortId);
      expect((await outline(academy)).progress).toMatchObject({ completed: 1 });
      expect(await lessonIn(academy, 'a')).toMatchObject({ completedAt: null, minutesSpent: 2 });
      expect(await lessonIn(academy, 'b')).toMatchObject({ completedBy: 'button' });
    });
  });

  describe('the timeline', () => {
    interface Page {
      entries: TimelineEntry[];
      before: string | null;
    }
    const timeline = ({ cohortId, person }: Academy, by: string, before?: string): Promise<Page> =>
      rooms.look(person(by), 'progress:timeline', {
        cohortId,
        studentId: person('amara').userId,
        ...(before && { before }),
      }) as Promise<Page>;

    test('PR21 says what was completed and by what, taken back, and how long lessons were open, newest first', async () => {
      const academy = await aClass();
      await mark(academy, 'progress:complete', 'a');
      await mark(academy, 'progress:complete', 'b');
      await mark(academy, 'progress:undo', 'b');
      await report(academy, 'c', {});
      await passes(academy, 90);
      await report(academy, 'c', { seconds: 90 });
      const { entries, before } = await timeline(academy, 'ines');
      expect(entries.map(({ what }) => what)).toEqual(['studied', 'undone', 'completed', 'place']);
      expect(entries[0]).toMatchObject({ seconds: 90, lessons: [{ title: 'Lesson c', seconds: 90 }] });
      expect(entries[2]).toMatchObject({ title: 'Lesson a', by: 'button' });
      expect(before).toBeNull();
      expect(await timeline(academy, 'amara')).toEqual({ entries, before });
      expect(await outcomeOf(timeline(academy, 'jonas'))).toBe('forbidden');
      expect(await outcomeOf(timeline(academy, 'ines', 'nonsense'))).toBe('invalid');
    });

    test('PR21 pages follow each other without a gap or a repetition, also where moments are the same', async () => {
      const keys = Array.from({ length: 75 }, (_, index) => `lesson-${index}`);
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'], lessons: [keys] });
      await sql`
        insert into completion (cohort_id, student_id, lesson_id, completed_at)
        select ${academy.cohortId}, ${academy.person('amara').userId}, id,
          timestamptz '2026-06-09 12:00Z' + make_interval(mins => (row_number() over ())::int / 10)
        from unnest(${keys.map(academy.lesson)}::uuid[]) as id`.execute(rooms.db.query);
      const seen: TimelineEntry[] = [];
      for (let before: string | null | undefined = undefined; before !== null;) {
        const page: Page = await timeline(academy, 'ines', before);
        seen.push(...page.entries);
        before = page.before;
      }
      expect(seen.filter(({ what }) => what === 'completed')).toHaveLength(75);
      expect(new Set(seen.map((entry) => JSON.stringify(entry))).size).toBe(seen.length);
      const moments = seen.map(({ at }) => at);
      expect(moments).toEqual(moments.toSorted().reverse());
    });
  });
}
