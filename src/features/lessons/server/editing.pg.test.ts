import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { editingSuite } from './editing.suite.ts';

await onPostgres(editingSuite);
