import { describe, expect, test } from 'vitest';
import { amara, channel, message, room, thread } from '#app/web/gallery/chatFixtures.ts';
import {
  chatLimits,
  type ChannelList,
  type ChatDesk,
  type ChatMessage,
  type ChatPage,
  type ChatRoom,
} from '../contract.ts';
import {
  deskLock,
  deskRenamed,
  deskReport,
  listChanged,
  listChannel,
  listCohort,
  listMessage,
  listRead,
  pageMessage,
  revisionsChanged,
  roomChanged,
  roomChannel,
  roomCohort,
  roomLocked,
  roomMessage,
  roomReacted,
  roomReactions,
  roomRead,
  roomRenamed,
  threadChanged,
  threadMessage,
} from './reduce.ts';

const someId = '01920000-0000-7000-8000-000000000001';
const ofChannel = { topic: `channel/${someId}` };
const ofCohort = { topic: `cohort/${someId}` };
const ofStaff = { topic: `cohort/${someId}/staff` };
const jonas = { id: 'jonas', name: 'Jonas Weber' };

/** Messages 1 to `count` of somebody else. */
const many = (count: number): ChatMessage[] => Array.from({ length: count }, (_, at) => message(at + 1));
const windowOf = (messages: ChatMessage[], more: Partial<ChatRoom> = {}): ChatRoom =>
  room({
    messages,
    pinned: [],
    reacted: {},
    readPosition: 0,
    lastPosition: messages.at(-1)?.position ?? 0,
    unread: messages.length,
    hasEarlier: false,
    ...more,
  });

