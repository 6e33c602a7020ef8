import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { Database } from '../db/database.ts';
import { jobRows, things } from './jobs.samples.ts';
import type { JobSchedule } from './kinds.ts';
import { Schedules } from './schedules.ts';

const nightly: JobSchedule = {
  name: 'nightly',
  queue: things,
  at: '02:30',
  zone: 'Europe/Berlin',
  data: { thing: 'figures' },
};
const hourMs = 3_600_000;

/** What schedules promise, the same on every database. */
export function testSchedules(engine: string, open: () => Promise<Database>): void {
  describe(`schedules on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
    });
    afterAll(() => db.close());
    beforeEach(() => sql`truncate job, job_schedule`.execute(db.query));

    const keys = async (): Promise<string[]> => (await jobRows(db)).map(({ key }) => key);
    const at = (moment: string) => manualClock(Date.parse(moment));
    const nodeAt = (clock: ReturnType<typeof at>, schedules = [nightly]) =>
      new Schedules({ db, clock, schedules });

    test('JO6 several nodes ask, and each local day has one job, also when clocks change', async () => {
      // In the night of 29 March 02:30 does not come; in that of 25 October it comes twice.
      for (const [begin, days] of [
        ['2026-03-27T12:00:00Z', ['2026-03-28', '2026-03-29', '2026-03-30']],
        ['2026-10-23T12:00:00Z', ['2026-10-24', '2026-10-25', '2026-10-26']],
      ] as const) {
        await sql`truncate job, job_schedule`.execute(db.query);
        const clock = at(begin);
        const nodes = [nodeAt(clock), nodeAt(clock)];
        for (let half = 0; half < 3 * 48 - 1; half += 1) {
          await Promise.all(nodes.map((node) => node.ask()));
          clock.advance(hourMs / 2);
        }
        expect(await keys()).toEqual(days.map((day) => `nightly/${day}`));
      }
    });

    test('JO6 what was due before a schedule was known is not made up for; what nobody was there for is, once', async () => {
      const clock = at('2026-06-01T12:00:00Z');
      await nodeAt(clock).ask();
      expect(await keys()).toEqual([]);
      clock.advance(3 * 24 * hourMs);
      // A node that starts after three days: the last one, and not again by the next node.
      await nodeAt(clock).ask();
      await nodeAt(clock).ask();
      expect(await keys()).toEqual(['nightly/2026-06-04']);
    });
  });
}
