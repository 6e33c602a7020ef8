import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { presenceSuite } from './presence.suite.ts';

await onPostgres((open) => presenceSuite(open));
