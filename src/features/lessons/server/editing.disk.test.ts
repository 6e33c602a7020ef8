import { inMemory } from '../../../../tests/support/rooms.ts';
import { editingSuite } from './editing.suite.ts';

editingSuite(inMemory);
