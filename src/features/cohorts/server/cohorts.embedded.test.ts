import { inMemory } from '../../../../tests/support/rooms.ts';
import { cohortsSuite } from './cohorts.suite.ts';

cohortsSuite(inMemory);
