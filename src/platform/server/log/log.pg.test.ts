import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { countingMigrations, testLog } from './log.suite.ts';

await onPostgres((open) => testLog('a PostgreSQL server', () => open(countingMigrations)));
