import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { ChatClass } from '../../../../tests/support/chats.ts';
import { aQuestionClass, type QuestionClass } from '../../../../tests/support/questions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { questionLimits, type MadeQuestion, type OpenQuestion } from '../contract.ts';

/** What becomes a question of what is said in a session’s chat, and the other way, on either database. */
export function ofMessagesSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const aClass = async (settings: object = {}) => {
    const school = await aQuestionClass(rooms, settings);
    const chat = new ChatClass(school.school);
    const say = (name: string, text: string): Promise<ChatMessage> =>
      chat.send(name, text, { channelId: chat.sessionChannelId });
    const make = (name: string, { id }: { id: string }, commandId?: string): Promise<MadeQuestion> =>
      school.act(name, 'qa:ask-message', { messageId: id }, commandId) as Promise<MadeQuestion>;
    const unmake = (name: string, { id }: { id: string }): Promise<unknown> =>
      school.act(name, 'qa:unask-message', { messageId: id });
    const put = (name: string, { id }: { id: string }, text = 'Who knows?', commandId?: string) =>
      chat.act(name, 'chat:put-question', { questionId: id, text }, commandId) as Promise<ChatMessage>;
    return { school, chat, say, make, unmake, put };
  };
  const rowsOf = async ({ sessionId }: QuestionClass): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from question where session_id = ${sessionId}`.execute(rooms.db.query);
    return rows[0]!.n;
  };

  describe('a message becomes a question', () => {
    test('QA24 of its author’s, by themselves or by staff, and by nobody else', async () => {
      const { school, say, make } = await aClass();
      const mine = await say('amara', 'Does it work offline?');
      expect(await outcomeOf(make('jonas', mine))).toBe('forbidden');
      const { questionId } = await make('amara', mine);
      expect(await school.seen({ id: questionId })).toMatchObject({
        question: 'Does it work offline?',
        author: { name: 'amara' },
        fromMessageId: mine.id,
      });
      const theirs = await say('jonas', 'And on a phone?');
      const made = await make('ines', theirs);
      expect(await school.own('jonas', { id: made.questionId })).toMatchObject({ fromMessageId: theirs.id });
      expect(await outcomeOf(school.upvote('jonas', { id: made.questionId }))).toBe('conflict');
      const told = school.told<OpenQuestion>('everybody', 'qa:new').map(({ fromMessageId }) => fromMessageId);
      expect(told).toEqual([mine.id, theirs.id]);
    });

    test('QA24 pressed by however many however often, it is one question', async () => {
      const { school, say, make } = await aClass();
      const message = await say('amara', 'Does it work offline?');
      const commandId = newId();
      const presses = ['amara', 'ines', 'omar', 'paula', 'amara'].map((name) => make(name, message));
      const made = await Promise.all([...presses, make('ines', message, commandId)]);
      expect(await make('ines', message, commandId)).toEqual(made[0]);
      expect(new Set(made.map(({ questionId }) => questionId)).size).toBe(1);
      expect(await rowsOf(school)).toBe(1);
      expect(school.told('everybody', 'qa:new')).toHaveLength(1);
      await expect(
        sql`insert into question (id, session_id, author_id, anonymity, question, state, waited, published_at,
            from_message_id)
          select ${newId()}, session_id, author_id, anonymity, question, state, waited, published_at,
            from_message_id from question where from_message_id = ${message.id}`.execute(rooms.db.query),
      ).rejects.toThrow(/question_of_message/);
    });

    test('QA24 QA2 where questions wait, its author’s waits and staff’s is let through as it stands', async () => {
      const { school, say, make } = await aClass({ moderated: true });
      const [mine, theirs] = [await say('amara', 'May I?'), await say('jonas', 'Who may?')];
      const waits = await make('amara', mine);
      expect(await school.own('amara', { id: waits.questionId })).toMatchObject({ state: 'pending' });
      expect((await school.list('jonas')).questions).toEqual([]);
      expect(school.toldEverybody).not.toContain(waits.questionId);
      const through = await make('ines', theirs);
      expect(await school.seen({ id: through.questionId })).toMatchObject({ question: 'Who may?' });
      expect(await outcomeOf(school.edit('jonas', { id: through.questionId }, 'Rude'))).toBe('conflict');
      expect((await school.onDesk({ id: through.questionId }))!.restoresTo).toBe('pending');
    });

    test('QA24 is taken away again as if its author had, and can be made once more', async () => {
      const { school, say, make, unmake } = await aClass();
      const message = await say('amara', 'Does it work offline?');
      const first = await make('ines', message);
      await school.upvote('jonas', { id: first.questionId });
      expect(await outcomeOf(unmake('jonas', message))).toBe('forbidden');
      await unmake('ines', message);
      await unmake('amara', message);
      const { questionId: id, sessionId } = first;
      expect(school.told('everybody', 'qa:changed')).toEqual([{ id, sessionId, state: 'gone' }]);
      expect(await school.onDesk({ id })).toBeUndefined();
      const second = await make('amara', message);
      expect(second.questionId).not.toBe(id);
      expect(await school.seen({ id: second.questionId })).toMatchObject({ upvotes: 0 });
      await school.asStaff('dismiss', { id: second.questionId });
      // What staff hid comes back neither by taking it away nor by asking once more.
      expect(await outcomeOf(unmake('amara', message))).toBe('conflict');
      expect(await make('amara', message)).toEqual(second);
      expect((await school.list('jonas')).questions).toEqual([]);
    });

    test('QA24 not of what was taken away or said elsewhere, by whoever is muted, or once it is over', async () => {
      const { school, chat, say, make } = await aClass();
      const elsewhere = await chat.send('amara', 'In the cohort');
      expect(await outcomeOf(make('amara', elsewhere))).toBe('conflict');
      const gone = await say('amara', 'Never mind');
      await chat.delete('amara', gone);
      expect(await outcomeOf(make('ines', gone))).toBe('conflict');
      expect(await outcomeOf(make('ines', { id: newId() }))).toBe('not_found');
      const message = await say('amara', 'Does it work offline?');
      await school.asStaff('mute-person', await school.ask('amara', 'Rude?'), { minutes: 5 });
      expect(await outcomeOf(make('amara', message))).toBe('not_yet');
      await make('ines', message);
      const late = await say('jonas', 'Too late?');
      await school.end();
      expect(await outcomeOf(make('ines', late))).toBe('conflict');
      expect(await rowsOf(school)).toBe(2);
    });

    test('QA23 QA24 staff make none while the session is rehearsed', async () => {
      const { school, say, make } = await aClass();
      const message = await say('amara', 'Does it work offline?');
      await school.school.asStaff('session:rehearse', { on: true });
      expect(await outcomeOf(make('ines', message))).toBe('conflict');
      await make('amara', message);
    });

    test('QA24 of a long one as much as a question holds, without half a character', async () => {
      const { school, say, make } = await aClass();
      const message = await say('amara', `${'x'.repeat(questionLimits.questionLength - 2)}😀 and more`);
      const { questionId: id } = await make('amara', message);
      const { question } = (await school.seen({ id }))!;
      expect(question).toBe(`${'x'.repeat(questionLimits.questionLength - 2)}…`);
    });
  });

  describe('a question is put into the chat', () => {
    test('CH24 by staff, with a word of theirs, once; its own words stay in its room', async () => {
      const { school, chat, put } = await aClass({ anonymity: 'everyone' });
      const question = await school.ask('amara', 'Is the kestrel silly?', { anonymous: true });
      expect(await outcomeOf(put('jonas', question))).toBe('forbidden');
      const commandId = newId();
      const all = await Promise.all([
        put('ines', question, 'Who knows?', commandId),
        put('omar', question, 'Anybody?'),
        put('paula', question, 'Well?'),
      ]);
      expect(await put('ines', question, 'Who knows?', commandId)).toEqual(all[0]);
      expect(new Set(all.map(({ id }) => id)).size).toBe(1);
      const message = all[0]!;
      expect(message).toMatchObject({ channelId: school.sessionId, questionId: question.id });
      const room = await chat.room('jonas', chat.sessionChannelId);
      expect(room.messages).toHaveLength(1);
      expect(room.talkedAbout).toEqual([{ questionId: question.id, messageId: message.id }]);
      // Neither who asked nor what is in anything that the chat shows or tells.
      const heard = rooms.announced.filter(({ type }) => type.startsWith('chat:')).map(({ data }) => data);
      const read = JSON.stringify([room, heard, await chat.thread('jonas', message)]);
      for (const mark of ['kestrel', school.person('amara').userId]) expect(read).not.toContain(mark);
      await expect(
        sql`update chat_message set question_id = ${question.id}
          where id = ${(await chat.send('jonas', 'Hm', { channelId: school.sessionId })).id}`.execute(
          rooms.db.query,
        ),
      ).rejects.toThrow(/chat_message_about_question/);
    });

    test('CH24 only what everybody sees; taken away, it can be put there again', async () => {
      const { school, chat, put } = await aClass({ moderated: true });
      const question = await school.ask('amara', 'Does it wait?');
      expect(await outcomeOf(put('ines', question))).toBe('conflict');
      await school.asStaff('publish', question);
      const first = await put('ines', question);
      await chat.delete('ines', first);
      expect((await chat.room('jonas', school.sessionId)).talkedAbout).toEqual([]);
      const second = await put('ines', question);
      expect(second.id).not.toBe(first.id);
      await school.asStaff('dismiss', question);
      expect(await outcomeOf(put('ines', question))).toBe('conflict');
      expect(await outcomeOf(put('ines', { id: newId() }))).toBe('not_found');
      const other = await aClass();
      expect(await outcomeOf(other.put('ines', question))).toBe('not_found');
    });
  });
}
