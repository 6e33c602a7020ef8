import { afterAll, beforeAll, describe } from 'vitest';
import { TestHouse, type HouseParts } from './house.ts';
import { postgresOrReason } from './postgres.ts';

/** Opens a house for a suite that is shared between the databases; all of one file use the same database. */
export type OpenHouse = (environment?: Record<string, string>, parts?: HouseParts) => Promise<TestHouse>;

export const houseInMemory: OpenHouse = (environment, parts) => TestHouse.open(environment, parts);

/** Runs a suite on a fresh database of a PostgreSQL server. */
export async function onPostgresHouse(suite: (open: OpenHouse) => void): Promise<void> {
  const postgres = await postgresOrReason();
  describe.skipIf('missing' in postgres)('on PostgreSQL', () => {
    if ('missing' in postgres) return;
    let databaseUrl = '';
    beforeAll(async () => {
      databaseUrl = await postgres.newDatabase();
    });
    // Registered first, it runs last: the houses close before their database goes.
    afterAll(() => postgres.stop());
    suite((environment, parts) => TestHouse.open({ DATABASE_URL: databaseUrl, ...environment }, parts));
  });
}
