import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayIn, daysBetween, minuteIn } from '#kernel/zonedTime.ts';
import { defaultPreferences, notificationTypeNames, type QuietHours } from '../contract.ts';
import { isQuiet, mayDigest, nextDigest, planOf, type Circumstances } from './plan.ts';

/** Clocks that go forward and back by an hour or half of one, at night or at midnight, and one that left out a day. */
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Kathmandu',
  'UTC',
);
const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) }),
    // The last days of March, October and December, when clocks are moved, and a day was left out in 2011.
    fc
      .tuple(
        fc.constantFrom(
          Date.UTC(2026, 2, 28),
          Date.UTC(2026, 9, 31),
          Date.UTC(2026, 3, 23),
          Date.UTC(2011, 11, 28),
        ),
        fc.integer({ min: 0, max: 5 * 86_400_000 }),
      )
      .map(([from, ms]) => from + ms),
  )
  .map((ms) => new Date(ms));
const clockTime = fc
  .oneof(fc.constantFrom(0, 60, 119, 120, 150, 180, 1_380, 1_439), fc.integer({ min: 0, max: 1_439 }))
  .map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  );
const quietHours = fc
  .record({ from: clockTime, to: clockTime })
  .filter(({ from, to }) => from !== to) satisfies fc.Arbitrary<QuietHours>;
const digest = fc.record({
  cadence: fc.constantFrom('daily' as const, 'weekly' as const),
  at: clockTime,
  weekday: fc.integer({ min: 1, max: 7 }),
});
const hourMs = 3_600_000;

/** Somebody with a zone and wishes, and a moment in their life. */
const somebody = fc
  .record({
    zone,
    now: instant,
    quietHours: fc.option(quietHours),
    digest,
    peaceMs: fc.option(fc.integer({ min: -hourMs, max: 72 * hourMs })),
    startsAnyway: fc.boolean(),
    mail: fc.constantFrom('now' as const, 'digest' as const),
  })
  .map(({ zone: own, now, peaceMs, mail, ...wishes }) => ({
    now,
    circumstances: {
      zone: own,
      digestedOn: null,
      preferences: {
        ...wishes,
        types: defaultPreferences.types.map((line) => ({ ...line, mail })),
        doNotDisturbUntil: peaceMs === null ? null : new Date(now.getTime() + peaceMs).toISOString(),
      },
    } satisfies Circumstances,
  }));

