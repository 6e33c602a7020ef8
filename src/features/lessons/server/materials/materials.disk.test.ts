import { inMemory } from '../../../../../tests/support/rooms.ts';
import { materialsSuite } from './materials.suite.ts';

materialsSuite(inMemory);
