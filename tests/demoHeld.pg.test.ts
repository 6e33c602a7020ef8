import { demoHeldSuite } from './demoHeld.suite.ts';
import { onPostgres } from './support/onPostgres.ts';

await onPostgres((open) => demoHeldSuite(open));