describe('NO4 when a mail goes', () => {
  test('no mail is planned within quiet hours or do-not-disturb, and none is lost', () => {
    fc.assert(
      fc.property(somebody, fc.constantFrom(...notificationTypeNames), ({ now, circumstances }, type) => {
        const { preferences, zone: own } = circumstances;
        const plan = planOf(type, now, circumstances).mail!;
        expect(plan.at.getTime()).toBeGreaterThanOrEqual(now.getTime());
        if (type === 'session-started' && preferences.startsAnyway && plan.channel === 'now') {
          expect(plan.at).toEqual(now);
          return;
        }
        if (preferences.quietHours) expect(isQuiet(plan.at, preferences.quietHours, own)).toBe(false);
        const peace = preferences.doNotDisturbUntil;
        if (peace !== null) expect(plan.at.getTime()).toBeGreaterThanOrEqual(Date.parse(peace));
        // After what keeps it: a day and what the clocks may add, a week for a weekly digest.
        const from = Math.max(now.getTime(), peace === null ? 0 : Date.parse(peace));
        const mostHours = plan.channel === 'now' ? 50 : preferences.digest.cadence === 'daily' ? 98 : 9 * 24;
        expect(plan.at.getTime() - from).toBeLessThanOrEqual(mostHours * hourMs);
      }),
      { numRuns: 600 },
    );
  });

  test('whoever is disturbed by nothing has it at once, or at the very hour of the digest', () => {
    fc.assert(
      fc.property(somebody, ({ now, circumstances }) => {
        const preferences = { ...circumstances.preferences, quietHours: null, doNotDisturbUntil: null };
        const plan = planOf('mention', now, { ...circumstances, preferences }).mail!;
        if (plan.channel === 'now') {
          expect(plan.at).toEqual(now);
          return;
        }
        const [hours, minutes] = preferences.digest.at.split(':').map(Number) as [number, number];
        const shown = minuteIn(circumstances.zone, plan.at);
        // Where the clocks leave the hour out it is as much later.
        expect([0, 30, 60]).toContain((shown - hours * 60 - minutes + 1_440) % 1_440);
      }),
      { numRuns: 300 },
    );
  });

  test('a digest goes out at most once on each local day and never disturbs, and has everything once', () => {
    const steps = fc.array(
      fc.record({
        gapMs: fc.integer({ min: 0, max: 30 * hourMs }),
        /** Now and then somebody wishes it otherwise. */
        wish: fc.option(fc.record({ digest, quietHours: fc.option(quietHours), zone }), { freq: 3 }),
      }),
      { minLength: 5, maxLength: 40 },
    );
    fc.assert(
      fc.property(somebody, steps, ({ now, circumstances: first }, life) => {
        let circumstances: Circumstances = first;
        let due: Date[] = [];
        let sent = 0;
        /** What falls due goes out when its time comes, or is put off. */
        const sendUntil = (moment: number): void => {
          while (due.length > 0) {
            const next = due.reduce((a, b) => (a < b ? a : b));
            if (next.getTime() > moment) return;
            const ripe = due.filter((one) => one <= next);
            due = due.filter((one) => one > next);
            if (!mayDigest(next, circumstances)) {
              const later = nextDigest(next, circumstances);
              expect(later > next).toBe(true);
              due.push(...ripe.map(() => later));
              continue;
            }
            const { preferences, zone: own, digestedOn } = circumstances;
            const day = dayIn(own, next);
            if (digestedOn !== null) expect(daysBetween(digestedOn, day)).toBeGreaterThan(0);
            if (preferences.quietHours) expect(isQuiet(next, preferences.quietHours, own)).toBe(false);
            sent += ripe.length;
            circumstances = { ...circumstances, digestedOn: day };
          }
        };
        let at = now;
        for (const { gapMs, wish } of life) {
          at = new Date(at.getTime() + gapMs);
          sendUntil(at.getTime());
          due.push(nextDigest(at, circumstances));
          if (wish) {
            const { zone: moved, ...wished } = wish;
            const preferences = { ...circumstances.preferences, ...wished };
            circumstances = { ...circumstances, zone: moved, preferences };
          }
        }
        sendUntil(Infinity);
        expect(sent).toBe(life.length);
      }),
      { numRuns: 200 },
    );
  });

  test('over midnight, over clocks that are moved, and over a time that comes twice', () => {
    const quiet = (from: string, to: string): Circumstances => ({
      zone: 'Europe/Berlin',
      digestedOn: null,
      preferences: { ...defaultPreferences, quietHours: { from, to } },
    });
    const planned = (now: string, circumstances: Circumstances): string =>
      planOf('mention', new Date(now), circumstances).mail!.at.toISOString();
    const night = quiet('22:00', '07:00');
    expect(planned('2026-06-09T12:00:00Z', night)).toBe('2026-06-09T12:00:00.000Z');
    expect(planned('2026-06-09T20:30:00Z', night)).toBe('2026-06-10T05:00:00.000Z');
    // The night in which an hour is left out, and the one that has one more.
    expect(planned('2026-03-28T21:30:00Z', night)).toBe('2026-03-29T05:00:00.000Z');
    expect(planned('2026-10-24T21:30:00Z', night)).toBe('2026-10-25T06:00:00.000Z');
    // 02:10 for the second time: it is quiet until 02:30 is shown again.
    expect(planned('2026-10-25T01:10:00Z', quiet('22:00', '02:30'))).toBe('2026-10-25T01:30:00.000Z');
  });
});
