import { pollsModelSuite } from './pollsModel.suite.ts';
import { onPostgres } from './support/onPostgres.ts';

await onPostgres((open) => pollsModelSuite(open, [7, 29, 41]));
