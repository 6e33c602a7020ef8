import { expect, test } from 'vitest';
import type { Place } from './classroom.ts';
import { jobsRounds } from './jobs.ts';

/** Three rounds from seeds that stay; `npm run proof -- jobs` makes twenty, and goes by the clock as well. */
export function jobsSuite(inPlace: <T>(work: (place: Place) => Promise<T>) => Promise<T>): void {
  test('JO2 JO4 JO5 MAIL1 NO1 NO5 processes killed, mails refused and dropped, poisoned jobs: each effect once, for each who has a right to it', async () => {
    const rounds = await inPlace((place) => jobsRounds(place, { seeds: ['oak', 'ash', 'elm'] }));
    expect(rounds).toHaveLength(3);
    for (const round of rounds) expect(round).toMatchObject({ faults: [], kills: 3, poisoned: 5 });
  }, 900_000);
}
