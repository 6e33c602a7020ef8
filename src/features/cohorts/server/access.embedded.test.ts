import { inMemory } from '../../../../tests/support/rooms.ts';
import { accessSuite } from './access.suite.ts';

accessSuite(inMemory);
