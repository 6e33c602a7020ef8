import { describe, expect, test } from 'vitest';
import { amara, channel, message, people, room } from '#app/web/gallery/chatFixtures.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import { chatLimits, type ChatMessage, type ChatPage } from '../contract.ts';
import { actsFor, closedFor, opensAtMs } from './acts.ts';
import { earlierWish, historyOf, keptWish, laterWish } from './history.ts';
import { linesOf } from './lines.ts';
import { namedIn, namedParts, namingAt, offered, withName } from './mentions.ts';
import { newsBetween } from './news.ts';
import { reactionsOf, wantedReactions } from './reacting.ts';
import { unsentOf } from './unsent.ts';

const range = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
const positions = (messages: readonly ChatMessage[]): number[] => messages.map(({ position }) => position);

describe('the lines of a list', () => {
  const dayOf = (at: string): string => at.slice(0, 10);
  const reading = { meId: 'amara', readPosition: 2, dayOf };

  test('each day begins with its name, and what is new with a line', () => {
    const lines = linesOf(
      [
        message(1, { at: '2026-06-08T10:00:00Z' }),
        message(2, { at: '2026-06-09T10:00:00Z' }),
        message(3, { at: '2026-06-09T10:01:00Z', author: amara }),
        message(4, { at: '2026-06-09T10:02:00Z' }),
        message(5, { at: '2026-06-09T10:03:00Z' }),
      ],
      reading,
    );
    const shown = lines.map((line) =>
      line.kind === 'message' ? `${line.message.position}${line.isContinued ? '+' : ''}` : line.kind,
    );
    // One's own is never new.
    expect(shown).toEqual(['day', '1', 'day', '2', '3', 'unread', '4', '5+']);
  });

  test('a name stands anew after five minutes, and beside what is pinned', () => {
    const at = (minute: number): string => `2026-06-09T10:${String(minute).padStart(2, '0')}:00Z`;
    const lines = linesOf(
      [message(1, { at: at(0) }), message(2, { at: at(6) }), message(3, { at: at(7), pinned: true })],
      { ...reading, readPosition: 9 },
    );
    expect(lines.map((line) => line.kind === 'message' && line.isContinued)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('what was said before', () => {
  const page = (messages: ChatMessage[], more: Partial<ChatPage> = {}): ChatPage => ({
    ...{ channelId: 'cohort', messages, hasEarlier: true, hasLater: true, reacted: {} },
    ...more,
  });
  const newest = { messages: range(101, 150), hasEarlier: true, reacted: {} };

  test('pages and the newest are one list without a gap, each message once', () => {
    const history = historyOf(newest, [page(range(51, 100)), page(range(101, 150), { hasLater: false })]);
    expect(positions(history.messages)).toEqual(positions(range(51, 150)));
    expect([history.hasEarlier, history.hasLater]).toEqual([true, false]);
    expect(earlierWish(newest, [])).toEqual({ direction: 'before', position: 101 });
  });

  test('where pages do not reach the newest, those stay away until they do', () => {
    const far = [page(range(1, 50), { hasEarlier: false })];
    const history = historyOf(newest, far);
    expect([history.messages.at(-1)!.position, history.hasLater, history.hasEarlier]).toEqual([
      50,
      true,
      false,
    ]);
    expect(laterWish(far)).toEqual({ direction: 'after', position: 50 });
    expect(earlierWish(newest, far)).toBeUndefined();
  });

  test('whoever reads further up keeps what falls out of the window', () => {
    expect(keptWish(newest, [])).toEqual({ direction: 'after', position: 100 });
    const kept = page(range(101, 150), { hasLater: false });
    expect(keptWish(newest, [kept])).toBeUndefined();
    const full = { ...kept, hasLater: true };
    const movedOn = { ...newest, messages: range(130, 179) };
    expect(keptWish(movedOn, [full])).toEqual({ direction: 'after', position: 150 });
    expect(positions(historyOf(movedOn, [full]).messages)).toEqual(positions(range(101, 179)));
  });
});

describe('what is not sent yet', () => {
  const pending = (text: string, more: Partial<PendingCommand> = {}): PendingCommand => ({
    commandId: text,
    name: 'chat:send',
    input: { channelId: 'cohort', threadId: null, text },
    createdAtMs: Date.parse('2026-06-09T13:00:00Z'),
    state: 'sending',
    problem: undefined,
    ...more,
  });
  const known = {
    channelId: 'cohort',
    threadId: null,
    messages: [message(1, { author: amara, text: 'ok' })],
    meId: 'amara',
    answered: new Set<string>(),
    givenAt: new Map([['ok', 0]]),
    isAway: false,
  };

  test('is not shown twice once it was heard of', () => {
    expect(unsentOf([pending('ok')], known)).toEqual([]);
    expect(unsentOf([pending('ok', { state: 'waiting' })], known)).toEqual([]);
  });

  test('is shown beside an older message of the same words', () => {
    expect(unsentOf([pending('ok')], { ...known, givenAt: new Map([['ok', 1]]) })).toHaveLength(1);
    expect(unsentOf([pending('ok')], { ...known, answered: new Set(['m001']) })).toHaveLength(1);
    const twice = [pending('ok'), { ...pending('ok'), commandId: 'again' }];
    expect(unsentOf(twice, known).map(({ commandId }) => commandId)).toEqual(['again']);
    // What an earlier page gave and waits for a connection was heard of by nobody.
    expect(unsentOf([pending('ok', { state: 'waiting' })], { ...known, givenAt: new Map() })).toHaveLength(1);
  });

  test('says how it stands; other channels and threads have their own', () => {
    const away = { ...known, isAway: true, messages: [] };
    const problem = new ApiProblem('conflict', 'The room is locked.');
    expect(
      unsentOf(
        [
          pending('a'),
          pending('b', { state: 'needs-confirmation' }),
          pending('c', { state: 'failed', problem }),
        ],
        away,
      ),
    ).toMatchObject([
      { state: 'waiting' },
      { state: 'asks' },
      { state: 'failed', reason: 'The room is locked.' },
    ]);
    const elsewhere = { channelId: 'other', threadId: null, text: 'ok' };
    const inThread = { channelId: 'cohort', threadId: 'm004', text: 'ok' };
    expect(unsentOf([pending('x', { input: elsewhere }), pending('y', { input: inThread })], away)).toEqual(
      [],
    );
    expect(unsentOf([pending('y', { input: inThread })], { ...away, threadId: 'm004' })).toHaveLength(1);
  });
});

describe('naming somebody', () => {
  test('begins with an @ that is not part of an address', () => {
    expect(namingAt('Hi @Jo', 6)).toEqual({ from: 3, typed: 'Jo' });
    expect(namingAt('@', 1)).toEqual({ from: 0, typed: '' });
    expect(namingAt('jo@example', 10)).toBeUndefined();
    expect(namingAt('@ Jo', 4)).toBeUndefined();
    expect(namingAt('@Jo\nand', 7)).toBeUndefined();
  });

  test('offers who begins so first, without regard to accents', () => {
    expect(offered(people, { from: 0, typed: 'jona' }).map(({ name }) => name)).toEqual([
      'Jonas Weber',
      'Jona Lindqvist',
    ]);
    expect(offered(people, { from: 0, typed: 'ine' }).map(({ id }) => id)).toEqual(['ines']);
    expect(offered(people, { from: 0, typed: 'weber' }).map(({ id }) => id)).toEqual(['jonas']);
  });

  test('puts the whole name in its place, and finds it again', () => {
    const named = withName('Hi @jon there', 7, { from: 3, typed: 'jon' }, 'Jonas Weber');
    expect(named).toEqual({ text: 'Hi @Jonas Weber there', caret: 16 });
    expect(namedIn(named.text, people)).toEqual(['jonas']);
    expect(namedIn('@Jonas Weberly and x@Jonas Weber', people)).toEqual([]);
    expect(namedParts('@Inês Rocha!', people).map(({ text }) => text)).toEqual(['@Inês Rocha', '!']);
  });
});

describe('what may be done', () => {
  const reader = { personId: 'amara', isStaff: false };
  const staff = { personId: 'ines', isStaff: true };
  const nowMs = Date.parse(message(1).at) + 60_000;

  test('one’s own is edited while it is fresh; staff pin and lock, and see how it was', () => {
    const own = message(1, { author: amara });
    const context = { channel: channel(), reader, nowMs };
    expect(actsFor(own, context)).toEqual(['reply', 'edit', 'copy', 'delete']);
    const late = { ...context, nowMs: nowMs + chatLimits.editSeconds * 1_000 };
    expect(actsFor(own, late)).not.toContain('edit');
    expect(actsFor(message(1), context)).toEqual(['reply', 'copy', 'report']);
    expect(actsFor(message(1, { edited: true }), { ...context, reader: staff })).toEqual([
      ...['reply', 'copy', 'pin', 'report', 'revisions', 'lock', 'delete'],
    ]);
    expect(actsFor(own, { ...context, channel: channel({ archived: true }) })).toEqual(['reply', 'copy']);
    expect(actsFor(message(1, { deleted: 'author' }), context)).toEqual([]);
    expect(actsFor(message(1, { deleted: 'author' }), { ...context, reader: staff })).toEqual(['revisions']);
  });

  test('who may write now, and from when again', () => {
    const now = { isThread: false, isTrial: false, nowMs };
    const of = (more: object, viewer: object = {}) => {
      const data = room();
      return { channel: { ...data.channel, ...more }, viewer: { ...data.viewer, ...viewer } };
    };
    expect(closedFor(of({}), now)).toBeUndefined();
    expect(closedFor(of({}, { isStaff: true }), { ...now, isTrial: true })).toEqual({ why: 'trial' });
    expect(closedFor(of({ locked: true }), now)).toEqual({ why: 'locked' });
    expect(closedFor(of({ locked: true }, { isStaff: true }), now)).toBeUndefined();
    expect(closedFor(of({ archived: true }, { isStaff: true }), now)).toEqual({ why: 'archived' });
    expect(closedFor(of({ staffReplies: true }), now)).toBeUndefined();
    expect(closedFor(of({ staffReplies: true }), { ...now, isThread: true })).toEqual({
      why: 'staffReplies',
    });
    const until = new Date(nowMs + 1_000).toISOString();
    expect(closedFor(of({}, { lockedUntil: until }), now)).toEqual({ why: 'person', until });
    expect(closedFor(of({}, { lockedUntil: until }), { ...now, nowMs: nowMs + 2_000 })).toBeUndefined();
    const sentAt = new Date(nowMs).toISOString();
    expect(opensAtMs(of({ slowSeconds: 30 }, { sentAt }))).toBe(nowMs + 30_000);
    expect(opensAtMs(of({ slowSeconds: 30 }, { sentAt, isStaff: true }))).toBeNull();
  });
});

test('a reaction shows at once, and is counted once when it is told', () => {
  const react = (on: boolean): PendingCommand => ({
    ...{ commandId: 'c', name: 'chat:react', input: { messageId: 'm001', kind: 'heart', on } },
    ...{ createdAtMs: 0, state: 'sending', problem: undefined },
  });
  const one = { id: 'm001', reactions: [{ kind: 'heart' as const, count: 2 }] };
  expect(reactionsOf(one, [], wantedReactions([react(true)]))).toEqual([
    { kind: 'heart', count: 3, isOwn: true },
  ]);
  expect(reactionsOf(one, ['heart'], wantedReactions([react(true)]))).toMatchObject([
    { count: 2, isOwn: true },
  ]);
  expect(reactionsOf(one, ['heart'], wantedReactions([react(false)]))).toMatchObject([
    { count: 1, isOwn: false },
  ]);
  expect(reactionsOf({ ...one, reactions: [] }, [], new Map())).toEqual([]);
});

test('what is read aloud is what others said in the channel, and what changes for the reader', () => {
  const before = room({ messages: range(1, 2) });
  const after = room({
    messages: [
      ...range(1, 3),
      message(4, { author: amara }),
      message(5, { mentions: [amara] }),
      message(6, { deleted: 'staff' }),
    ],
    channel: channel({ locked: true }),
  });
  expect(newsBetween(before, after).map(({ what }) => what)).toEqual(['said', 'mentioned', 'room-locked']);
  expect(newsBetween(after, after)).toEqual([]);
  expect(newsBetween(after, { ...after, channel: channel({ archived: true }) })).toEqual([
    { what: 'archived' },
  ]);
});
