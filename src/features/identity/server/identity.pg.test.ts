import { afterAll, describe } from 'vitest';
import { openDatabase } from '#platform/server/db/database.ts';
import { logMigrations } from '#platform/server/log/migrations.ts';
import { postgresOrReason } from '../../../../tests/support/postgres.ts';
import { identitySuite } from './identity.suite.ts';
import { identityMigrations } from './migrations.ts';

const postgres = await postgresOrReason();

describe.skipIf('missing' in postgres)('on PostgreSQL', () => {
  if ('missing' in postgres) return;
  afterAll(() => postgres.stop());
  identitySuite(async () =>
    openDatabase({
      dataDir: 'unused',
      databaseUrl: await postgres.newDatabase(),
      migrations: [...logMigrations, ...identityMigrations],
    }),
  );
});
