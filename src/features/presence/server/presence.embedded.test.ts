import { inMemory } from '../../../../tests/support/rooms.ts';
import { presenceSuite } from './presence.suite.ts';

presenceSuite(inMemory);
