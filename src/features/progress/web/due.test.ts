import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, instantOf } from '#kernel/zonedTime.ts';
import { dueWords } from './due.ts';

const zones = [
  'Africa/Lagos',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Manila',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
];
const zone = fc.constantFrom(...zones);
const moment = fc
  .date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000));
/** Around the hours at which clocks change, where a day has 23 or 25 of them. */
const nearChange = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08T07:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-04-04T15:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-11-01T06:00:00Z',
    ),
    fc.integer({ min: -1_500, max: 1_500 }),
  )
  .map(([at, minutes]) => new Date(Date.parse(at) + minutes * 60_000));
const at = fc.oneof(moment, nearChange);

const faceOf = (inZone: string, when: Date): { day: string; clock: string; minute: number } => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: inZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(when);
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  return { day: dayIn(inZone, when), clock, minute: hour * 60 + minute };
};

test('PR24 what is shown in either zone names that very moment, also when the clocks change between', () => {
  fc.assert(
    fc.property(at, zone, zone, (when, here, there) => {
      for (const inZone of [here, there]) {
        const { day, minute } = faceOf(inZone, when);
        const named = instantOf(day, minute, inZone).getTime();
        // Of an hour that comes twice the face cannot tell which; no other hour is mistaken.
        const off = when.getTime() - named;
        expect([0, 1_800_000, 3_600_000]).toContain(off);
        if (off > 0) expect(faceOf(inZone, new Date(named))).toEqual(faceOf(inZone, when));
      }
    }),
    { numRuns: 200 },
  );
});

test('PR24 the other clock stands beside it exactly where it shows something else at that moment, whatever it shows now', () => {
  fc.assert(
    fc.property(at, at, zone, zone, (when, now, here, there) => {
      const { elsewhere } = dueWords({ at: when.toISOString(), now, zone: here, otherZone: there });
      const [mine, other] = [faceOf(here, when), faceOf(there, when)];
      if (mine.clock === other.clock && mine.day === other.day) expect(elsewhere).toBeNull();
      else expect(elsewhere).toBe(mine.day === other.day ? 'same-day' : 'other-day');
    }),
    { numRuns: 200 },
  );
});

test('PR24 today and tomorrow are the reader’s calendar’s, on days of 23 and of 25 hours too', () => {
  const words = (when: string, now: string, inZone = 'Europe/Berlin') =>
    dueWords({ at: when, now: new Date(now), zone: inZone, otherZone: inZone });
  // Clocks go forward in the night to 29 March: midnight is an hour nearer.
  expect(words('2026-03-29T21:59:00Z', '2026-03-28T23:01:00Z').day).toBe('today');
  expect(words('2026-03-29T22:00:00Z', '2026-03-28T23:01:00Z').day).toBe('tomorrow');
  // And back in the night to 25 October.
  expect(words('2026-10-25T22:59:00Z', '2026-10-24T22:01:00Z').day).toBe('today');
  expect(words('2026-10-25T23:00:00Z', '2026-10-24T22:01:00Z').day).toBe('tomorrow');
  expect(words('2026-06-08T21:30:00Z', '2026-06-08T22:30:00Z').day).toBe('yesterday');
  expect(words('2026-06-20T21:30:00Z', '2026-06-08T22:30:00Z').day).toBe('other');
  expect(words('2026-06-08T21:30:00Z', '2026-06-08T22:30:00Z', 'Pacific/Apia').day).toBe('today');
});
