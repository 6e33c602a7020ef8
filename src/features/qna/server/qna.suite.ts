import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aQuestionClass, recountVotes } from '../../../../tests/support/questions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { qna, questionLimits, type OpenQuestion, type VoteStanding } from '../contract.ts';

/** What `qna` promises to whoever asks and votes, on either database. */
export function qnaSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('asking', () => {
    test('QA1 goes from when a session is planned until it is over', async () => {
      const school = await aQuestionClass(rooms);
      const before = await school.ask('amara', '  Will there be a recording?  ');
      expect(before).toMatchObject({
        question: 'Will there be a recording?',
        state: 'published',
        reason: '',
      });
      await school.school.asStaff('session:start');
      const during = await school.ask('jonas', 'Louder, please');
      await school.school.asStaff('session:end');
      expect(await outcomeOf(school.ask('amara', 'Too late?'))).toBe('conflict');
      const { questions } = await school.list('mina');
      expect(questions.map(({ id }) => id)).toEqual([before.id, during.id]);
      expect(school.told<OpenQuestion>('everybody', 'qa:new')).toEqual(questions);

      const off = await aQuestionClass(rooms);
      await off.school.asStaff('session:cancel', { reason: '' });
      expect(await outcomeOf(off.ask('amara', 'Why?'))).toBe('conflict');
    });

    test('QA23 a rehearsal leaves nothing: staff ask, vote and answer nothing, and students notice nothing', async () => {
      const school = await aQuestionClass(rooms);
      const early = await school.ask('amara', 'Asked the day before?');
      await school.school.asStaff('session:rehearse', { on: true });
      rooms.announced.length = 0;
      for (const name of ['ines', 'paula']) {
        expect(await outcomeOf(school.ask(name, 'Is this thing on?'))).toBe('conflict');
        expect(await outcomeOf(school.upvote(name, early))).toBe('conflict');
      }
      expect(await outcomeOf(school.asStaff('answer-now', early))).toBe('conflict');
      expect(rooms.announced).toEqual([]);
      expect((await school.list('jonas')).questions).toMatchObject([{ state: 'published', upvotes: 0 }]);
      // To students it is a session that has not begun, in which they ask and vote.
      await school.ask('jonas', 'And the slides?');
      await school.upvote('jonas', early);
      await school.school.asStaff('session:rehearse', { on: false });
      await school.ask('ines', 'Now in earnest?');
      expect((await school.list('mina')).questions.map(({ question }) => question)).toEqual([
        'Asked the day before?',
        'And the slides?',
        'Now in earnest?',
      ]);
    });

    test('QA1 takes as many characters as it says, and only of who belongs to the cohort', async () => {
      const school = await aQuestionClass(rooms);
      const longest = 'x'.repeat(questionLimits.questionLength);
      expect((await school.ask('amara', longest)).question).toBe(longest);
      for (const text of [`${longest}x`, '', '   '])
        expect(await outcomeOf(school.ask('amara', text))).toBe('invalid');
      await school.school.academy.stranger('tom');
      expect(await outcomeOf(school.ask('tom', 'May I?'))).toBe('not_found');
      expect(await outcomeOf(school.list('tom'))).toBe('not_found');
      const { sessionId } = school;
      const asOne = { sessionId: newId(), text: 'Where?' };
      expect(await outcomeOf(school.act('amara', 'qa:ask', asOne))).toBe('not_found');
      expect(sessionId).not.toBe(asOne.sessionId);
    });

    test('QA16 has a rate a person, and a session takes no more than it can read', async () => {
      expect(qna.commands['qa:ask'].rate).toEqual({ times: 10, perMs: 60_000 });
      const school = await aQuestionClass(rooms);
      await school.ask('amara', 'One?');
      const most = questionLimits.askedPerMinute;
      await sql`update question_session set asked = ${most} where session_id = ${school.sessionId}`.execute(
        rooms.db.query,
      );
      await expect(school.ask('jonas', 'Two?')).rejects.toMatchObject({ code: 'too_many' });
      const wait = await school.ask('jonas', 'Two?').catch((reason: { retryAfterMs: number }) => reason);
      expect((wait as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
      await sql`
        update question_session set counted_from = counted_from - interval '1 minute'
        where session_id = ${school.sessionId}`.execute(rooms.db.query);
      await school.ask('jonas', 'Two?');
      expect((await school.list('mina')).questions).toHaveLength(2);
    });

    test('QA4 shows one’s own in whatever state, and tells each change of it', async () => {
      const school = await aQuestionClass(rooms, { moderated: true });
      const question = await school.ask('amara', 'Is it so?');
      await school.asStaff('publish', question);
      await school.asStaff('dismiss', question, { reason: 'Asked before' });
      expect(await school.own('amara', question)).toMatchObject({
        state: 'dismissed',
        reason: 'Asked before',
      });
      const states = school.told<{ state: string }>('amara', 'qa:mine').map(({ state }) => state);
      expect(states).toEqual(['pending', 'published', 'dismissed']);
      expect((await school.list('jonas')).own).toEqual([]);
      expect(school.told('jonas', 'qa:mine')).toEqual([]);
    });

    test('QA14 it is put differently for a minute, while it waits, and by nobody else', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'Wat?');
      await school.upvote('jonas', question);
      const edited = await school.edit('amara', question, 'What?');
      expect(edited).toMatchObject({ question: 'What?', edited: true });
      expect(Date.parse(edited.editableUntil!) - Date.parse(edited.askedAt)).toBe(60_000);
      expect(await school.seen(question)).toMatchObject({ question: 'What?', edited: true, upvotes: 1 });
      expect(await outcomeOf(school.edit('jonas', question, 'Mine!'))).toBe('forbidden');
      await school.pass(question, questionLimits.editSeconds);
      expect(await outcomeOf(school.edit('amara', question, 'Who?'))).toBe('conflict');

      const waiting = await aQuestionClass(rooms, { moderated: true });
      const waits = await waiting.ask('amara', 'Wat?');
      await waiting.pass(waits, 3_600);
      expect(await waiting.edit('amara', waits, 'What?')).toMatchObject({ question: 'What?' });
      expect(await outcomeOf(waiting.edit('jonas', waits, 'Mine!'))).toBe('not_found');
      await waiting.asStaff('publish', waits);
      expect(await outcomeOf(waiting.edit('amara', waits, 'Something rude'))).toBe('conflict');
    });

    test('QA3 QA14 it is withdrawn, for good, and is gone for everybody else', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'Oh, never mind the kestrel');
      expect(await outcomeOf(school.withdraw('jonas', question))).toBe('forbidden');
      expect(await school.withdraw('amara', question)).toMatchObject({ state: 'withdrawn' });
      expect(await school.withdraw('amara', question)).toMatchObject({ state: 'withdrawn' });
      const { id, sessionId } = question;
      expect(school.told('everybody', 'qa:changed')).toEqual([{ id, sessionId, state: 'gone' }]);
      expect(school.told('staff', 'qa:desk-changed').at(-1)).toEqual({ id, sessionId, state: 'withdrawn' });
      for (const name of ['jonas', 'ines'])
        expect(JSON.stringify(await school.list(name))).not.toContain('kestrel');
      expect((await school.desk()).questions).toEqual([]);
      for (const act of ['dismiss', 'restore', 'answer-now'])
        expect(await outcomeOf(school.asStaff(act, question))).toBe('not_found');
      expect(await outcomeOf(school.upvote('jonas', question))).toBe('not_found');
      const hidden = await school.ask('amara', 'Rude');
      await school.asStaff('dismiss', hidden);
      expect(await outcomeOf(school.withdraw('amara', hidden))).toBe('conflict');
    });
  });

  describe('voting', () => {
    test('QA5 two hundred at once, from however many windows, leave one vote', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'Once?');
      const votes = await Promise.all(Array.from({ length: 200 }, () => school.upvote('jonas', question)));
      expect(await recountVotes(rooms, question.id)).toBe(1);
      expect(votes.every(({ voted, upvotes }) => voted && upvotes === 1)).toBe(true);
      expect(school.told('everybody', 'qa:votes')).toEqual([
        { id: question.id, sessionId: school.sessionId, upvotes: 1 },
      ]);
    }, 60_000);

    test('QA5 taking back again is taking back once; other windows hear of either', async () => {
      const school = await aQuestionClass(rooms);
      const question = await school.ask('amara', 'Once?');
      await school.upvote('jonas', question);
      expect((await school.list('jonas')).voted).toEqual([question.id]);
      expect(await school.takeBack('jonas', question)).toMatchObject({ voted: false, upvotes: 0 });
      expect(await school.takeBack('jonas', question)).toMatchObject({ voted: false, upvotes: 0 });
      expect((await school.list('jonas')).voted).toEqual([]);
      const voted = school.told<VoteStanding>('jonas', 'qa:voted').map((one) => one.voted);
      expect(voted).toEqual([true, false]);
      expect(school.told<VoteStanding>('everybody', 'qa:votes').map(({ upvotes }) => upvotes)).toEqual([
        1, 0,
      ]);
    });

    test('QA6 nobody votes for their own, nor for what they cannot see', async () => {
      const school = await aQuestionClass(rooms, { moderated: true });
      const question = await school.ask('amara', 'Mine?');
      expect(await outcomeOf(school.upvote('jonas', question))).toBe('not_found');
      expect(await outcomeOf(school.upvote('amara', question))).toBe('conflict');
      await school.asStaff('publish', question);
      expect(await outcomeOf(school.upvote('amara', question))).toBe('conflict');
      expect(await outcomeOf(school.upvote('jonas', question))).toBe('done');
      await school.asStaff('dismiss', question);
      expect(await outcomeOf(school.upvote('mina', question))).toBe('not_found');
      expect(await outcomeOf(school.takeBack('jonas', question))).toBe('not_found');
      await school.asStaff('restore', question);
      await school.end();
      expect(await outcomeOf(school.upvote('mina', question))).toBe('conflict');
      expect(await recountVotes(rooms, question.id)).toBe(1);
    });

    test('QA7 however many vote at once, the last figure told is a recount', async () => {
      const students = Array.from({ length: 12 }, (_, index) => `student-${index}`);
      const school = await aQuestionClass(rooms, { students: ['amara', ...students] });
      const question = await school.ask('amara', 'How many?');
      await Promise.all(students.map((name) => school.upvote(name, question)));
      await Promise.all(students.slice(0, 4).map((name) => school.takeBack(name, question)));
      for (const whom of ['everybody', 'staff']) {
        const told = school.told<VoteStanding>(whom, 'qa:votes').map(({ upvotes }) => upvotes);
        expect(told).toHaveLength(16);
        // Those who vote in one commit are told the same figure.
        const up = told.slice(0, 12);
        expect(up).toEqual(up.toSorted((a, b) => a - b));
        expect(up.at(-1)).toBe(12);
        expect(told.at(-1)).toBe(8);
      }
      expect((await school.seen(question, 'student-0'))!.upvotes).toBe(8);
      expect(await recountVotes(rooms, question.id)).toBe(8);
    }, 30_000);
  });

  describe('what others ask', () => {
    test('QA20 the same in other words is found among what everybody sees, the likest first', async () => {
      const school = await aQuestionClass(rooms);
      const same = await school.ask('amara', 'Will the recording be available after the session?');
      await school.ask('amara', 'How do I install the compiler on Windows?');
      const hidden = await school.ask('amara', 'Is the recording of the session available later?');
      await school.asStaff('dismiss', hidden);
      const likeText = async (text: string): Promise<string[]> => {
        const asked = { sessionId: school.sessionId, text };
        const { questions } = await school.look<{ questions: OpenQuestion[] }>('jonas', 'qa:similar', asked);
        return questions.map(({ id }) => id);
      };
      expect(await likeText('Is a recording available later?')).toEqual([same.id]);
      expect(await likeText('will the recor')).toEqual([same.id]);
      expect(await likeText('What about lunch?')).toEqual([]);
      expect(await likeText('?')).toEqual([]);
    });
  });
}
