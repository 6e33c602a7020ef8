import { inMemory } from '../../../../tests/support/rooms.ts';
import { momentSuite } from './moment.suite.ts';
import { saidSuite } from './said.suite.ts';

momentSuite(inMemory);
saidSuite(inMemory);
