import { afterAll, describe } from 'vitest';
import { openDatabase } from '#platform/server/db/database.ts';
import { postgresOrReason } from './postgres.ts';
import type { OpenDatabase } from './rooms.ts';

/** Runs a suite that is shared with the embedded database on a PostgreSQL server, each time on a fresh database. */
export async function onPostgres(suite: (open: OpenDatabase) => void): Promise<void> {
  const postgres = await postgresOrReason();
  describe.skipIf('missing' in postgres)('on PostgreSQL', () => {
    if ('missing' in postgres) return;
    afterAll(() => postgres.stop());
    suite(async (migrations) =>
      openDatabase({ dataDir: 'unused', databaseUrl: await postgres.newDatabase(), migrations }),
    );
  });
}
