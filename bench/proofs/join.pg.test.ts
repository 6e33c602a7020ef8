import { onPostgres } from '../../tests/support/onPostgres.ts';
import { joinSuite } from './join.suite.ts';

await onPostgres(joinSuite);
