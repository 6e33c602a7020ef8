import { afterAll, describe } from 'vitest';
import { openDatabase } from '#platform/server/db/database.ts';
import { postgresOrReason } from '../../../../tests/support/postgres.ts';
import { identitySuite } from './identity.suite.ts';
import { roomMigrations } from './room.suite.ts';

const postgres = await postgresOrReason();

describe.skipIf('missing' in postgres)('on PostgreSQL', () => {
  if ('missing' in postgres) return;
  afterAll(() => postgres.stop());
  identitySuite(async () =>
    openDatabase({
      dataDir: 'unused',
      databaseUrl: await postgres.newDatabase(),
      migrations: roomMigrations,
    }),
  );
});
