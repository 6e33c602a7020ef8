import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { certificatesSuite } from './certificates.suite.ts';

await onPostgres(certificatesSuite);
