import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAfter, dayIn, daysBetween, instantOf } from './zonedTime.ts';

const zones = [
  'UTC',
  'Africa/Lagos',
  'Africa/Casablanca',
  'Europe/Lisbon',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
];
const day = fc.integer({ min: 0, max: 30 * 365 }).map((days) => dayAfter('2010-01-01', days));
const minute = fc.integer({ min: 0, max: 1_439 });

/** What a clock on the wall of the zone shows. */
function shown(zone: string, at: Date): string {
  const date = at.toLocaleDateString('sv-SE', { timeZone: zone });
  const time = at.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return `${date} ${time}`;
}

const face = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

describe('a time on the clocks of a zone', () => {
  test('is the instant at which they show it, or where it is left out, as much later as was left out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, minute, (zone, on, minutes) => {
        const at = instantOf(on, minutes, zone);
        const wanted = `${on} ${face(minutes)}`;
        const seen = shown(zone, at);
        if (seen === wanted) return;
        // Left out: the clocks show more, and one minute before the gap began they still showed less.
        expect(seen > wanted).toBe(true);
        expect(at.getTime() % 60_000).toBe(0);
        for (let before = at.getTime(); ; before -= 60_000) {
          const then = shown(zone, new Date(before));
          expect(then).not.toBe(wanted);
          if (then < wanted) break;
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('that comes twice is the first', () => {
    // 01:30 on the day on which the clocks of Lisbon go back from 02:00 to 01:00.
    expect(instantOf('2026-10-25', 90, 'Europe/Lisbon').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('that is left out is as much later as the clocks go forward', () => {
    // 01:30 on the day on which they go forward from 01:00 to 02:00: what shows is 02:30.
    expect(instantOf('2026-03-29', 90, 'Europe/Lisbon').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(shown('Europe/Lisbon', instantOf('2026-03-29', 90, 'Europe/Lisbon'))).toBe('2026-03-29 02:30');
    // Apia had no 30 December 2011 at all.
    expect(shown('Pacific/Apia', instantOf('2011-12-30', 600, 'Pacific/Apia'))).toBe('2011-12-31 10:00');
  });

  test('keeps its face through a change of the clocks, day after day', () => {
    for (const [on, utc] of [
      ['2026-03-28', '09:00'],
      ['2026-03-29', '08:00'],
      ['2026-03-30', '08:00'],
    ] as const) {
      expect(instantOf(on, 9 * 60, 'Europe/Lisbon').toISOString()).toBe(`${on}T${utc}:00.000Z`);
    }
  });
});

describe('calendar days', () => {
  test('count across months, leap days and changes of the clocks', () => {
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    fc.assert(
      fc.property(day, fc.integer({ min: -4_000, max: 4_000 }), (from, days) => {
        expect(daysBetween(from, dayAfter(from, days))).toBe(days);
      }),
    );
  });

  test('are those of the zone', () => {
    const at = new Date('2026-06-09T23:30:00Z');
    expect(dayIn('Africa/Lagos', at)).toBe('2026-06-10');
    expect(dayIn('America/New_York', at)).toBe('2026-06-09');
  });
});
