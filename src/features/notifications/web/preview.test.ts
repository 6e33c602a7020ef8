import { expect, test } from 'vitest';
import { defaultPreferences, type NotificationPreferences } from '../contract.ts';
import { isWithin, previewOf, tomorrowAt } from './preview.ts';

const now = new Date('2026-06-09T13:02:00Z');
const saying = (more: Partial<NotificationPreferences>): unknown[] =>
  previewOf({ ...defaultPreferences, ...more }, now).map(({ says }) => says);
const allMail = (mail: 'none' | 'now'): Partial<NotificationPreferences> => ({
  types: defaultPreferences.types.map((one) => ({ ...one, mail })),
});

test('whoever chose nothing is told of the night, and of the digest', () => {
  expect(previewOf(defaultPreferences, now)).toEqual([
    { says: 'quiet', from: '22:00', to: '07:00' },
    { says: 'daily', at: '18:00' },
  ]);
});

test('without any mail nothing else is said', () => {
  expect(saying({ ...allMail('none'), doNotDisturbUntil: '2026-06-09T14:00:00Z' })).toEqual(['noMail']);
});

test('that a session has started comes through only where a mail says it, and something holds mails back', () => {
  const started = { ...allMail('now'), startsAnyway: true };
  expect(saying(started)).toEqual(['quiet', 'startsAnyway', 'noDigest']);
  expect(saying({ ...started, quietHours: null })).toEqual(['never', 'noDigest']);
  expect(saying({ startsAnyway: true })).toEqual(['quiet', 'daily']);
});

test('being left in peace is told until it is over', () => {
  expect(saying({ doNotDisturbUntil: '2026-06-09T14:00:00Z' })).toEqual(['disturbed', 'quiet', 'daily']);
  expect(saying({ doNotDisturbUntil: '2026-06-09T13:02:00Z' })).toEqual(['quiet', 'daily']);
});

test('a digest that falls into quiet hours waits for their end', () => {
  const digest = { cadence: 'weekly', at: '06:30', weekday: 5 } as const;
  expect(previewOf({ ...defaultPreferences, digest }, now)).toEqual([
    { says: 'quiet', from: '22:00', to: '07:00' },
    { says: 'weeklyWaits', at: '06:30', weekday: 5, to: '07:00' },
  ]);
});

test.each([
  ['22:00', true],
  ['02:00', true],
  ['07:00', false],
  ['21:59', false],
])('%s is within hours that go over midnight: %s', (time, within) => {
  expect(isWithin(time, { from: '22:00', to: '07:00' })).toBe(within);
  expect(isWithin(time, { from: '07:00', to: '22:00' })).toBe(!within);
});

test('tomorrow is the next day of the zone, also where the clocks are turned meanwhile', () => {
  expect(tomorrowAt('07:00', 'Europe/Berlin', new Date('2026-03-28T22:30:00Z')).toISOString()).toBe(
    '2026-03-29T05:00:00.000Z',
  );
});
