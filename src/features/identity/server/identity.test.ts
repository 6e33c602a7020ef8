import { openDatabase } from '#platform/server/db/database.ts';
import { logMigrations } from '#platform/server/log/migrations.ts';
import { identitySuite } from './identity.suite.ts';
import { identityMigrations } from './migrations.ts';

identitySuite(() =>
  openDatabase({ dataDir: 'memory:', migrations: [...logMigrations, ...identityMigrations] }),
);
