import { inMemory } from '../../../../tests/support/rooms.ts';
import { migrationsSuite } from './migrations.suite.ts';

migrationsSuite(inMemory);
