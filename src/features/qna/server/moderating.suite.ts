import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aQuestionClass, recountVotes, type QuestionClass } from '../../../../tests/support/questions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { OpenQuestion, OwnQuestion, qna } from '../contract.ts';

type Owed = ViewData<typeof qna, 'qa:owed'>;
type OfLesson = ViewData<typeof qna, 'qa:of-lesson'>;

/** What `qna` promises to staff, and of what they do to everybody else, on either database. */
export function moderatingSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const word = 'marmalade';
  /** Views that a student has of the session, and what was told everybody, as one text. */
  const allOf = async (school: QuestionClass, name: string): Promise<string> => {
    const similar = { sessionId: school.sessionId, text: `Is it ${word}?` };
    const views = [await school.list(name), await school.look(name, 'qa:similar', similar)];
    return `${JSON.stringify(views)}\n${school.toldEverybody}`;
  };

  describe('letting through', () => {
    test('QA2 a question that waits is in no byte that others have, and comes to all when it is let through', async () => {
      const school = await aQuestionClass(rooms, { moderated: true });
      const question = await school.ask('amara', `Is it ${word}?`);
      expect(question.state).toBe('pending');
      expect(await allOf(school, 'jonas')).not.toContain(word);
      expect(await allOf(school, 'jonas')).not.toContain(question.id);
      expect((await school.own('amara', question))!.state).toBe('pending');
      expect((await school.desk('paula')).counts).toMatchObject({ pending: 1, published: 0 });

      await Promise.all(
        ['ines', 'omar'].map((name) => school.act(name, 'qa:publish', { questionId: question.id })),
      );
      expect(school.told<OpenQuestion>('everybody', 'qa:new')).toEqual([await school.seen(question)]);
      expect((await school.desk()).counts).toMatchObject({ pending: 0, published: 1 });
    });

    test('QA2 QA9 one that is taken back waits again, and comes to all a second time', async () => {
      const school = await aQuestionClass(rooms, { moderated: true });
      const question = await school.ask('amara', `Is it ${word}?`);
      await school.asStaff('publish', question);
      expect(await school.asStaff('restore', question)).toMatchObject({ state: 'pending', restoresTo: null });
      expect(await school.seen(question)).toBeUndefined();
      await school.asStaff('publish', question);
      const states = school.told<{ state: string }>('everybody', 'qa:changed').map(({ state }) => state);
      expect(states).toEqual(['gone', 'published']);
      expect(school.told('everybody', 'qa:new')).toHaveLength(1);
    });

    test('QA3 one that is dismissed is gone, with its words, its reason and its votes', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', `Is it ${word}?`);
      await school.upvote('jonas', question);
      const waiting = await aQuestionClass(rooms, { moderated: true });
      const hidden = await waiting.ask('amara', `Is it ${word}?`);
      rooms.announced.length = 0;
      await school.asStaff('dismiss', question, { reason: `No ${word} here` });
      await school.asStaff('label', question, { labels: [word] });
      await waiting.asStaff('dismiss', hidden, { reason: word });
      expect(school.toldEverybody).toBe(
        JSON.stringify({ id: question.id, sessionId: school.sessionId, state: 'gone' }),
      );
      expect(waiting.toldEverybody).toBe('');
      for (const name of ['jonas', 'mina']) expect(await allOf(school, name)).not.toContain(word);
      expect(await school.onDesk(question)).toMatchObject({
        ...{ state: 'dismissed', reason: `No ${word} here`, upvotes: 1, labels: [word] },
        restoresTo: 'published',
      });
      await school.asStaff('restore', question);
      expect(await school.seen(question)).toMatchObject({ upvotes: 1, state: 'published' });
      expect((await school.own('amara', question))!.reason).toBe('');
    });
  });

  describe('answering', () => {
    test('QA10 goes one at a time, and is seen by all', async () => {
      const school = await aQuestionClass(rooms);
      const [first, second] = [await school.ask('amara', 'One?'), await school.ask('jonas', 'Two?')];
      await school.asStaff('answer-now', first);
      await school.asStaff('answer-now', second);
      const states = (await school.list('mina')).questions.map(({ state }) => state);
      expect(states).toEqual(['published', 'answering']);
      await Promise.all(
        [first, second, first, second].map((one, index) =>
          school.act(index < 2 ? 'ines' : 'omar', 'qa:answer-now', { questionId: one.id }),
        ),
      );
      const answering = (await school.list('mina')).questions.filter(({ state }) => state === 'answering');
      expect(answering).toHaveLength(1);
      expect(school.told<OwnQuestion>('amara', 'qa:mine').map(({ state }) => state)).toContain('answering');
    });

    test('QA9 in writing or aloud, and taken back', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'One?');
      await school.asStaff('answer-now', question);
      await school.asStaff('answer', question, { text: null });
      const by = { id: school.person('ines').userId, name: 'ines' };
      expect(await school.seen(question)).toMatchObject({ state: 'answered', answer: { text: null, by } });
      expect(await outcomeOf(school.asStaff('answer-now', question))).toBe('conflict');
      await school.asStaff('answer', question, { text: 'See [the docs](https://example.test).' });
      expect((await school.seen(question))!.answer!.text).toContain('the docs');
      await school.asStaff('dismiss', question);
      await school.asStaff('restore', question);
      expect(await school.seen(question)).toMatchObject({ state: 'answered', answer: { by } });
      await school.asStaff('restore', question);
      expect(await school.seen(question)).toMatchObject({ state: 'published', answer: null });
      expect(await outcomeOf(school.asStaff('restore', question))).toBe('conflict');
    });

    test('QA17 what nobody answered is owed once the session is over, until somebody does', async () => {
      const school = await aQuestionClass(rooms, { moderated: true });
      const { cohortId } = school.school.academy;
      const [open, pending, done] = [
        await school.ask('amara', 'Open?'),
        await school.ask('jonas', 'Pending?'),
        await school.ask('mina', 'Done?'),
      ];
      for (const one of [open, done]) await school.asStaff('publish', one);
      await school.asStaff('answer', done, { text: 'Yes.' });
      const owed = async (): Promise<Owed['questions']> =>
        (await school.look<Owed>('ines', 'qa:owed', { cohortId })).questions;
      expect(await owed()).toEqual([]);
      await school.end();
      expect((await owed()).map(({ id, state }) => [id, state])).toEqual([
        [open.id, 'published'],
        [pending.id, 'pending'],
      ]);
      expect((await owed())[0]!.session.title).toBe('First steps');
      expect(await outcomeOf(school.look('amara', 'qa:owed', { cohortId }))).toBe('forbidden');
      rooms.announced.length = 0;
      await school.asStaff('answer', open, { text: 'At last.' });
      await school.withdraw('jonas', pending);
      expect(await owed()).toEqual([]);
      const told = school.school.told(`cohort/${cohortId}/staff`, 'qa:owed-changed');
      expect(told).toEqual(Array(2).fill({ cohortId, sessionId: school.sessionId }));
      expect(school.told<OwnQuestion>('amara', 'qa:mine').at(-1)!.state).toBe('answered');
    });

    test('QA18 all that was answered goes to a lesson at once, and what stands at one stays there', async () => {
      const school = await aQuestionClass(rooms);
      const { academy } = school.school;
      const [first, second, third, open] = [
        await school.ask('amara', 'One?'),
        await school.ask('jonas', 'Two?'),
        await school.ask('jonas', 'Three?'),
        await school.ask('mina', 'Open?'),
      ];
      for (const question of [first, second, third])
        await school.asStaff('answer', question, { text: 'So.' });
      await school.asStaff('attach', third, { lessonId: academy.lesson('b') });
      const attach = (name: string, lessonId = academy.lesson('a')): Promise<unknown> =>
        school.act(name, 'qa:attach-answered', { sessionId: school.sessionId, lessonId });
      const both = await Promise.all([attach('ines'), attach('omar')]);
      expect(both.map((one) => (one as { attached: number }).attached).toSorted((a, b) => a - b)).toEqual([
        0, 2,
      ]);
      const at = async (question: { id: string }) => (await school.onDesk(question))!.lessonId;
      expect(await Promise.all([first, second, third, open].map(at))).toEqual([
        ...[academy.lesson('a'), academy.lesson('a')],
        ...[academy.lesson('b'), null],
      ]);
      const ofLesson = { cohortId: academy.cohortId, lessonId: academy.lesson('a') };
      const { questions } = await school.look<{ questions: { id: string }[] }>(
        'jonas',
        'qa:of-lesson',
        ofLesson,
      );
      expect(questions.map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(await outcomeOf(attach('jonas'))).toBe('forbidden');
      expect(await outcomeOf(attach('ines', newId()))).toBe('not_found');
    });

    test('QA18 what is answered is put to a lesson, and found there', async () => {
      const school = await aQuestionClass(rooms);
      const { academy } = school.school;
      const at = { cohortId: academy.cohortId, lessonId: academy.lesson('b') };
      const question = await school.ask('amara', 'How?');
      const attach = (lessonId: string | null) => school.asStaff('attach', question, { lessonId });
      expect(await outcomeOf(attach(at.lessonId))).toBe('conflict');
      await school.asStaff('answer', question, { text: 'So.' });
      expect(await outcomeOf(attach(question.id))).toBe('not_found');
      await attach(at.lessonId);
      const there = async (): Promise<OfLesson['questions']> =>
        (await school.look<OfLesson>('jonas', 'qa:of-lesson', at)).questions;
      expect(await there()).toMatchObject([{ id: question.id, question: 'How?', answer: { text: 'So.' } }]);
      await school.asStaff('dismiss', question);
      expect(await there()).toEqual([]);
      await school.asStaff('restore', question);
      expect(await there()).toHaveLength(1);
      await attach(null);
      expect(await there()).toEqual([]);
      expect(school.school.told(school.school.topics.cohort, 'qa:lesson-changed')).toHaveLength(4);
    });
  });

  describe('merging', () => {
    test('QA8 counts each voter of either once, and can be taken back to the vote', async () => {
      const students = ['amara', 'jonas', 'mina', 'tariq', 'lena'];
      const school = await aQuestionClass(rooms, { students });
      const [one, two] = [await school.ask('amara', 'When?'), await school.ask('jonas', 'At what time?')];
      for (const name of ['jonas', 'mina', 'tariq']) await school.upvote(name, one);
      for (const name of ['mina', 'lena']) await school.upvote(name, two);
      await school.asStaff('merge', one, { intoId: two.id });
      // Mina counts once, and Jonas not at all: the question is his.
      expect(await school.seen(two)).toMatchObject({ upvotes: 3, merged: [one.id] });
      expect(await school.seen(one)).toBeUndefined();
      expect(await school.own('amara', one)).toMatchObject({ state: 'merged', mergedInto: two.id });
      expect(await school.onDesk(one)).toMatchObject({ upvotes: 0, mergedInto: two.id });
      expect(await outcomeOf(school.upvote('lena', one))).toBe('conflict');
      expect(await school.upvote('tariq', two)).toMatchObject({ voted: true, upvotes: 3 });

      await school.asStaff('restore', one);
      expect([await recountVotes(rooms, one.id), await recountVotes(rooms, two.id)]).toEqual([3, 2]);
      expect(await school.seen(one)).toMatchObject({ upvotes: 3, merged: [] });
      expect(await school.seen(two)).toMatchObject({ upvotes: 2, merged: [] });
    });

    test('QA8 a vote for what was merged is taken back where it counts', async () => {
      const school = await aQuestionClass(rooms);
      const questions = [];
      for (const text of ['One?', 'Two?', 'Three?']) questions.push(await school.ask('amara', text));
      const [one, two, three] = questions as [OwnQuestion, OwnQuestion, OwnQuestion];
      await school.upvote('jonas', one);
      await school.asStaff('merge', one, { intoId: two.id });
      await school.asStaff('merge', two, { intoId: three.id });
      expect(await school.seen(three)).toMatchObject({ upvotes: 1, merged: [one.id, two.id].sort() });
      expect(await school.takeBack('jonas', three)).toMatchObject({ voted: false, upvotes: 0 });
      expect((await school.list('jonas')).voted).toEqual([]);
      await school.asStaff('restore', two);
      expect(await school.seen(two)).toMatchObject({ upvotes: 0, merged: [one.id] });
    });

    test('QA8 leads in no circle, out of no session, and takes nothing from sight', async () => {
      const school = await aQuestionClass(rooms, { moderated: true });
      const [one, two] = [await school.ask('amara', 'One?'), await school.ask('jonas', 'Two?')];
      const merge = (from: OwnQuestion, into: OwnQuestion) =>
        outcomeOf(school.asStaff('merge', from, { intoId: into.id }));
      await school.asStaff('publish', one);
      expect(await merge(one, one)).toBe('conflict');
      expect(await merge(one, two)).toBe('conflict');
      expect(await merge(two, one)).toBe('done');
      expect(await merge(one, two)).toBe('conflict');
      expect((await school.seen(one))!.merged).toEqual([]);
      expect(school.toldEverybody).not.toContain(two.id);
      const other = await aQuestionClass(rooms);
      expect(await merge(one, await other.ask('amara', 'Elsewhere?'))).toBe('not_found');
    });

    test('QA14 what was merged into a question that is withdrawn stands for itself again', async () => {
      const school = await aQuestionClass(rooms);
      const [one, two] = [await school.ask('amara', 'One?'), await school.ask('jonas', 'Two?')];
      await school.upvote('mina', one);
      await school.asStaff('merge', one, { intoId: two.id });
      await school.withdraw('jonas', two);
      expect(await school.seen(one, 'mina')).toMatchObject({ state: 'published', upvotes: 1 });
    });
  });

  describe('keeping order', () => {
    test('QA15 whoever is muted hears it and cannot ask or edit, until the time is over or it is lifted', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'Rude');
      const mute = (minutes: number) => school.asStaff('mute-person', question, { minutes });
      const { mutedUntil } = await mute(5);
      expect((await school.list('amara')).mutedUntil).toBe(mutedUntil);
      expect(school.told('amara', 'qa:muted')).toEqual([{ sessionId: school.sessionId, until: mutedUntil }]);
      await expect(school.ask('amara', 'More')).rejects.toMatchObject({
        code: 'not_yet',
        opensAt: new Date(mutedUntil!),
      });
      expect(await outcomeOf(school.edit('amara', question, 'Ruder'))).toBe('not_yet');
      expect(await outcomeOf(school.ask('jonas', 'And I?'))).toBe('done');
      await school.pass(question, 301);
      expect(await outcomeOf(school.ask('amara', 'More'))).toBe('done');
      await mute(5);
      expect((await mute(0)).mutedUntil).toBeNull();
      expect(await outcomeOf(school.ask('amara', 'And more'))).toBe('done');
    });

    test('pins and labels are seen by all; only staff set them', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'One?');
      await school.asStaff('pin', question, { on: true });
      await school.asStaff('label', question, { labels: ['setup', 'week 1', 'setup'] });
      expect(await school.seen(question)).toMatchObject({ pinned: true, labels: ['setup', 'week 1'] });
      const acts = ['publish', 'dismiss', 'answer-now', 'restore'];
      for (const act of acts)
        expect(await outcomeOf(school.act('jonas', `qa:${act}`, { questionId: question.id }))).toBe(
          'forbidden',
        );
      expect(await outcomeOf(school.desk('jonas'))).toBe('forbidden');
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from audit_entry where about_id = ${question.id}`.execute(rooms.db.query);
      expect(rows[0]!.n).toBe(0);
    });

    test('QA19 an export has states, votes and times, and no formula', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', '=HYPERLINK("https://evil.test")');
      await school.upvote('jonas', question);
      await school.pass(question, 90);
      await school.asStaff('answer', question, { text: '+1' });
      const input = { sessionId: school.sessionId };
      const text = await school.school.file('ines', 'qa:export-csv', input);
      expect(text).toContain(`"'=HYPERLINK(""https://evil.test"")",answered,1,amara`);
      expect(text).toContain("'+1");
      const { questions } = JSON.parse(await school.school.file('ines', 'qa:export-json', input)) as {
        questions: Record<string, unknown>[];
      };
      expect(questions).toMatchObject([{ state: 'answered', upvotes: 1, author: 'amara', answer: '+1' }]);
      expect(questions[0]!['secondsToAnswer']).toBeGreaterThanOrEqual(90);
      expect(await outcomeOf(school.look('jonas', 'qa:export-csv'))).toBe('forbidden');
    });
  });
}
