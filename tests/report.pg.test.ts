import { reportSuite } from './report.suite.ts';
import { onPostgres } from './support/onPostgres.ts';

await onPostgres((open) => reportSuite(open));