describe('the window of a channel', () => {
  test('a message is appended once, and counted once', () => {
    const before = windowOf(many(2));
    const once = roomMessage(before, message(3));
    expect(once.messages.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect([once.unread, once.lastPosition]).toEqual([3, 3]);
    expect(roomMessage(once, message(3))).toBe(once);
  });

  test('the oldest falls off a full window with what is known of it, and does not come back', () => {
    const full = windowOf(many(chatLimits.page), { reacted: { m001: ['heart'], m002: ['eyes'] } });
    const next = roomMessage(full, message(chatLimits.page + 1));
    expect(next.messages).toHaveLength(chatLimits.page);
    expect([next.messages[0]!.position, next.hasEarlier]).toEqual([2, true]);
    expect(next.reacted).toEqual({ m002: ['eyes'] });
    expect(roomMessage(next, message(1))).toBe(next);
  });

  test('one’s own message counts as nothing new, and is when slow mode begins', () => {
    const at = '2026-06-09T13:02:00.000Z';
    const next = roomMessage(windowOf([], { viewer: room().viewer }), message(1, { author: amara, at }));
    expect([next.unread, next.mentioned, next.viewer.sentAt]).toEqual([0, 0, at]);
  });

  test('a reply is no line of the channel; its root counts it once, however often it is heard', () => {
    const before = windowOf(many(1), { pinned: [message(1, { pinned: true })] });
    const reply = message(2, { threadId: 'm001', mentions: [amara] });
    const once = roomMessage(before, reply);
    expect(once.messages).toHaveLength(1);
    expect(once.messages[0]).toMatchObject({ replies: 1, repliedAt: reply.at, threadPosition: 2 });
    expect(once.pinned[0]).toMatchObject({ replies: 1 });
    expect([once.unread, once.mentioned]).toEqual([1, 1]);
    expect(roomMessage(once, reply).messages).toEqual(once.messages);
    // It was counted on another topic before it was heard here.
    const counted = { ...before, lastPosition: 2, mentioned: 1 };
    expect(roomMessage(counted, reply)).toMatchObject({ mentioned: 1, messages: [{ replies: 1 }] });
  });

  test('staff are called by “staff”, everybody by “everyone”, and counts stop at their limit', () => {
    const call = (calls: ChatMessage['calls'], isStaff: boolean): number =>
      roomMessage(windowOf([], { viewer: { ...room().viewer, isStaff } }), message(1, { calls })).mentioned;
    expect([call('staff', true), call('staff', false), call('everyone', false)]).toEqual([1, 0, 1]);
    const full = windowOf([], { unread: chatLimits.unread });
    expect(roomMessage(full, message(1)).unread).toBe(chatLimits.unread);
  });

  test('knows below which message a question is talked about, until that is taken away', () => {
    const about = (questionId: string, position: number) => message(position, { questionId });
    const first = roomMessage(windowOf(many(1)), about('q2', 2));
    const both = roomMessage(first, about('q1', 3));
    expect(both.talkedAbout).toEqual([
      { questionId: 'q1', messageId: 'm003' },
      { questionId: 'q2', messageId: 'm002' },
    ]);
    expect(roomMessage(both, about('q1', 3))).toBe(both);
    const gone = roomChanged(both, message(3, { deleted: 'staff', text: '' }));
    expect(gone).toMatchObject({ talkedAbout: [{ questionId: 'q2', messageId: 'm002' }] });
    expect(roomChanged(both, message(2, { questionId: 'q2', edited: true }))).toMatchObject({
      talkedAbout: both.talkedAbout,
    });
  });

  test('what concerns another channel changes nothing', () => {
    const before = windowOf(many(1));
    const elsewhere = message(2, { channelId: 'other' });
    expect(roomMessage(before, elsewhere)).toBe(before);
    expect(roomChanged(before, elsewhere)).toBe(before);
    expect(roomRead(before, { ...counts(1, 1), channelId: 'other' })).toBe(before);
    expect(roomLocked(before, { channelId: 'other', until: null })).toBe(before);
  });
});

const counts = (readPosition: number, lastPosition: number, unread = 0, mentioned = 0) => ({
  channelId: 'cohort',
  readPosition,
  lastPosition,
  unread,
  mentioned,
});

describe('a message that changes', () => {
  const gone = (one: ChatMessage): ChatMessage => ({ ...one, text: '', deleted: 'author', mentions: [] });

  test('keeps its place when it is taken away, and is new to nobody any more', () => {
    const before = windowOf([message(1), message(2, { mentions: [amara] })], { mentioned: 1 });
    const after = roomChanged(before, gone(message(2))) as ChatRoom;
    expect(after.messages[1]).toMatchObject({ deleted: 'author', text: '' });
    expect([after.unread, after.mentioned]).toEqual([1, 0]);
    expect(roomChanged(after, gone(message(2)))).toEqual(after);
  });

  test('asks again where it is not known whether it was counted, or a count has stopped', () => {
    const before = windowOf([message(5)], { hasEarlier: true, unread: 4, lastPosition: 5 });
    expect(roomChanged(before, gone(message(2)))).toBe('refetch');
    expect(roomChanged({ ...before, readPosition: 2 }, gone(message(2)))).not.toBe('refetch');
    const limit = windowOf(many(2), { unread: chatLimits.unread });
    expect(roomChanged(limit, gone(message(2)))).toBe('refetch');
  });

  test('is among the pinned in order while it is pinned', () => {
    const before = windowOf(many(3), { pinned: [message(2, { pinned: true })] });
    const pinned = roomChanged(before, message(1, { pinned: true })) as ChatRoom;
    expect(pinned.pinned.map(({ position }) => position)).toEqual([1, 2]);
    const back = roomChanged(pinned, message(2)) as ChatRoom;
    expect(back.pinned.map(({ position }) => position)).toEqual([1]);
  });

  test('asks again when one is pinned whose reactions by the reader are not known', () => {
    const before = windowOf([message(9)], { hasEarlier: true, readPosition: 9, unread: 0 });
    const reactions = [{ kind: 'heart' as const, count: 1 }];
    expect(roomChanged(before, message(1, { pinned: true, reactions }))).toBe('refetch');
    expect(roomChanged(before, message(1, { pinned: true }))).toMatchObject({ pinned: [{ id: 'm001' }] });
  });

  test('reactions and names follow wherever the message stands', () => {
    const before = windowOf(many(1), { pinned: [message(1, { pinned: true })] });
    const reactions = [{ kind: 'eyes' as const, count: 2 }];
    const reacted = roomReactions(before, { id: 'm001', reactions });
    expect([reacted.messages[0]!.reactions, reacted.pinned[0]!.reactions]).toEqual([reactions, reactions]);
    expect(roomReactions(before, { id: 'm777', reactions })).toBe(before);
    const own = roomReacted(reacted, { messageId: 'm001', kinds: ['eyes'] });
    expect(own.reacted).toEqual({ m001: ['eyes'] });
    expect(roomReacted(own, { messageId: 'm001', kinds: ['eyes'] })).toBe(own);
    expect(roomReacted(own, { messageId: 'm001', kinds: [] }).reacted).toEqual({});
    const person = { id: 'jonas', name: 'Jonas W.' };
    expect(roomRenamed(before, { person }, ofChannel).messages[0]!.author.name).toBe('Jonas W.');
    // The same is told on the staff's topic, and may be older there.
    expect(roomRenamed(before, { person }, ofStaff)).toBe(before);
  });
});

describe('reading on', () => {
  test('takes the figures that were counted with everything that is known here', () => {
    const before = windowOf(many(3));
    expect(roomRead(before, counts(3, 3))).toMatchObject({ readPosition: 3, unread: 0 });
    expect(roomRead({ ...before, readPosition: 3, unread: 0 }, counts(2, 2, 0))).toMatchObject({
      readPosition: 3,
    });
  });

  test('adds again what was said after they were counted, as far as it is known', () => {
    const before = windowOf(many(4));
    expect(roomRead(before, counts(2, 2))).toMatchObject({ readPosition: 2, unread: 2, lastPosition: 4 });
    const far = windowOf([message(9), message(10)], { hasEarlier: true });
    expect(roomRead(far, counts(3, 3))).toBe('refetch');
    // Of two that speak to the reader one is in a thread: whether it was said since is not known.
    expect(roomRead({ ...before, mentioned: 1 }, counts(2, 2))).toBe('refetch');
  });
});

describe('what a channel is', () => {
  test('goes by the channel’s own topic; that it is archived, by the cohort’s', () => {
    const before = room();
    const locked = channel({ locked: true });
    expect(roomChannel(before, locked, ofChannel).channel.locked).toBe(true);
    expect(roomChannel(before, locked, ofCohort)).toBe(before);
    const facts = { cohortId: 'cohort', archived: true } as Parameters<typeof roomCohort>[1];
    expect(roomCohort(before, facts).channel.archived).toBe(true);
    expect(roomCohort(before, { ...facts, cohortId: 'other' })).toBe(before);
    expect(
      roomLocked(before, { channelId: 'cohort', until: '2026-06-09T14:00:00Z' }).viewer.lockedUntil,
    ).toBe('2026-06-09T14:00:00Z');
  });
});

describe('further pages', () => {
  const page = (messages: ChatMessage[], more: Partial<ChatPage> = {}): ChatPage => ({
    channelId: 'cohort',
    messages,
    hasEarlier: true,
    hasLater: false,
    reacted: {},
    ...more,
  });
  const after = { input: { direction: 'after' as const, position: 1 } };

  test('an open page takes what is said until it is full', () => {
    expect(pageMessage(page([]), message(2), after).messages).toHaveLength(1);
    const full = page(many(chatLimits.page + 1).slice(1));
    const next = pageMessage(full, message(chatLimits.page + 2), after);
    expect([next.messages.length, next.hasLater]).toEqual([chatLimits.page, true]);
    expect(pageMessage(next, message(chatLimits.page + 3), after)).toBe(next);
    expect(pageMessage(full, message(chatLimits.page + 1), after)).toBe(full);
  });

  test('a page before a position ends there', () => {
    const before = { input: { direction: 'before' as const, position: 4 } };
    expect(pageMessage(page(many(2)), message(3), before).messages).toHaveLength(3);
    expect(pageMessage(page(many(2)), message(4), before)).toMatchObject({ hasLater: true });
    expect(pageMessage(page(many(2)), message(4), before).messages).toHaveLength(2);
  });
});

test('a thread takes its replies in order and once, and knows what it hangs on', () => {
  const reply = message(20, { threadId: 'm004' });
  const once = threadMessage(thread, reply);
  expect(once.replies.map(({ position }) => position)).toEqual([7, 10, 20, 40]);
  // What it hangs on has heard of a later one.
  expect(once.root).toBe(thread.root);
  const later = threadMessage(once, message(41, { threadId: 'm004' }));
  expect(later.root).toMatchObject({ replies: thread.root.replies + 1, threadPosition: 41 });
  expect(threadMessage(later, message(41, { threadId: 'm004' }))).toBe(later);
  expect(threadMessage(later, message(42, { threadId: 'm999' }))).toBe(later);
  expect(threadChanged(later, message(4, { text: 'So?' })).root.text).toBe('So?');
});

describe('the channels of a cohort', () => {
  const list: ChannelList = {
    cohortId: 'cohort',
    viewer: { personId: 'amara', isStaff: false },
    channels: [{ ...channel(), ...counts(1, 1, 0, 0) }].map(({ channelId: _id, ...line }) => line),
  };

  test('count what is said, and ask again for what they cannot know', () => {
    const next = listMessage(list, message(2, { mentions: [amara] })) as ChannelList;
    expect(next.channels[0]).toMatchObject({ unread: 1, mentioned: 1, lastPosition: 2 });
    expect(listMessage(next, message(2))).toBe(next);
    expect(listMessage(list, message(2, { channelId: 'other' }))).toBe(list);
    expect(listChanged(next, message(2, { deleted: 'staff' }))).toBe('refetch');
    expect(listChanged(list, message(2, { deleted: 'staff' }))).toBe(list);
    expect(listRead(next, counts(1, 1))).toBe('refetch');
    expect(listRead(next, counts(2, 2))).toMatchObject({ channels: [{ unread: 0, readPosition: 2 }] });
  });

  test('a channel goes by the cohort’s topic; one that is not known is asked for', () => {
    expect(listChannel(list, channel({ name: 'Lounge' }), ofCohort)).toMatchObject({
      channels: [{ name: 'Lounge' }],
    });
    expect(listChannel(list, channel({ name: 'Lounge' }), ofChannel)).toBe(list);
    expect(listChannel(list, channel({ id: 'new' }), ofCohort)).toBe('refetch');
    expect(listChannel(list, channel({ id: 'new', kind: 'session' }), ofCohort)).toBe(list);
    const facts = { cohortId: 'cohort', archived: true } as Parameters<typeof listCohort>[1];
    expect(listCohort(list, facts).channels[0]!.archived).toBe(true);
  });
});

describe('what staff see to', () => {
  const desk: ChatDesk = { cohortId: 'cohort', reports: [], locks: [] };
  const report = (messageId: string): ChatDesk['reports'][number] => ({
    ...{ messageId, channelId: 'cohort', threadId: null, author: jonas, text: 'So' },
    reports: [{ by: amara, reason: '', at: '2026-06-09T13:00:00Z' }],
  });

  test('reports stand in the order of their messages until they are settled', () => {
    const two = deskReport(deskReport(desk, report('m2')), report('m1'));
    expect(two.reports.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
    expect(deskReport(two, report('m2')).reports).toHaveLength(2);
    const settled = deskReport(two, { messageId: 'm1', settled: true });
    expect(settled.reports.map(({ messageId }) => messageId)).toEqual(['m2']);
    expect(deskReport(settled, { messageId: 'm1', settled: true })).toBe(settled);
  });

  test('locks stand until they are lifted, by channel and person', () => {
    const lock = (person: typeof jonas, until: string | null) => ({ channelId: 'cohort', person, until });
    const two = deskLock(deskLock(desk, lock(jonas, 'later')), lock(amara, 'later'));
    expect(two.locks.map(({ person }) => person.id)).toEqual(['amara', 'jonas']);
    expect(deskLock(two, lock(amara, null)).locks.map(({ person }) => person.id)).toEqual(['jonas']);
    const person = { id: 'jonas', name: 'J.' };
    expect(deskRenamed(two, { person }, ofStaff).locks[1]!.person.name).toBe('J.');
    expect(deskRenamed(two, { person }, ofChannel)).toBe(two);
  });

  test('how a message was worded is asked for again once it reads differently', () => {
    const revisions = { messageId: 'm001', revisions: [], deleted: null };
    expect(revisionsChanged(revisions, message(1))).toBe('refetch');
    expect(revisionsChanged(revisions, message(2))).toBe(revisions);
  });
});
