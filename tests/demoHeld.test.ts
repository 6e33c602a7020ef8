import { demoHeldSuite } from './demoHeld.suite.ts';
import { inMemory } from './support/rooms.ts';

demoHeldSuite(inMemory);
