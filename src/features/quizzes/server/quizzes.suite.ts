import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aQuizClass, choose, smallQuiz, withHead } from '../../../../tests/support/quizzes.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { AnswerKept, Attempt, Gradebook, OwnQuiz, quizzes } from '../contract.ts';
import { quizzesOf } from './passes.ts';
import { sealOf } from './seal.ts';

/** What `quizzes` promises, on either database. */
export function quizzesSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const count = async (what: string, attemptId: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(what)} where attempt_id = ${attemptId}`.execute(rooms.db.query);
    return rows[0]!.n;
  };
  const truth = (value: boolean) => ({ kind: 'truth', value }) as const;
  const right = (attempt: Attempt) => choose(attempt.asked[0]!, 'r');
  const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

  describe('the quizzes of a course', () => {
    test('QZ4 a quiz and its items keep their ids through versions; what did not change is not kept again', async () => {
      const school = await aQuizClass(rooms);
      const before = await school.start('amara');
      const changed = smallQuiz.replace('So?', 'So, what?');
      await school.academy.publish([['a', 'b'], ['c']], { quizzes: { a: changed } });
      const after = await school.start('jonas');
      expect(after.quizId).toBe(before.quizId);
      expect(after.asked.map(({ id }) => id)).toEqual(before.asked.map(({ id }) => id));
      expect(after.asked[0]).toEqual(before.asked[0]);
      expect(after.asked[1]!.prompt).toBe('So, what?');
      const { rows } = await sql<{ versions: number }>`
        select count(*) as versions from quiz_item_key key join quiz_item item on item.id = key.item_id
        where item.quiz_id = ${school.quizId}`.execute(rooms.db.query);
      expect(rows[0]!.versions).toBe(3);
    });

    test('QZ4 a quiz that the course drops is there no more, and comes back as what it was', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.take('amara', 'r', true);
      await school.academy.publish([['a', 'b', 'c']], { quizzes: {} });
      expect(await outcomeOf(school.own('amara'))).toBe('not_found');
      expect(await outcomeOf(school.start('jonas'))).toBe('not_found');
      expect((await school.attempt('amara', attempt.id)).result).toMatchObject({ percent: 100 });
      await school.academy.publish([['c', 'b', 'a']], { quizzes: { b: smallQuiz } });
      expect(await school.own('amara')).toMatchObject({
        id: school.quizId,
        lessonId: school.academy.lesson('b'),
        best: { percent: 100 },
      });
    });

    test('QZ5 an item is used again in another quiz, and pools are drawn from; everybody can reach the same', async () => {
      const pool = (key: string): string =>
        `== ${key}: true/false, 2 points, pool p\n${key}?\n(x) true\n( ) false\n\n`;
      const block = `key: drawn\ntitle: Drawn\ndraw: 2 of p\nshuffle: questions, answers\n\n${['k', 'l', 'm', 'n'].map(pool).join('')}== use small/one\n`;
      const school = await aQuizClass(rooms, { quizzes: { a: block, b: smallQuiz } });
      const students = [];
      for (const name of ['amara', 'jonas']) students.push(await school.start(name));
      for (const attempt of students) {
        expect(attempt.asked.map(({ points }) => points).sort((a, b) => a - b)).toEqual([1, 2, 2]);
        expect(attempt.asked.filter(({ kind }) => kind === 'single')).toHaveLength(1);
        expect(new Set(attempt.asked.map(({ id }) => id)).size).toBe(3);
      }
      expect(await school.own('amara')).toMatchObject({ items: 3, outOf: 5 });
      const missing = block.replace('small/one', 'small/none');
      expect(
        await outcomeOf(school.academy.publish([['a', 'b', 'c']], { quizzes: { a: missing, b: smallQuiz } })),
      ).toBe('conflict');
    });
  });

  describe('taking a quiz', () => {
    test('QZ6 beginning again, on whatever device, goes on with the open attempt', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 0, right(attempt));
      const again = await school.start('amara');
      expect(again).toMatchObject({
        id: attempt.id,
        number: 1,
        state: 'open',
        answered: 1,
        items: 2,
        result: null,
      });
      expect(again.asked).toEqual(attempt.asked);
      expect(again.answers).toMatchObject([{ answer: right(attempt), late: false }]);
      const [first] = await Promise.all([
        school.start('jonas'),
        school.start('jonas'),
        school.start('jonas'),
      ]);
      expect((await school.own('jonas')).attempts.map(({ id }) => id)).toEqual([first.id]);
    });

    test('QZ7 however many begin at once, there are no more attempts than allowed', async () => {
      const school = await aQuizClass(rooms, { block: withHead(smallQuiz, 'attempts: 2') });
      for (const left of [1, 0]) {
        await school.take('amara', 'w', false);
        expect((await school.own('amara')).attemptsLeft).toBe(left);
      }
      const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(school.start('amara'))));
      expect(outcomes).toEqual(['conflict', 'conflict', 'conflict']);
      await school.act('ines', 'quiz:accommodate', {
        studentId: school.person('amara').userId,
        extraPercent: 0,
        extraAttempts: 1,
      });
      expect((await school.own('amara')).attemptsLeft).toBe(1);
      expect((await school.start('amara')).number).toBe(3);
    });

    test('QZ8 what was asked stays as it was, whatever becomes of the course', async () => {
      const school = await aQuizClass(rooms, { block: withHead(smallQuiz, 'shuffle: questions, answers') });
      const attempt = await school.start('amara');
      const other = '== three: true/false\nNew?\n(x) true\n( ) false\n';
      await school.academy.publish([['a', 'b', 'c']], {
        quizzes: { a: `key: small\ntitle: Anew\n\n${other}` },
      });
      expect((await school.attempt('amara', attempt.id)).asked).toEqual(attempt.asked);
      const place = attempt.asked.findIndex(({ kind }) => kind === 'truth');
      await school.answer('amara', attempt, place, truth(true));
      expect(await school.submit('amara', attempt)).toMatchObject({
        result: { points: 1, outOf: 2 },
        quiz: { title: 'Anew' },
      });
    });

    test('QZ9 of answers to one item the highest revision stays, whichever comes last', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      const [yes, no] = [truth(true), truth(false)];
      expect(await school.answer('amara', attempt, 1, yes, 5)).toMatchObject({ answer: yes, revision: 5 });
      rooms.announced.length = 0;
      expect(await school.answer('amara', attempt, 1, no, 4)).toMatchObject({ answer: yes, revision: 5 });
      expect(await school.answer('amara', attempt, 1, no, 5)).toMatchObject({ answer: yes, revision: 5 });
      expect(rooms.announced).toEqual([]);
      expect(await school.answer('amara', attempt, 1, null, 6)).toMatchObject({ answer: null, revision: 6 });
      expect((await school.attempt('amara', attempt.id)).answered).toBe(0);
    });

    test('QZ9 many at once, in any order and twice: the highest is kept, and every answer says what is kept', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      const revisions = [3, 9, 1, 7, 9, 2, 8, 4, 6, 5, 3, 8];
      const answers = (await Promise.all(
        revisions.map((revision) => school.answer('amara', attempt, 1, truth(revision % 2 === 0), revision)),
      )) as AnswerKept[];
      expect(answers.every(({ revision }, index) => revision >= revisions[index]!)).toBe(true);
      const { answers: kept } = await school.attempt('amara', attempt.id);
      expect(kept).toMatchObject([{ revision: 9, answer: truth(false) }]);
    });

    test('QZ9 an answer is told to the own windows alone; that there is one more, to the staff as well', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      rooms.announced.length = 0;
      const kept = (await school.answer('amara', attempt, 1, truth(true))) as AnswerKept;
      expect(school.told('amara', 'quiz:answered')).toEqual([
        { ...kept, attemptId: attempt.id, ...school.key },
      ]);
      expect(school.told('staff', 'quiz:answered')).toEqual([]);
      expect(school.toldLines('staff')).toMatchObject([{ answered: 1, items: 2, state: 'open' }]);
      await school.answer('amara', attempt, 1, truth(false));
      expect(school.toldLines('staff')).toHaveLength(1);
    });

    test('QZ12 answers to what was not asked, and to attempts of others, are refused', async () => {
      const school = await aQuizClass(rooms, {
        quizzes: { a: smallQuiz, b: smallQuiz.replace('key: small', 'key: other') },
      });
      const attempt = await school.start('amara');
      const jonas = await school.start('jonas');
      const outcome = (name: string, input: object): Promise<string> =>
        outcomeOf(
          school.act(name, 'quiz:answer', {
            attemptId: attempt.id,
            itemId: attempt.asked[0]!.id,
            answer: right(attempt),
            revision: 1,
            ...input,
          }),
        );
      expect(await outcome('amara', { answer: truth(true) })).toBe('invalid');
      expect(await outcome('amara', { answer: { kind: 'single', optionId: 'r' } })).toBe('invalid');
      expect(await outcome('amara', { itemId: newId() })).toBe('not_found');
      expect(await outcome('amara', { attemptId: jonas.id })).toBe('not_found');
      expect(await outcome('amara', { attemptId: newId() })).toBe('not_found');
      expect(await outcome('jonas', {})).toBe('not_found');
      expect(await outcome('ines', {})).toBe('forbidden');
      const { quizzes } = (await rooms.look(school.person('amara'), 'quiz:overview', {
        cohortId: school.academy.cohortId,
      })) as { quizzes: OwnQuiz[] };
      expect(await outcome('amara', { quizId: quizzes[1]!.id })).toBe('not_found');
      expect(await count('quiz_answer', attempt.id)).toBe(0);
    });

    test('QZ17 neither before it opens nor after it closes, nor while its lesson waits for another', async () => {
      const school = await aQuizClass(rooms, { after: { a: ['b'] } });
      expect(await school.own('amara')).toMatchObject({ state: 'not-yet' });
      expect(await outcomeOf(school.start('amara'))).toBe('not_yet');
      const { cohortId, lesson } = school.academy;
      await rooms.perform(school.person('amara'), 'progress:complete', { cohortId, lessonId: lesson('b') });
      expect(await school.own('amara')).toMatchObject({ state: 'open' });

      await school.act('ines', 'quiz:set-rules', { opensAt: inMinutes(5) });
      expect(await school.own('amara')).toMatchObject({ state: 'not-yet' });
      expect(await outcomeOf(school.start('amara'))).toBe('not_yet');
      await school.act('ines', 'quiz:set-rules', { closesAt: inMinutes(-1) });
      expect(await school.own('amara')).toMatchObject({ state: 'closed' });
      expect(await outcomeOf(school.start('amara'))).toBe('conflict');
      await school.act('ines', 'quiz:set-rules', { opensAt: inMinutes(-5), closesAt: inMinutes(5) });
      expect((await school.start('amara')).deadlineAt).not.toBeNull();
      expect(
        await outcomeOf(
          school.act('ines', 'quiz:set-rules', { opensAt: inMinutes(5), closesAt: inMinutes(4) }),
        ),
      ).toBe('invalid');
    });
  });

  describe('time', () => {
    const timed = withHead(smallQuiz, 'time: 20 minutes');

    test('QZ13 a deadline comes from the database, lies under the server’s seal, and is the same on every device', async () => {
      const school = await aQuizClass(rooms, { block: timed });
      const attempt = await school.start('amara');
      const { deadlineAt, startedAt, deadlineSeal, id } = attempt;
      expect(Date.parse(deadlineAt!) - Date.parse(startedAt)).toBe(20 * 60_000);
      expect(await school.start('amara')).toMatchObject({ deadlineAt, deadlineSeal });
      expect(deadlineSeal).toBe(await sealOf(rooms.db.query, id, new Date(deadlineAt!)));
      expect(deadlineSeal).not.toBe(await sealOf(rooms.db.query, id, new Date(inMinutes(60))));
      const jonas = await school.start('jonas');
      expect(jonas.deadlineSeal).not.toBe(await sealOf(rooms.db.query, id, new Date(jonas.deadlineAt!)));
      const { rows } = await sql`select secret from quiz_secret`.execute(rooms.db.query);
      expect(rows).toHaveLength(1);
    });

    test('QZ13 extra time holds from the start, and is given to an attempt that is open; nothing takes time away', async () => {
      const school = await aQuizClass(rooms, { block: timed });
      const minutes = ({ startedAt, deadlineAt }: Pick<Attempt, 'startedAt' | 'deadlineAt'>): number =>
        (Date.parse(deadlineAt!) - Date.parse(startedAt)) / 60_000;
      const attempt = await school.start('amara');
      const give = (extraPercent: number): Promise<unknown> =>
        school.act('ines', 'quiz:accommodate', {
          studentId: school.person('amara').userId,
          extraPercent,
          extraAttempts: 0,
        });
      rooms.announced.length = 0;
      await give(50);
      expect(school.toldLines('amara').map(minutes)).toEqual([30]);
      const longer = await school.attempt('amara', attempt.id);
      expect(minutes(longer)).toBe(30);
      expect(longer.deadlineSeal).not.toBe(attempt.deadlineSeal);
      await give(0);
      await school.act('ines', 'quiz:set-rules', { timeLimitMinutes: 5 });
      expect(minutes(await school.attempt('amara', attempt.id))).toBe(30);
      await school.act('ines', 'quiz:set-rules', { timeLimitMinutes: 45 });
      expect(minutes(await school.attempt('amara', attempt.id))).toBe(45);
      expect((await school.own('amara')).accommodation).toBeNull();
      await give(100);
      expect(minutes(await school.start('amara'))).toBe(90);
      const jonas = await school.start('jonas');
      expect(minutes(jonas)).toBe(45);
    });

    test('QZ13 the close ends attempts too, later for whoever has extra time', async () => {
      const school = await aQuizClass(rooms, { block: timed });
      await school.act('ines', 'quiz:accommodate', {
        studentId: school.person('jonas').userId,
        extraPercent: 50,
        extraAttempts: 0,
      });
      const closesAt = inMinutes(10);
      await school.act('ines', 'quiz:set-rules', { closesAt });
      expect((await school.start('amara')).deadlineAt).toBe(closesAt);
      expect(Date.parse((await school.start('jonas')).deadlineAt!) - Date.parse(closesAt)).toBe(10 * 60_000);
    });

    test('QZ14 an answer after the limit is kept beside the one in time, and counts only when staff accept it', async () => {
      const school = await aQuizClass(rooms, { block: timed });
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 0, choose(attempt.asked[0]!, 'w'));
      await school.pass(attempt.id, 21);
      expect(await school.answer('amara', attempt, 0, right(attempt))).toMatchObject({ late: true });
      expect(await school.answer('amara', attempt, 1, truth(true))).toMatchObject({ late: true });
      const handed = await school.submit('amara', attempt);
      expect(handed).toMatchObject({ lateAnswers: 2, late: false, result: { points: 0 } });
      expect(handed.answers.map(({ late }) => late)).toEqual([true, true]);
      expect(handed.inTime).toMatchObject([{ answer: choose(attempt.asked[0]!, 'w') }]);
      expect(Date.parse(handed.submittedAt!)).toBe(Date.parse(handed.deadlineAt!));

      const accepted = (await school.act('ines', 'quiz:accept-late', { attemptId: attempt.id })) as Attempt;
      expect(accepted).toMatchObject({ lateAnswers: 0, late: true, result: { points: 2, grading: 2 } });
      const jonas = await school.take('jonas', 'r', true);
      expect(await outcomeOf(school.act('ines', 'quiz:accept-late', { attemptId: jonas.id }))).toBe(
        'conflict',
      );
    });

    test('QZ14 the late rule counts late answers for its minutes, with points off; saying the same again is not late', async () => {
      const school = await aQuizClass(rooms, { block: withHead(timed, 'late: 10 minutes, 25% off') });
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 0, right(attempt));
      await school.pass(attempt.id, 25);
      await school.answer('amara', attempt, 0, right(attempt));
      await school.answer('amara', attempt, 1, truth(true));
      expect(await school.attempt('amara', attempt.id)).toMatchObject({
        late: true,
        lateAnswers: 0,
        state: 'open',
      });
      expect(await school.submit('amara', attempt)).toMatchObject({ late: true, result: { points: 1.75 } });
    });

    test('QZ14 what came late is in time once the time is given that it took; a newer answer stays the newer one', async () => {
      const school = await aQuizClass(rooms, { block: withHead(timed, 'late: 10 minutes, 25% off') });
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 0, choose(attempt.asked[0]!, 'w'));
      await school.pass(attempt.id, 25);
      await school.answer('amara', attempt, 0, right(attempt));
      const studentId = school.person('amara').userId;
      await school.act('ines', 'quiz:accommodate', { studentId, extraPercent: 50, extraAttempts: 0 });
      const seen = await school.attempt('amara', attempt.id);
      expect(seen).toMatchObject({
        late: false,
        inTime: [],
        answers: [{ answer: right(attempt), late: false }],
      });
      await school.answer('amara', attempt, 1, truth(true));
      expect(await school.submit('amara', attempt)).toMatchObject({ late: false, result: { points: 2 } });
    });

    test('QZ16 what time has ended is handed in by some node, graded once, and still takes what was on its way', async () => {
      const school = await aQuizClass(rooms, { block: timed });
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 0, right(attempt));
      await school.due();
      expect((await school.attempt('amara', attempt.id)).state).toBe('open');
      await school.pass(attempt.id, 21);
      rooms.announced.length = 0;
      await Promise.all([school.due(), school.due(), school.due()]);
      expect(school.told('amara', 'quiz:graded')).toMatchObject([{ score: { points: 1 }, released: true }]);
      expect(await count('quiz_grading', attempt.id)).toBe(1);
      expect(await school.answer('amara', attempt, 1, truth(true))).toMatchObject({ late: true });
      expect(await school.attempt('amara', attempt.id)).toMatchObject({
        lateAnswers: 1,
        result: { points: 1 },
      });
      await school.pass(attempt.id, 15 * 24 * 60);
      expect(await outcomeOf(school.answer('amara', attempt, 1, truth(false)))).toBe('conflict');
    });

    test('QZ16 whoever comes back to an attempt whose time is over finds it handed in', async () => {
      const school = await aQuizClass(rooms, { block: timed });
      const attempt = await school.start('amara');
      await school.pass(attempt.id, 21);
      expect(await school.start('amara')).toMatchObject({
        id: attempt.id,
        state: 'released',
        result: { points: 0 },
      });
      expect((await school.start('amara')).number).toBe(2);
    });
  });

  describe('handing in', () => {
    test('QZ15 handed in twice, at once or later, is handed in once: one grading, one word of it', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 0, right(attempt));
      rooms.announced.length = 0;
      const all = await Promise.all([1, 2, 3, 4].map(() => school.submit('amara', attempt)));
      expect(all.map(({ result }) => result?.points)).toEqual([1, 1, 1, 1]);
      expect(await count('quiz_grading', attempt.id)).toBe(1);
      for (const whose of ['amara', 'staff']) {
        expect(school.told(whose, 'quiz:graded')).toMatchObject([
          {
            released: true,
            regraded: false,
            score: { points: 1, outOf: 2, percent: 50, passed: true, grading: 1 },
            lessonId: school.academy.lesson('a'),
          },
        ]);
      }
      expect(await outcomeOf(school.answer('amara', attempt, 1, truth(true)))).toBe('conflict');
    });

    test('QZ15 the result says what was right, what to read again and why', async () => {
      const school = await aQuizClass(rooms);
      const { result } = await school.take('amara', 'w', true);
      expect(result).toMatchObject({ points: 1, outOf: 2, percent: 50, passed: true });
      expect(result!.gradings).toMatchObject([{ number: 1, points: 1, cause: 'handed-in', reason: '' }]);
      expect(result!.items).toMatchObject([
        {
          points: 0,
          outOf: 1,
          verdict: 'wrong',
          feedback: ['To be said afterwards.', 'Not this one.'],
          key: 'r',
          readAgain: { lessonId: school.academy.lesson('b'), anchor: 'more', title: 'Lesson b' },
          comment: null,
        },
        { verdict: 'right', feedback: [], key: 'true', readAgain: null },
      ]);
      const kept = await aQuizClass(rooms, { block: withHead(smallQuiz, 'shows key: no') });
      const own = await kept.take('amara', 'w', true);
      expect(own.result!.items.map(({ key }) => key)).toEqual([null, null]);
      expect((await kept.attempt('ines', own.id)).result!.items.map(({ key }) => key)).toEqual(['r', 'true']);
    });

    test('QZ21 the best attempt counts, and is the same in every list', async () => {
      const school = await aQuizClass(rooms);
      await school.take('amara', 'w', true);
      const best = await school.take('amara', 'r', true);
      await school.take('amara', 'r', false);
      const { score: own } = (await school.own('amara')).attempts[1]!;
      expect((await school.own('amara')).best).toEqual(own);
      const { students } = await school.results();
      expect(students.map(({ name, best: counted }) => [name, counted])).toEqual([
        ['amara', own],
        ['jonas', null],
      ]);
      const grades = (await rooms.look(school.person('paula'), 'quiz:gradebook', {
        cohortId: school.academy.cohortId,
      })) as Gradebook;
      expect(grades.students[0]!.scores).toEqual({
        [school.quizId]: { ...own, attemptId: best.id, released: true },
      });
      expect(grades.students[1]!.scores).toEqual({});
      const passes = await quizzesOf(rooms.db.query, school.academy.cohortId, school.person('amara').userId);
      expect(passes).toEqual([{ key: 'small', title: 'A small quiz', passed: true }]);
    });
  });

  describe('release', () => {
    test('QZ18 by hand: until then only staff see a result, from then on everybody does at once', async () => {
      const school = await aQuizClass(rooms, { block: withHead(smallQuiz, 'release: by hand') });
      const handed = await school.take('amara', 'r', true);
      expect(handed).toMatchObject({ state: 'graded', result: null });
      expect(school.told('amara', 'quiz:graded')).toEqual([]);
      expect(school.told('staff', 'quiz:graded')).toMatchObject([
        { released: false, score: { percent: 100 } },
      ]);
      expect(await school.own('amara')).toMatchObject({
        best: null,
        attempts: [{ state: 'graded', score: null }],
      });
      expect((await school.results()).students[0]!.best).toMatchObject({ percent: 100 });
      expect(
        await quizzesOf(rooms.db.query, school.academy.cohortId, school.person('amara').userId),
      ).toMatchObject([{ passed: false }]);

      rooms.announced.length = 0;
      expect(await school.act('ines', 'quiz:release')).toEqual({ released: 1 });
      expect(school.told('amara', 'quiz:graded')).toMatchObject([{ released: true, regraded: false }]);
      expect((await school.attempt('amara', handed.id)).result).toMatchObject({ percent: 100 });
      expect(await school.act('ines', 'quiz:release')).toEqual({ released: 0 });
      expect(await school.take('jonas', 'w', true)).toMatchObject({
        state: 'released',
        result: { percent: 50 },
      });
    });

    test('QZ18 after the close: by itself, once nobody takes it any more', async () => {
      const school = await aQuizClass(rooms, { block: withHead(smallQuiz, 'release: after the close') });
      await school.act('ines', 'quiz:set-rules', { closesAt: inMinutes(30) });
      const handed = await school.take('amara', 'r', true);
      const open = await school.start('jonas');
      await school.due();
      expect((await school.attempt('amara', handed.id)).result).toBeNull();
      const close = () =>
        sql`
        update quiz_rules set closes_at = now() - interval '1 minute' where quiz_id = ${school.quizId}`.execute(
          rooms.db.query,
        );
      await close();
      await school.due();
      expect((await school.attempt('amara', handed.id)).result).toBeNull();
      await school.pass(open.id, 40);
      rooms.announced.length = 0;
      await Promise.all([school.due(), school.due()]);
      expect((await school.attempt('amara', handed.id)).result).toMatchObject({ percent: 100 });
      expect(school.told('amara', 'quiz:graded')).toHaveLength(1);
      expect((await school.attempt('jonas', open.id)).result).toMatchObject({ percent: 0 });
    });

    test('QZ18 a cohort that shows results at once from now on shows those that waited', async () => {
      const school = await aQuizClass(rooms, { block: withHead(smallQuiz, 'release: by hand') });
      const handed = await school.take('amara', 'r', true);
      await school.act('ines', 'quiz:set-rules', { release: 'now' });
      expect((await school.attempt('amara', handed.id)).state).toBe('released');
      await school.act('ines', 'quiz:set-rules', { release: 'by-hand' });
      expect((await school.attempt('amara', handed.id)).state).toBe('released');
      expect((await school.take('amara', 'r', true)).state).toBe('graded');
    });
  });

  describe('what staff change', () => {
    test('QZ19 points by hand stand through every grading, with a word why', async () => {
      const school = await aQuizClass(rooms);
      const handed = await school.take('amara', 'w', true);
      const itemId = handed.asked[0]!.id;
      const mark = (points: number): Promise<unknown> =>
        school.act('ines', 'quiz:mark', { attemptId: handed.id, itemId, points, comment: 'Half right.' });
      for (const points of [1.01, -1.01, 0.123]) expect(await outcomeOf(mark(points))).toBe('invalid');
      rooms.announced.length = 0;
      expect(await mark(0.5)).toMatchObject({
        result: {
          points: 1.5,
          grading: 2,
          items: [{ points: 0.5, verdict: 'partly', comment: 'Half right.' }, {}],
        },
      });
      expect(school.told('amara', 'quiz:graded')).toMatchObject([
        { regraded: true, reason: 'Half right.', score: { points: 1.5 } },
      ]);
      await school.act('ines', 'quiz:regrade', { reason: 'just so' });
      const after = await school.attempt('amara', handed.id);
      expect(after.result).toMatchObject({ points: 1.5, grading: 3 });
      expect(after.result!.gradings.map(({ points, cause }) => [points, cause])).toEqual([
        [1, 'handed-in'],
        [1.5, 'marked'],
        [1.5, 'regraded'],
      ]);
      const open = await school.start('jonas');
      expect(
        await outcomeOf(school.act('ines', 'quiz:mark', { attemptId: open.id, itemId, points: 1 })),
      ).toBe('conflict');
    });

    test('QZ20 QZ56 another key is asked for, and a regrade tells whoever has other points, once', async () => {
      const school = await aQuizClass(rooms);
      const amara = await school.take('amara', 'w', true);
      await school.take('jonas', 'r', true);
      expect((await school.results()).needsRegrade).toBe(false);
      const mended = smallQuiz.replace('(x) r', '( ) r').replace('( ) w', '(x) w');
      await school.academy.publish([['a', 'b', 'c']], { quizzes: { a: mended } });
      expect((await school.results()).needsRegrade).toBe(true);
      const preview = (await rooms.look(school.academy.person('ines'), 'quiz:regrade-preview', {
        cohortId: school.academy.cohortId,
        quizId: school.quizId,
      })) as ViewData<typeof quizzes, 'quiz:regrade-preview'>;
      expect(preview.attempts).toBe(2);
      expect(
        new Set(
          preview.changes.map(
            ({ student, before, after }) => `${student.id} ${before.points} ${after.points}`,
          ),
        ),
      ).toEqual(
        new Set([
          `${school.academy.person('amara').userId} 1 2`,
          `${school.academy.person('jonas').userId} 2 1`,
        ]),
      );
      expect((await school.attempt('amara', amara.id)).result).toMatchObject({ points: 1 });
      rooms.announced.length = 0;
      expect(await school.act('ines', 'quiz:regrade', { reason: 'The key was wrong.' })).toEqual({
        graded: 2,
        changed: 2,
      });
      expect(school.told('amara', 'quiz:graded')).toMatchObject([
        { regraded: true, released: true, reason: 'The key was wrong.', score: { points: 2, grading: 2 } },
      ]);
      expect(school.told('jonas', 'quiz:graded')).toMatchObject([{ regraded: true, score: { points: 1 } }]);
      expect((await school.results()).needsRegrade).toBe(false);
      rooms.announced.length = 0;
      expect(await school.act('ines', 'quiz:regrade', { reason: 'again' })).toEqual({
        graded: 2,
        changed: 0,
      });
      expect(school.told('amara', 'quiz:graded')).toEqual([]);
      expect(school.told('staff', 'quiz:graded')).toEqual([]);
      expect((await school.attempt('amara', amara.id)).result!.gradings.map(({ points }) => points)).toEqual([
        1, 2, 2,
      ]);
    });

    test('QZ20 whatever staff do to results and rules is noted, with who and when, without anybody’s words', async () => {
      const school = await aQuizClass(rooms);
      const handed = await school.take('amara', 'w', true);
      const studentId = school.person('amara').userId;
      await school.act('ines', 'quiz:mark', {
        attemptId: handed.id,
        itemId: handed.asked[0]!.id,
        points: 1,
        comment: 'word',
      });
      await school.act('ines', 'quiz:regrade', { reason: 'word' });
      await school.act('ines', 'quiz:set-rules', { attempts: 3 });
      await school.act('ines', 'quiz:accommodate', { studentId, extraPercent: 25, extraAttempts: 0 });
      await school.act('paula', 'quiz:release');
      const { rows } = await sql<{ act: string; actorId: string; details: object }>`
        select act, actor_id as "actorId", details from audit_entry where about_id = ${school.quizId} order by at, id`.execute(
        rooms.db.query,
      );
      expect(rows.map(({ act }) => act)).toEqual([
        'quiz:mark',
        'quiz:regrade',
        'quiz:set-rules',
        'quiz:accommodate',
        'quiz:release',
      ]);
      expect(rows.map(({ actorId }) => actorId).at(-1)).toBe(school.person('paula').userId);
      expect(JSON.stringify(rows)).not.toContain('word');
    });
  });

  describe('who sees what', () => {
    test('QZ22 a student sees their own attempts alone; staff see answers once they are handed in', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      await school.answer('amara', attempt, 1, truth(true));
      expect(await outcomeOf(school.attempt('jonas', attempt.id))).toBe('not_found');
      expect(await school.attempt('ines', attempt.id)).toMatchObject({
        answered: 1,
        answers: [],
        student: { name: 'amara' },
      });
      await school.submit('amara', attempt);
      expect((await school.attempt('paula', attempt.id)).answers).toMatchObject([{ answer: truth(true) }]);
      expect(await outcomeOf(school.attempt('jonas', attempt.id))).toBe('not_found');
      expect(await outcomeOf(rooms.look(school.person('amara'), 'quiz:results', school.key))).toBe(
        'forbidden',
      );
      const other = await aQuizClass(rooms);
      expect(
        await outcomeOf(
          rooms.look(other.person('ines'), 'quiz:attempt', { ...other.key, attemptId: attempt.id }),
        ),
      ).toBe('not_found');
      expect(
        await outcomeOf(
          rooms.look(other.person('ines'), 'quiz:results', {
            ...school.key,
            cohortId: other.academy.cohortId,
          }),
        ),
      ).toBe('not_found');
    });

    test('QZ26 whoever moves to another cohort of the course takes their attempts along', async () => {
      const school = await aQuizClass(rooms);
      const handed = await school.take('amara', 'r', true);
      const open = await school.start('amara');
      await school.answer('amara', open, 1, truth(true));
      const toCohortId = await school.academy.openCohort('Autumn');
      const { cohortId } = school.academy;
      const userIds = [school.person('amara').userId];
      await rooms.perform(school.person('paula'), 'cohorts:transfer', { cohortId, userIds, toCohortId });
      const there = { ...school.key, cohortId: toCohortId };
      const own = (await rooms.look(school.person('amara'), 'quiz:quiz', there)) as OwnQuiz;
      expect(own.attempts.map(({ id, number, state }) => [id, number, state])).toEqual([
        [handed.id, 1, 'released'],
        [open.id, 2, 'open'],
      ]);
      const after = (await rooms.perform(school.person('amara'), 'quiz:submit', {
        ...there,
        attemptId: open.id,
      })) as Attempt;
      expect(after).toMatchObject({ cohortId: toCohortId, result: { points: 1 } });
      expect((await school.results()).students.map(({ name }) => name)).toEqual(['jonas']);
    });

    test('QZ22 removed, a student takes no quiz; what was handed in is theirs when they are back', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      const { cohortId } = school.academy;
      const { userId } = school.person('amara');
      await rooms.perform(school.person('ines'), 'cohorts:remove', { cohortId, userId });
      for (const act of [
        () => school.start('amara'),
        () => school.answer('amara', attempt, 1, truth(true)),
        () => school.submit('amara', attempt),
      ])
        expect(await outcomeOf(act())).toBe('not_found');
      await rooms.perform(school.person('ines'), 'cohorts:enrol', { cohortId, userId });
      expect((await school.submit('amara', attempt)).state).toBe('released');
    });
  });
}
