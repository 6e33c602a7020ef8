import { testIdempotency } from './idempotency.suite.ts';
import { onPostgresHouse } from './support/onPostgresHouse.ts';

await onPostgresHouse(testIdempotency);
