import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { migrationsSuite } from './migrations.suite.ts';

await onPostgres(migrationsSuite);
