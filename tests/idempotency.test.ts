import { testIdempotency } from './idempotency.suite.ts';
import { houseInMemory } from './support/onPostgresHouse.ts';

testIdempotency(houseInMemory);
