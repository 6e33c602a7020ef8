import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aChatClass, type ChatClass } from '../../../../tests/support/chats.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { chatLimits, type ChatMessage, type ReadStanding } from '../contract.ts';

/** What `chat` promises to whoever writes and reads, on either database. */
export function chatSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('channels', () => {
    test('CH1 a cohort and each of its sessions have one from the start, and what is said stays in it', async () => {
      const chat = await aChatClass(rooms);
      const { channels } = await chat.list('amara');
      expect(channels).toMatchObject([
        { id: chat.cohortId, kind: 'cohort', name: null, archived: false, unread: 0, lastPosition: 0 },
      ]);
      expect((await chat.school.one('amara')) as { chatChannelId: string }).toMatchObject({
        chatChannelId: chat.sessionChannelId,
      });
      await chat.send('amara', 'Good morning');
      await chat.send('jonas', 'In the session', { channelId: chat.sessionChannelId });
      expect((await chat.room('mina')).messages.map(({ text }) => text)).toEqual(['Good morning']);
      const session = await chat.room('mina', chat.sessionChannelId);
      expect(session).toMatchObject({ channel: { kind: 'session', name: null } });
      expect(session.messages.map(({ text }) => text)).toEqual(['In the session']);
    });

    test('CH23 a rehearsal leaves nothing: staff say nothing in its channel, and students notice nothing', async () => {
      const chat = await aChatClass(rooms);
      const channelId = chat.sessionChannelId;
      const early = await chat.send('amara', 'See you at ten', { channelId });
      await chat.school.asStaff('session:rehearse', { on: true });
      rooms.announced.length = 0;
      for (const name of ['ines', 'paula']) {
        expect(await outcomeOf(chat.send(name, 'Testing, testing', { channelId }))).toBe('conflict');
        expect(await outcomeOf(chat.reply(name, early, 'Testing'))).toBe('conflict');
        expect(await outcomeOf(chat.react(name, early, 'heart'))).toBe('conflict');
        await chat.act(name, 'chat:type', { channelId });
      }
      expect(rooms.announced).toEqual([]);
      // To students it is a session that has not begun, in whose channel they write.
      await chat.send('jonas', 'Me too', { channelId });
      await chat.react('jonas', early, 'heart');
      await chat.send('ines', 'The cohort’s channel is not rehearsed');
      await chat.school.asStaff('session:rehearse', { on: false });
      await chat.send('ines', 'Welcome', { channelId });
      const { messages } = await chat.room('mina', channelId);
      expect(messages.map(({ text }) => text)).toEqual(['See you at ten', 'Me too', 'Welcome']);
    });

    test('CH2 nobody of another cohort finds, hears or joins one', async () => {
      const chat = await aChatClass(rooms);
      const other = await aChatClass(rooms, ['lucia']);
      const message = await chat.send('amara', 'Only for us');
      for (const channelId of [chat.channelId, chat.sessionChannelId]) {
        expect(await outcomeOf(other.room('lucia', channelId))).toBe('not_found');
        expect(await outcomeOf(other.send('lucia', 'Hello', { channelId }))).toBe('not_found');
      }
      const messageId = message.id;
      expect(await outcomeOf(other.thread('lucia', message))).toBe('not_found');
      for (const name of ['lucia', 'ines'])
        for (const command of ['chat:delete', 'chat:report', 'chat:pin', 'chat:settle'])
          expect(await outcomeOf(other.act(name, command, { messageId, on: true }))).not.toBe('done');
      const search = { cohortId: other.cohortId, words: 'only', channelId: chat.channelId };
      expect(await outcomeOf(other.look('lucia', 'chat:search', search))).toBe('not_found');
      const theirs = await other.send('lucia', 'Ours');
      const thread = { channelId: chat.channelId, threadId: theirs.id };
      expect(await outcomeOf(chat.send('amara', 'Across', thread))).toBe('not_found');
      const { userId } = other.person('lucia');
      expect(await outcomeOf(chat.send('amara', '@lucia', { mentions: [userId] }))).toBe('conflict');
      expect(await outcomeOf(other.room('lucia', newId()))).toBe('not_found');
    });

    test('CH3 they are read and no longer written once the cohort is archived, and come back with it', async () => {
      const chat = await aChatClass(rooms);
      const message = await chat.send('paula', 'Before');
      await chat.archive();
      const { channel } = await chat.room('amara');
      expect(channel.archived).toBe(true);
      expect((await chat.list('amara')).channels[0]!.archived).toBe(true);
      expect(await outcomeOf(chat.send('amara', 'After'))).toBe('forbidden');
      const { id: messageId } = message;
      const { channelId } = chat;
      const acts: [string, object][] = [
        ['chat:send', { channelId, text: 'After' }],
        ['chat:send', { channelId: chat.sessionChannelId, text: 'After' }],
        ['chat:edit', { messageId, text: 'Else' }],
        ['chat:delete', { messageId }],
        ['chat:react', { messageId, kind: 'heart', on: true }],
        ['chat:pin', { messageId, on: true }],
        ['chat:type', { channelId }],
        ['chat:rename-channel', { channelId, name: 'Late' }],
        ['chat:open-channel', { cohortId: chat.cohortId, name: 'Late' }],
      ];
      for (const [command, input] of acts)
        expect([command, await outcomeOf(chat.act('paula', command, input))]).toEqual([command, 'conflict']);
      expect((await chat.room('amara')).messages).toEqual([message]);
      await chat.archive(false);
      expect(await outcomeOf(chat.send('amara', 'Again'))).toBe('done');
    });

    test('CH3 while it is archived, what was acknowledged is there and what was refused is not', async () => {
      const students = Array.from({ length: 8 }, (_, place) => `student-${place}`);
      const chat = await aChatClass(rooms, students);
      const message = await chat.send('ines', 'Going soon');
      const writes = students.flatMap((name) => [
        ...Array.from({ length: 3 }, (_, place) => outcomeOf(chat.send(name, `${name} ${place}`))),
        outcomeOf(chat.react(name, message, 'heart')),
        outcomeOf(chat.reply(name, message, 'A reply')),
      ]);
      const [outcomes] = await Promise.all([Promise.all(writes), chat.archive()]);
      expect(outcomes.filter((one) => !['done', 'conflict', 'forbidden'].includes(one))).toEqual([]);
      const { rows } = await sql<{ written: number }>`
        select (select count(*) from chat_message where channel_id = ${chat.channelId} and id <> ${message.id})
          + (select count(*) from chat_reaction where message_id = ${message.id}) as written`.execute(
        rooms.db.query,
      );
      expect(rows[0]!.written).toBe(outcomes.filter((one) => one === 'done').length);
      expect(await outcomeOf(chat.send('student-0', 'After'))).toBe('forbidden');
    }, 30_000);

    test('CH8 CH12 whoever reacts while it is taken away is in the count or refused, and nobody waits for ever', async () => {
      const students = Array.from({ length: 8 }, (_, place) => `student-${place}`);
      const chat = await aChatClass(rooms, students);
      const message = await chat.send('student-0', 'Gone in a moment');
      const reacting = students.map((name) => outcomeOf(chat.react(name, message, 'eyes')));
      const [outcomes] = await Promise.all([Promise.all(reacting), chat.delete('ines', message)]);
      expect(outcomes.filter((one) => one !== 'done' && one !== 'conflict')).toEqual([]);
      expect((await chat.room('student-1')).messages).toMatchObject([{ deleted: 'staff', reactions: [] }]);
    }, 30_000);

    test('CH4 staff open more, at most eight with the first, also all at once', async () => {
      const chat = await aChatClass(rooms);
      const opened = await Promise.all(
        Array.from({ length: 10 }, (_, place) =>
          outcomeOf(
            chat.act('ines', 'chat:open-channel', { cohortId: chat.cohortId, name: `Team ${place}` }),
          ),
        ),
      );
      expect(opened.filter((outcome) => outcome === 'done')).toHaveLength(chatLimits.channels - 1);
      expect(opened.filter((outcome) => outcome === 'conflict')).toHaveLength(3);
      const { channels } = await chat.list('amara');
      expect(channels).toHaveLength(chatLimits.channels);
      expect(chat.told('cohort', 'chat:channel-changed')).toHaveLength(chatLimits.channels - 1);
      const named = { channelId: chat.channelId, name: '  Everybody ' };
      expect(await chat.act('ines', 'chat:rename-channel', named)).toMatchObject({ name: 'Everybody' });
      const ofSession = { channelId: chat.sessionChannelId, name: 'Mine' };
      expect(await outcomeOf(chat.act('ines', 'chat:rename-channel', ofSession))).toBe('conflict');
    }, 30_000);
  });

  describe('writing', () => {
    test('CH5 however many write at once: one order for all, without a hole, one message a command', async () => {
      const students = Array.from({ length: 12 }, (_, place) => `student-${place}`);
      const chat = await aChatClass(rooms, students);
      const sent = await Promise.all(
        students.flatMap((name) =>
          Array.from({ length: 5 }, async (_, place) => {
            const commandId = newId();
            // Sent twice at the same moment, as after a time-out.
            const both = await Promise.all([
              chat.send(name, `${name} ${place}`, {}, commandId),
              chat.send(name, `${name} ${place}`, {}, commandId),
            ]);
            expect(both[0]).toEqual(both[1]);
            return both[0];
          }),
        ),
      );
      const positions = sent.map(({ position }) => position).sort((a, b) => a - b);
      expect(positions).toEqual(Array.from({ length: 60 }, (_, place) => place + 1));
      const told = chat.told<ChatMessage>('channel', 'chat:message');
      expect(told.map(({ position }) => position)).toEqual(positions);
      const { messages, hasEarlier, lastPosition } = await chat.room('student-0');
      expect({ hasEarlier, lastPosition }).toEqual({ hasEarlier: true, lastPosition: 60 });
      expect(messages).toEqual(told.slice(-chatLimits.page));
    }, 60_000);

    test('CH6 as many characters as it says; Markdown is kept as it was written', async () => {
      const chat = await aChatClass(rooms);
      const longest = 'x'.repeat(chatLimits.messageLength);
      expect((await chat.send('amara', longest)).text).toBe(longest);
      for (const text of [`${longest}x`, '', '   '])
        expect(await outcomeOf(chat.send('amara', text))).toBe('invalid');
      const text = '**Look** <b>here</b>\n\n```ts\nconst a = 1;\n```';
      expect((await chat.send('amara', ` ${text} `)).text).toBe(text);
    });

    test('CH7 it is put differently for a quarter of an hour, by its author; staff read how it was', async () => {
      const chat = await aChatClass(rooms);
      const message = await chat.send('amara', 'Wat');
      expect(await outcomeOf(chat.edit('jonas', message, 'Mine'))).toBe('forbidden');
      expect(await outcomeOf(chat.edit('ines', message, 'Mine'))).toBe('forbidden');
      expect(await chat.edit('amara', message, 'What')).toMatchObject({ text: 'What', edited: true });
      expect(await chat.edit('amara', message, 'What?')).toMatchObject({ text: 'What?' });
      expect((await chat.room('jonas')).messages[0]).toMatchObject({ text: 'What?', edited: true });
      const revisions = await chat.look<{ revisions: { text: string }[] }>('ines', 'chat:revisions', {
        messageId: message.id,
      });
      expect(revisions.revisions.map(({ text }) => text)).toEqual(['Wat', 'What', 'What?']);
      const asStudent = chat.look('amara', 'chat:revisions', { messageId: message.id });
      expect(await outcomeOf(asStudent)).toBe('forbidden');
      await chat.pass(message, chatLimits.editSeconds);
      expect(await outcomeOf(chat.edit('amara', message, 'Too late'))).toBe('conflict');
    });

    test('CH8 it is taken away by its author or staff; its words leave every view but that of staff', async () => {
      const chat = await aChatClass(rooms);
      const own = await chat.send('amara', 'never mind the kestrel');
      const rude = await chat.send('jonas', 'a rude osprey', { mentions: [chat.person('mina').userId] });
      await chat.react('mina', rude, 'eyes');
      await chat.reply('mina', rude, 'Hey');
      expect(await outcomeOf(chat.delete('jonas', own))).toBe('forbidden');
      expect(await chat.delete('amara', own)).toMatchObject({ deleted: 'author', text: '', replies: 0 });
      expect(await chat.delete('ines', rude)).toMatchObject({
        ...{ deleted: 'staff', text: '', mentions: [], reactions: [], replies: 1 },
      });
      expect(await chat.delete('ines', rude)).toMatchObject({ deleted: 'staff' });
      expect(chat.told('channel', 'chat:changed')).toHaveLength(2);
      const seen = JSON.stringify([
        await chat.room('mina'),
        await chat.page('mina', 'after', 0),
        await chat.thread('mina', rude),
        await chat.room('ines'),
        await chat.look('mina', 'chat:search', { cohortId: chat.cohortId, words: 'osprey' }),
        await chat.school.file('ines', 'chat:export-json', { channelId: chat.channelId }),
      ]);
      for (const word of ['kestrel', 'osprey']) expect(seen).not.toContain(word);
      expect(await chat.look('ines', 'chat:revisions', { messageId: rude.id })).toMatchObject({
        revisions: [{ text: 'a rude osprey' }],
        deleted: { by: { id: chat.person('ines').userId } },
      });
      for (const work of [
        () => chat.edit('jonas', rude, 'Else'),
        () => chat.react('mina', rude, 'heart'),
        () => chat.act('mina', 'chat:report', { messageId: rude.id }),
        () => chat.act('ines', 'chat:pin', { messageId: rude.id, on: true }),
        () => chat.reply('mina', rude, 'Still'),
      ])
        expect(await outcomeOf(work())).toBe('conflict');
      const unread = await chat.room('mina');
      expect(unread).toMatchObject({ unread: 0, mentioned: 0 });
    });

    test('CH9 replies stand in their thread alone, and are counted where it hangs', async () => {
      const chat = await aChatClass(rooms);
      const root = await chat.send('amara', 'Who has finished?');
      const [first, second] = [
        await chat.reply('jonas', root, 'I'),
        await chat.reply('mina', root, 'Me too'),
      ];
      expect((await chat.room('amara')).messages).toMatchObject([
        { id: root.id, replies: 2, repliedAt: second.at, threadPosition: second.position },
      ]);
      const thread = await chat.thread('amara', first);
      expect(thread).toMatchObject({ root: { id: root.id } });
      expect(thread.replies.map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(await outcomeOf(chat.reply('mina', first, 'Below'))).toBe('conflict');
      await chat.delete('mina', second);
      const changed = chat.told<ChatMessage>('channel', 'chat:changed');
      expect(changed.find(({ id }) => id === root.id)).toMatchObject({
        ...{ replies: 1, repliedAt: first.at, threadPosition: second.position },
      });
      expect((await chat.thread('amara', root)).replies).toHaveLength(2);
    });

    test('CH10 pages go from any place in either direction, and miss and repeat nothing', async () => {
      const chat = await aChatClass(rooms);
      const count = chatLimits.page + 3;
      for (let place = 1; place <= count; place++) await chat.send('amara', `${place}`);
      const { messages, hasEarlier } = await chat.room('jonas');
      expect({ hasEarlier, first: messages[0]!.text, last: messages.at(-1)!.text }).toEqual({
        ...{ hasEarlier: true, first: '4', last: `${count}` },
      });
      const before = await chat.page('jonas', 'before', messages[0]!.position);
      expect(before).toMatchObject({ hasEarlier: false, hasLater: true });
      expect(before.messages.map(({ text }) => text)).toEqual(['1', '2', '3']);
      const after = await chat.page('jonas', 'after', 0);
      expect(after).toMatchObject({ hasEarlier: false, hasLater: true });
      expect(after.messages.map(({ text }) => text).at(-1)).toBe(`${chatLimits.page}`);
      const rest = await chat.page('jonas', 'after', chatLimits.page);
      expect(rest).toMatchObject({ hasEarlier: true, hasLater: false });
      expect(rest.messages).toHaveLength(3);
    }, 30_000);

    test('CH11 search finds words wherever they stand, the newest first, and only in the cohort', async () => {
      const chat = await aChatClass(rooms);
      const first = await chat.send('amara', 'The Compiler is slow');
      const second = await chat.send('jonas', 'my COMPILER: `gcc -O2` is 100% fast', {
        channelId: chat.sessionChannelId,
      });
      const found = async (words: string, more: object = {}): Promise<string[]> => {
        const input = { cohortId: chat.cohortId, words, ...more };
        const { messages } = await chat.look<{ messages: ChatMessage[] }>('mina', 'chat:search', input);
        return messages.map(({ id }) => id);
      };
      expect(await found('compiler')).toEqual([second.id, first.id]);
      expect(await found('is compil')).toEqual([second.id, first.id]);
      expect(await found('gcc')).toEqual([second.id]);
      expect(await found('100%')).toEqual([second.id]);
      expect(await found('compiler', { channelId: chat.channelId })).toEqual([first.id]);
      expect(await found('c_mpiler')).toEqual([]);
    });
  });

  describe('reactions', () => {
    test('CH12 one a person and kind, however often and from however many windows it is pressed', async () => {
      const chat = await aChatClass(rooms);
      const message = await chat.send('amara', 'Done!');
      await Promise.all(Array.from({ length: 40 }, () => chat.react('jonas', message, 'heart')));
      await Promise.all(['mina', 'amara', 'ines'].map((name) => chat.react(name, message, 'heart')));
      await chat.react('jonas', message, 'celebrate');
      const { messages, reacted } = await chat.room('jonas');
      expect(messages[0]!.reactions).toEqual([
        { kind: 'heart', count: 4 },
        { kind: 'celebrate', count: 1 },
      ]);
      expect(reacted).toEqual({ [message.id]: ['heart', 'celebrate'] });
      const told = chat.told<{ reactions: unknown }>('channel', 'chat:reactions');
      expect(told).toHaveLength(5);
      expect(told.at(-1)!.reactions).toEqual(messages[0]!.reactions);
      await chat.react('jonas', message, 'heart', false);
      await chat.react('jonas', message, 'heart', false);
      expect((await chat.room('jonas')).reacted).toEqual({ [message.id]: ['celebrate'] });
      expect(chat.told('jonas', 'chat:reacted')).toHaveLength(3);
      expect(await outcomeOf(chat.react('jonas', message, 'poop'))).toBe('invalid');
    }, 30_000);
  });

  describe('what one has not read', () => {
    test('CH13 is counted as the rows say, goes forward alone, and never counts one’s own', async () => {
      const chat = await aChatClass(rooms);
      const mina = chat.person('mina').userId;
      await chat.send('mina', 'Mine');
      const root = await chat.send('amara', 'One');
      await chat.send('jonas', '@mina two', { mentions: [mina] });
      await chat.send('jonas', '@mina in a thread', { threadId: root.id, mentions: [mina] });
      await chat.send('ines', 'Everybody!', { calls: 'everyone' });
      await chat.send('amara', 'Help', { calls: 'staff' });
      expect(await chat.room('mina')).toMatchObject({ unread: 4, mentioned: 3, lastPosition: 6 });
      expect(await chat.room('omar')).toMatchObject({ unread: 5, mentioned: 2 });
      expect(await chat.read('mina', 3)).toMatchObject({ readPosition: 3, unread: 2, mentioned: 2 });
      expect(await chat.read('mina', 1)).toMatchObject({ readPosition: 3 });
      expect(await chat.read('mina', 9_999)).toMatchObject({ readPosition: 6, unread: 0, mentioned: 0 });
      expect(chat.told<ReadStanding>('mina', 'chat:read-to').map(({ readPosition }) => readPosition)).toEqual(
        [3, 3, 6],
      );
      expect((await chat.list('mina')).channels[0]).toMatchObject({ readPosition: 6, unread: 0 });
      await sql`
        insert into chat_message (id, channel_id, position, author_id, by_staff, text, calls)
        select gen_random_uuid(), ${chat.channelId}, 6 + n, ${chat.person('amara').userId}, false, 'x', 'nobody'
        from generate_series(1, 150) n`.execute(rooms.db.query);
      expect(await chat.room('mina')).toMatchObject({ unread: chatLimits.unread });
    });

    test('CH14 a reply speaks to whoever began the thread, and to nobody else in it', async () => {
      const chat = await aChatClass(rooms);
      const root = await chat.send('amara', 'Who has tried it?');
      await chat.read('amara', root.position);
      await chat.reply('jonas', root, 'I have');
      const second = await chat.reply('mina', root, 'So have I');
      await chat.reply('amara', root, 'Thank you');
      const standing = async (name: string) => (await chat.list(name)).channels[0];
      expect(await standing('amara')).toMatchObject({ unread: 0, mentioned: 2 });
      expect(await standing('jonas')).toMatchObject({ mentioned: 0 });
      await chat.delete('mina', second);
      expect(await standing('amara')).toMatchObject({ mentioned: 1 });
      await chat.read('amara', second.position + 1);
      expect(await standing('amara')).toMatchObject({ mentioned: 0 });
    });

    test('CH14 whoever is mentioned is told on their own topic; only staff call everybody', async () => {
      const chat = await aChatClass(rooms);
      const [amara, mina] = [chat.person('amara').userId, chat.person('mina').userId];
      const message = await chat.send('amara', '@mina and I', { mentions: [mina, amara, mina] });
      expect(message.mentions.map(({ id }) => id)).toEqual([amara, mina].sort());
      expect(chat.told('mina', 'chat:mentioned')).toMatchObject([
        { channelId: chat.channelId, messageId: message.id, by: { id: amara } },
      ]);
      expect(chat.told('amara', 'chat:mentioned')).toEqual([]);
      expect(await outcomeOf(chat.send('amara', 'All!', { calls: 'everyone' }))).toBe('forbidden');
      const { people } = await chat.look<{ people: { id: string; isStaff: boolean }[] }>(
        'amara',
        'chat:people',
        { cohortId: chat.cohortId },
      );
      expect(people.filter(({ isStaff }) => isStaff)).toHaveLength(3);
      expect(people).toHaveLength(6);
      const named = { cohortId: chat.cohortId, words: 'MIN' };
      expect(await chat.look('amara', 'chat:people', named)).toMatchObject({ people: [{ id: mina }] });
    });
  });

  test('CH15 that somebody writes is a signal: told to whoever is there, kept nowhere', async () => {
    const chat: ChatClass = await aChatClass(rooms);
    const { channelId } = chat;
    await chat.act('amara', 'chat:type', { channelId });
    const { userId } = chat.person('amara');
    expect(chat.told('channel', 'chat:typing')).toMatchObject([{ channelId, person: { id: userId } }]);
    expect(await rooms.log.after(`channel/${channelId}`, 0, 10)).toEqual([]);
    const threadId = (await chat.send('jonas', 'Who comes?')).id;
    await chat.act('amara', 'chat:type', { channelId, threadId });
    expect(chat.told('channel', 'chat:typing').at(-1)).toMatchObject({ threadId });
    await chat.setUp({ staffReplies: true });
    await chat.act('amara', 'chat:type', { channelId, threadId });
    await chat.setUp({ locked: true });
    await chat.act('amara', 'chat:type', { channelId });
    expect(chat.told('channel', 'chat:typing')).toHaveLength(2);
  });
}
