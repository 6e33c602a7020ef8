import { inMemory } from '../../tests/support/rooms.ts';
import { joinSuite } from './join.suite.ts';

joinSuite(inMemory);
