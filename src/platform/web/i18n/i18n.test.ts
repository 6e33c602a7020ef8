import { afterEach, expect, test, vi } from 'vitest';
import { formatsFor, minutesAhead } from './formats.ts';
import { laterTexts, startI18n } from './i18n.ts';
import { isolate } from '#kernel/isolate.ts';
import { pseudo } from '#kernel/pseudo.ts';

afterEach(() => vi.unstubAllGlobals());

test('texts that come before anything speaks are there once it does', async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await laterTexts();
  const speaking = await startI18n('en');
  expect(speaking.t('progress.percent', { percent: '42' })).not.toBe('progress.percent');
});

test('the trial language is longer, bracketed and keeps its placeholders', () => {
  const trial = pseudo('{{completed}} of {{count}} lessons');
  expect(trial).toBe('[{{completed}} øf {{count}} lëssøñs·····]');
  expect(pseudo('a'.repeat(100))).toMatch(/á·{16} ·{16} ·{8}\]$/);
});

test('a name is isolated only where it could turn its neighbours around', () => {
  expect(isolate('Amara', 'ltr')).toBe('Amara');
  expect(isolate('عمر', 'ltr')).toBe('\u2068عمر\u2069');
  expect(isolate('427 913', 'rtl')).toBe('\u2068427 913\u2069');
});

test('times are told in the zone of the reader, and the zone is named', () => {
  const formats = formatsFor({ customs: 'en-GB', zone: 'Asia/Manila' });
  expect(formats.clock('2026-06-09T10:02:00Z')).toBe('18:02');
  expect(formats.clock('2026-06-09T10:02:00Z', 'Africa/Lagos')).toBe('11:02');
  expect(formats.zoneName('Africa/Lagos', new Date('2026-06-09T10:02:00Z'))).toBe('Lagos, GMT+1');
  expect(formats.zoneName('UTC', new Date('2026-06-09T10:02:00Z'))).toBe('UTC');
  expect(formats.days('2026-06-09', '2026-06-10')).toMatch(/^9\s*–\s*10 June 2026$/);
});

test('the same day is told by the clock, another day by its date too', () => {
  const formats = formatsFor({ customs: 'en-GB', zone: 'Africa/Lagos' });
  const now = new Date('2026-06-09T22:30:00Z');
  expect(formats.when('2026-06-09T10:02:00Z', now)).toBe('11:02');
  // 23:30 in Lagos: half an hour later it is tomorrow there.
  expect(formats.when('2026-06-09T23:02:00Z', now)).toContain('10 June');
});

test('the distance of two clocks follows summer time', () => {
  const summer = new Date('2026-06-09T10:00:00Z');
  const winter = new Date('2026-12-09T10:00:00Z');
  expect(minutesAhead('Asia/Kolkata', 'Africa/Lagos', summer)).toBe(270);
  expect(minutesAhead('America/New_York', 'Africa/Lagos', summer)).toBe(-300);
  expect(minutesAhead('America/New_York', 'Africa/Lagos', winter)).toBe(-360);
});
