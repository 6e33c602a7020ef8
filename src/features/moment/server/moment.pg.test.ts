import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { momentSuite } from './moment.suite.ts';
import { saidSuite } from './said.suite.ts';

await onPostgres((open) => {
  momentSuite(open);
  saidSuite(open);
});
