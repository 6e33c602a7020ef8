import { expect, test } from 'vitest';
import {
  notificationLimits,
  placeOf,
  type Bell,
  type Notification,
  type NotificationPage,
  type NotificationsRead,
} from '../contract.ts';
import { newIn } from './newIn.ts';
import { bellRead, bellTold, olderRead, olderTold } from './reduce.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 9, 8, minute)).toISOString();

const one = (minute: number, more: Partial<Notification> = {}): Notification => ({
  id: `n${String(minute).padStart(3, '0')}`,
  type: 'enrolled',
  group: 'cohort/c',
  cohort: { id: 'c', title: 'Spring' },
  title: '',
  by: null,
  count: 1,
  subject: { kind: 'cohort' },
  at: at(minute),
  readAt: null,
  ...more,
});

/** What the server would answer with all of these. */
function bellOf(all: readonly Notification[]): Bell {
  const sorted = [...all].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  const page = sorted.slice(0, notificationLimits.page);
  return {
    unread: all.filter(({ readAt }) => readAt === null).length,
    notifications: page,
    before: sorted.length > page.length ? placeOf(page.at(-1)!) : null,
  };
}

const many = (count: number): Notification[] => Array.from({ length: count }, (_one, minute) => one(minute));

test.each([0, 1, 19, 20, 21, 45])(
  'with %i before it, a new one stands first as a fresh look has it',
  (count) => {
    const all = many(count);
    const fresh = bellOf([...all, one(90)]);
    const told = { notification: one(90), unread: fresh.unread };
    const after = bellTold(bellOf(all), told);
    expect(after).toEqual(fresh);
    expect(bellTold(after, told)).toEqual(fresh);
  },
);

test.each([5, 20, 21, 45])(
  'of %i, one that happens again moves to the front, from wherever it stood',
  (count) => {
    for (const place of [0, Math.floor(count / 2), count - 1]) {
      const all = many(count);
      const again = { ...all[place]!, at: at(90), count: 2 };
      const fresh = bellOf(all.with(place, again));
      expect(bellTold(bellOf(all), { notification: again, unread: fresh.unread })).toEqual(fresh);
    }
  },
);

test('one that was told late stands at its place, or on no first page', () => {
  const all = many(20).filter(({ id }) => id !== 'n007');
  expect(bellTold(bellOf(all), { notification: one(7), unread: 20 })).toEqual(bellOf(many(20)));
  const late = one(-30, { id: 'late' });
  expect(bellTold(bellOf(many(20)), { notification: late, unread: 21 })).toEqual(bellOf([...many(20), late]));
});

const reading = (ids: string[], more = false): NotificationsRead => ({
  ids,
  readAt: at(99),
  more,
  unread: 1,
});

test('what was read elsewhere is read here, and what was read before keeps its time', () => {
  const [first, second, third] = [one(1), one(2, { readAt: at(3) }), one(4)];
  const data: Bell = { unread: 2, notifications: [third, second, first], before: null };
  expect(bellRead(data, reading(['n001', 'n002', 'n404']))).toEqual({
    unread: 1,
    notifications: [third, second, { ...first, readAt: at(99) }],
    before: null,
  });
});

test('a page further back knows what left it, and asks where only the server knows what follows', () => {
  const page: NotificationPage = { notifications: [one(5), one(4)], before: null };
  const input = { before: placeOf(one(6)) };
  const again = (minute: number): { notification: Notification; unread: number } => ({
    notification: one(minute, { at: at(50) }),
    unread: 3,
  });
  expect(olderTold(page, again(5), { input })).toEqual({ notifications: [one(4)], before: null });
  expect(olderTold(page, again(30), { input })).toBe(page);
  expect(olderTold({ ...page, before: placeOf(one(4)) }, again(30), { input })).toBe('refetch');
  expect(olderTold(page, { notification: one(3), unread: 3 }, { input })).toBe('refetch');
});

test('a page further back asks where more were read than are named', () => {
  const page: NotificationPage = { notifications: [one(5), one(4)], before: null };
  expect(olderRead(page, reading(['n404']))).toBe(page);
  expect(olderRead(page, reading(['n005'], true))).toBe('refetch');
  expect(olderRead(page, reading(['n005', 'n004'], true))).toEqual({
    notifications: [one(5, { readAt: at(99) }), one(4, { readAt: at(99) })],
    before: null,
  });
});

test('only what came, or came again, and is not read is news', () => {
  const former = bellOf([one(1), one(2), one(3)]);
  const ids = (now: Bell): string[] => newIn(former, now).map(({ id }) => id);
  expect(ids(bellOf([one(1), one(2, { at: at(9), count: 2 }), one(3), one(8)]))).toEqual(['n008', 'n002']);
  expect(ids(bellOf([one(1), one(2), one(3), one(8, { readAt: at(9) })]))).toEqual([]);
  // One further back moved up because another was read, or forgotten.
  expect(ids(bellOf([one(0), one(1), one(2)]))).toEqual([]);
  expect(ids(former)).toEqual([]);
});
