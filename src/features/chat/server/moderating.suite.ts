import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aChatClass } from '../../../../tests/support/chats.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import { chatLimits, type ChatChannel, type ReportedMessage } from '../contract.ts';

/** What staff of a cohort do in its channels, on either database. */
export function chatModeratingSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('who may write', () => {
    test('CH16 in a slow channel one message per while, whatever is sent at once; staff never wait', async () => {
      const chat = await aChatClass(rooms);
      await chat.setUp({ slowSeconds: 30 });
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, place) => outcomeOf(chat.send('amara', `${place}`))),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'not_yet')).toHaveLength(19);
      const [message] = (await chat.room('jonas')).messages;
      const early = await chat.send('amara', 'Early').catch((reason: { opensAt: Date }) => reason);
      const opensAt = Date.parse(message!.at) + 30_000;
      expect((early as { opensAt: Date }).opensAt.getTime()).toBe(opensAt);
      expect(await outcomeOf(chat.send('jonas', 'Another person'))).toBe('done');
      for (const name of ['ines', 'ines', 'paula'])
        expect(await outcomeOf(chat.send(name, 'Staff'))).toBe('done');
      await chat.pass(message!, 30);
      expect(await outcomeOf(chat.send('amara', 'Later'))).toBe('done');
      expect((await chat.room('amara')).viewer.sentAt).not.toBeNull();
    }, 30_000);

    test('CH17 in a locked one only staff; where only staff reply everybody still begins', async () => {
      const chat = await aChatClass(rooms);
      const root = await chat.send('amara', 'Before');
      await chat.setUp({ locked: true });
      expect(chat.told<ChatChannel>('channel', 'chat:channel-changed')).toMatchObject([{ locked: true }]);
      expect(await outcomeOf(chat.send('amara', 'Now'))).toBe('forbidden');
      expect(await outcomeOf(chat.edit('amara', root, 'Now'))).toBe('forbidden');
      expect(await outcomeOf(chat.send('ines', 'Listen'))).toBe('done');
      await chat.setUp({ staffReplies: true });
      expect(await outcomeOf(chat.send('amara', 'A question'))).toBe('done');
      expect(await outcomeOf(chat.reply('jonas', root, 'An answer'))).toBe('forbidden');
      expect(await outcomeOf(chat.reply('omar', root, 'An answer'))).toBe('done');
      expect(await outcomeOf(chat.act('amara', 'chat:set-up', { channelId: chat.channelId }))).not.toBe(
        'done',
      );
    });

    test('CH18 one person is kept out of one channel for a while, and told; staff never are', async () => {
      const chat = await aChatClass(rooms);
      const message = await chat.send('amara', 'Spam');
      await chat.lock('amara', 10);
      const { viewer } = await chat.room('amara');
      expect(Date.parse(viewer.lockedUntil!)).toBeGreaterThan(Date.parse(message.at));
      expect(chat.told('amara', 'chat:locked')).toEqual([
        { channelId: chat.channelId, until: viewer.lockedUntil },
      ]);
      expect((await chat.desk()).locks).toMatchObject([
        { channelId: chat.channelId, person: { id: chat.person('amara').userId }, until: viewer.lockedUntil },
      ]);
      expect(await outcomeOf(chat.send('amara', 'More'))).toBe('not_yet');
      expect(await outcomeOf(chat.edit('amara', message, 'More'))).toBe('not_yet');
      expect(await outcomeOf(chat.send('jonas', 'Not me'))).toBe('done');
      expect(await outcomeOf(chat.send('amara', 'There', { channelId: chat.sessionChannelId }))).toBe('done');
      await chat.lock('amara', 0);
      expect(await outcomeOf(chat.send('amara', 'Sorry'))).toBe('done');
      await chat.lock('amara', 10);
      await chat.pass(message, 601);
      expect(await outcomeOf(chat.send('amara', 'Time is over'))).toBe('done');
      expect((await chat.desk()).locks).toEqual([]);
      expect(await outcomeOf(chat.lock('omar', 10))).toBe('conflict');
      const other = await aChatClass(rooms, ['lucia']);
      const { userId: personId } = other.person('lucia');
      const stranger = { channelId: chat.channelId, personId, minutes: 5 };
      expect(await outcomeOf(chat.act('ines', 'chat:lock-person', stranger))).toBe('not_found');
    });
  });

  describe('what staff see to', () => {
    test('CH19 pins a message for all, no more than so many, and none that was taken away', async () => {
      const chat = await aChatClass(rooms);
      const messages = [];
      for (let place = 0; place <= chatLimits.pins; place++)
        messages.push(await chat.send('amara', `${place}`));
      const pin = (id: string, on = true) => chat.act('ines', 'chat:pin', { messageId: id, on });
      const outcomes = await Promise.all(messages.map(({ id }) => outcomeOf(pin(id))));
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(1);
      const { pinned } = await chat.room('jonas');
      expect(pinned).toHaveLength(chatLimits.pins);
      const places = pinned.map(({ position }) => position);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      await chat.delete('amara', pinned[0]!);
      await pin(pinned[1]!.id, false);
      expect((await chat.room('jonas')).pinned).toEqual(pinned.slice(2));
      const asStudent = chat.act('amara', 'chat:pin', { messageId: messages[0]!.id, on: true });
      expect(await outcomeOf(asStudent)).toBe('forbidden');
    }, 30_000);

    test('CH20 a report is for staff alone, once a person, and stays until it is settled', async () => {
      const chat = await aChatClass(rooms);
      const message = await chat.send('amara', 'Rude');
      const { id: messageId, channelId } = message;
      const report = (name: string, reason: string) => chat.act(name, 'chat:report', { messageId, reason });
      expect(await outcomeOf(report('amara', 'Myself'))).toBe('conflict');
      await Promise.all([report('jonas', 'Bad'), report('jonas', 'Bad')]);
      await report('jonas', 'Very bad');
      await report('mina', '');
      await chat.edit('amara', message, 'Polite');
      const { reports } = await chat.desk();
      expect(reports).toMatchObject([
        { messageId, channelId, text: 'Polite', reports: [{ reason: 'Very bad' }, { reason: '' }] },
      ]);
      const told = chat.told<ReportedMessage>('staff', 'chat:report-changed');
      expect(told.at(-1)).toEqual(reports[0]);
      expect(await outcomeOf(chat.desk('jonas'))).toBe('forbidden');
      expect(chat.told('channel', 'chat:report-changed')).toEqual([]);
      // Of every channel of the cohort, one that nobody has opened yet among them.
      const inSession = await chat.send('amara', 'Worse', { channelId: chat.sessionChannelId });
      await chat.act('mina', 'chat:report', { messageId: inSession.id, reason: '' });
      expect((await chat.desk('paula')).reports.map((one) => one.channelId)).toEqual([
        channelId,
        chat.sessionChannelId,
      ]);
      await chat.act('omar', 'chat:settle', { messageId: inSession.id });
      await chat.delete('ines', message);
      expect((await chat.desk()).reports[0]).toMatchObject({ text: 'Polite' });
      await chat.act('omar', 'chat:settle', { messageId });
      await chat.act('omar', 'chat:settle', { messageId });
      expect(chat.told('staff', 'chat:report-changed').at(-1)).toEqual({
        messageId,
        channelId,
        settled: true,
      });
      expect((await chat.desk()).reports).toEqual([]);
    });

    test('CH21 what was said leaves the house for staff, as a table that no program runs and as JSON', async () => {
      const chat = await aChatClass(rooms);
      const root = await chat.send('amara', '=1+1');
      const reply = await chat.reply('ines', root, 'Two');
      await chat.react('jonas', root, 'laugh');
      const { channelId } = chat;
      const table = await chat.school.file('ines', 'chat:export-csv', { channelId });
      expect(table).toContain("'=1+1");
      expect(table).toContain('laugh 1');
      const json = JSON.parse(await chat.school.file('ines', 'chat:export-json', { channelId })) as object;
      expect(json).toMatchObject({
        channelId,
        messages: [
          { id: root.id, text: '=1+1', reactions: { laugh: 1 }, threadId: null },
          { id: reply.id, isStaff: true, threadId: root.id },
        ],
      });
      expect(await outcomeOf(chat.school.file('amara', 'chat:export-csv', { channelId }))).toBe('forbidden');
    });

    test('CH22 whoever takes another name is called by it wherever they wrote or are named', async () => {
      const chat = await aChatClass(rooms);
      const message = await chat.send('amara', '@jonas hello', { mentions: [chat.person('jonas').userId] });
      await rooms.perform(chat.person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' });
      const renamed = { person: { id: chat.person('jonas').userId, name: 'Jonas Berg' } };
      for (const whom of ['channel', 'staff']) expect(chat.told(whom, 'chat:renamed')).toEqual([renamed]);
      expect((await chat.thread('mina', message)).root.mentions).toEqual([renamed.person]);
    });
  });
}
