import { inMemory } from '../../../../tests/support/rooms.ts';
import { helpSuite } from './help.suite.ts';

helpSuite(inMemory);
