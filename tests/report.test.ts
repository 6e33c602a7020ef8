import { reportSuite } from './report.suite.ts';
import { inMemory } from './support/rooms.ts';

reportSuite(inMemory);
