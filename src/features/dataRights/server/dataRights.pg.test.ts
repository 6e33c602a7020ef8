import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { dataRightsSuite } from './dataRights.suite.ts';

await onPostgres(dataRightsSuite);
