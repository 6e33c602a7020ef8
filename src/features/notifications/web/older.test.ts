import { expect, test } from 'vitest';
import { placeOf, type Bell, type Notification, type NotificationPage } from '../contract.ts';
import { chainOf, merged } from './older.ts';

const one = (minute: number, more: Partial<Notification> = {}): Notification => ({
  id: `n${minute}`,
  type: 'enrolled',
  group: 'cohort/c',
  cohort: { id: 'c', title: 'Spring' },
  title: '',
  by: null,
  count: 1,
  subject: { kind: 'cohort' },
  at: `2026-06-09T10:${String(minute).padStart(2, '0')}:00.000Z`,
  readAt: null,
  ...more,
});

test('each page that was asked for begins where the one before it ends, as far as that is known', () => {
  const bell: Bell = { unread: 0, notifications: [one(9)], before: placeOf(one(9)) };
  const pages: Record<string, NotificationPage> = {
    [placeOf(one(9))]: { notifications: [one(8)], before: placeOf(one(8)) },
  };
  const chain = (wanted: number): string[] => chainOf(bell, wanted, (before) => pages[before]);
  expect(chain(0)).toEqual([]);
  expect(chain(1)).toEqual([placeOf(one(9))]);
  expect(chain(3)).toEqual([placeOf(one(9)), placeOf(one(8))]);
  pages[placeOf(one(8))] = { notifications: [one(7)], before: null };
  expect(chain(3)).toEqual([placeOf(one(9)), placeOf(one(8))]);
});

test('what two pages have stands once, where it is now and as the newer page has it', () => {
  const moved = one(5, { at: one(30).at, count: 2 });
  expect(merged([moved, one(9)], [one(9), one(7), one(5)])).toEqual([moved, one(9), one(7)]);
});
