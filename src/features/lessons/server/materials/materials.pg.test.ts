import { onPostgres } from '../../../../../tests/support/onPostgres.ts';
import { materialsSuite } from './materials.suite.ts';

await onPostgres(materialsSuite);
