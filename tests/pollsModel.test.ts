import { pollsModelSuite } from './pollsModel.suite.ts';
import { inMemory } from './support/rooms.ts';

pollsModelSuite(inMemory, [7, 29, 41]);
