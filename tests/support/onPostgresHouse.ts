import { afterAll, test } from 'vitest';
import { TestHouse, type HouseParts } from './house.ts';
import { postgresOrReason } from './postgres.ts';

/** Opens a house for a suite that is shared between the databases; all of one file use the same database. */
export type OpenHouse = (environment?: Record<string, string>, parts?: HouseParts) => Promise<TestHouse>;

export const houseInMemory: OpenHouse = (environment, parts) => TestHouse.open(environment, parts);

/** Runs a suite on a PostgreSQL server, on a fresh database; without a server the file says why it is skipped. */
export async function onPostgresHouse(suite: (open: OpenHouse) => void): Promise<void> {
  const postgres = await postgresOrReason();
  if ('missing' in postgres) {
    test.skip(postgres.missing, () => {});
    return;
  }
  const databaseUrl = await postgres.newDatabase();
  // Registered first, it runs last: the houses close before their database goes.
  afterAll(() => postgres.stop());
  suite((environment, parts) => TestHouse.open({ DATABASE_URL: databaseUrl, ...environment }, parts));
}
