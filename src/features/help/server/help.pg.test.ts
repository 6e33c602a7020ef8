import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { helpSuite } from './help.suite.ts';

await onPostgres(helpSuite);
